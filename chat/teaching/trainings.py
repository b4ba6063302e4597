"""Trainings of what tells intents apart, on the tables as staff keep them: asked for, run, ended.

What a training gives is taken only where it is no worse on held-out wordings than what serves;
else that stays. What was taken can be put away for the one of the repository again.
"""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerUnreachable

from chat.dialogue import knowledge, tables, vectors
from chat.dialogue.classifier import IntentClassifier
from chat.dialogue.index import Vectors
from chat.models import IntentTraining
from chat.teaching.versions import replies_changed
from emotions.language.encoder import Encoder, get_encoder

if TYPE_CHECKING:
    from accounts.models import User
    from chat.dialogue.training import Lesson

logger = logging.getLogger(__name__)

TRAIN = "chat.tasks.train_intents"
ABANDONED = "abandoned"
DEAD_AFTER = timedelta(days=1)
"""A training that is still under way then has lost its worker."""
Status = IntentTraining.Status


class AlreadyTraining(ValueError):
    """One training at a time."""


class Outcome(NamedTuple):
    """What was trained, as bytes, on which lesson, how it does, and whether that is good enough."""

    weights: bytes
    lesson: str
    encoder: str
    figures: dict[str, Any]
    is_taken: bool


def request_training(*, by: User | None) -> IntentTraining:
    """Queue a training after commit.

    Raises:
        AlreadyTraining: where one waits or runs.
    """
    try:
        with transaction.atomic():
            training = IntentTraining.objects.create(requested_by=by)
    except IntegrityError as error:
        raise AlreadyTraining from error
    transaction.on_commit(partial(_queue, training.pk))
    return training


def request_if_changed() -> IntentTraining | None:
    """Queue a training where the tables are not as they were learnt last; of those that died over
    it none stands in the way."""
    dead = IntentTraining.objects.filter(created_at__lt=timezone.now() - DEAD_AFTER)
    _fail(dead, ABANDONED)
    if _has_changed():
        with suppress(AlreadyTraining):
            return request_training(by=None)
    return None


def run_training(training_id: int) -> None:
    """Train, and take what came out where it is no worse.

    A training ends once: what one gives that was given up meanwhile is dropped. A failure is kept
    in `error`.
    """
    queued = IntentTraining.objects.filter(pk=training_id, status=Status.QUEUED)
    if not queued.update(status=Status.RUNNING):
        return
    try:
        _end_well(training_id, _train(get_encoder()))
    except Exception as error:
        logger.exception("training %s of intents failed", training_id)
        _fail(IntentTraining.objects.filter(pk=training_id), f"{type(error).__name__}: {error}")


def abandon() -> bool:
    """Give up the training under way, whose worker died; False where there is none."""
    return _fail(IntentTraining.objects.all(), ABANDONED)


def latest() -> IntentTraining | None:
    """The last training that was asked for."""
    return IntentTraining.objects.select_related("requested_by").defer("weights").first()


def is_own_serving() -> bool:
    """Whether what was trained here serves, and not the classifier of the repository."""
    return IntentTraining.objects.filter(is_serving=True).exists()


@transaction.atomic
def use_shipped() -> bool:
    """Have the classifier of the repository serve again; False where it does already."""
    if not _put_away():
        return False
    replies_changed()
    return True


def _train(encoder: Encoder) -> Outcome:
    from chat.dialogue import training

    lesson, stored = _lesson(encoder)
    fragments = vectors.encoded(lesson.texts[len(stored) :], encoder)
    matrix = np.vstack([stored, fragments])
    weights = training.fit(lesson, matrix, encoder.fingerprint).packed()
    fitted = IntentClassifier.of(weights)
    present = knowledge.classifier_of(encoder.fingerprint)
    both = set(fitted.topics) & set(present.topics if present else fitted.topics)
    asked = training.questions(both, encoder, besides=set(lesson.texts))
    after = training.measure(fitted, asked)
    figures: dict[str, Any] = {"asked": len(asked.texts), "after": after.to_record()}
    is_taken = True
    if present is not None:
        before = training.measure(present, asked)
        figures["before"] = before.to_record()
        is_taken = after.is_no_worse_than(before)
    mark = _mark(lesson, encoder.fingerprint)
    return Outcome(weights, mark, encoder.fingerprint, figures, is_taken)


def _lesson(encoder: Encoder) -> tuple[Lesson, Vectors]:
    """What is switched on, then the fragments; and the vectors of the former, as they are stored:
    (utterances, dimension)."""
    from chat.dialogue import training

    vectors.embed_stale(encoder)
    known = tables.read(encoder)
    return training.lesson_of(known.repertoire.intents.values()), known.vectors


def _has_changed() -> bool:
    """Whether the present lesson is another than that of the last training, or, where there was
    none, than the one of the repository."""
    from chat.dialogue import training

    encoder = get_encoder()
    lesson, _ = _lesson(encoder)
    ended = IntentTraining.objects.filter(status__in=[Status.TAKEN, Status.KEPT])
    learnt = ended.values_list("lesson", flat=True).first()
    if learnt is None and knowledge.classifier_of(encoder.fingerprint) is not None:
        learnt = _mark(training.shipped_lesson(), encoder.fingerprint)
    return learnt != _mark(lesson, encoder.fingerprint)


def _mark(lesson: Lesson, encoder: str) -> str:
    """A hash of a lesson in whichever order."""
    lines = sorted(f"{topic} {text}" for text, topic in zip(*lesson, strict=True))
    return hashlib.sha256("\n".join([encoder, *lines]).encode()).hexdigest()


@transaction.atomic
def _end_well(training_id: int, outcome: Outcome) -> None:
    """Whoever would give the training up at this moment waits for the lock, and comes too late."""
    row = IntentTraining.objects.select_for_update().get(pk=training_id)
    if not row.active:
        logger.info("training %s of intents was given up: what it gave is dropped", training_id)
        return
    row.figures, row.lesson, row.encoder = outcome.figures, outcome.lesson, outcome.encoder
    row.status, row.finished_at = Status.KEPT, timezone.now()
    if outcome.is_taken:
        _put_away()
        row.status, row.is_serving, row.weights = Status.TAKEN, True, outcome.weights
        replies_changed()
    row.save(
        update_fields=[
            "figures", "lesson", "encoder", "status", "finished_at", "is_serving", "weights",
        ]
    )  # fmt: skip
    logger.info("training %s of intents: %s", training_id, row.status)


def _put_away() -> bool:
    """Have none that was trained here serve; False where none did."""
    serving = IntentTraining.objects.filter(is_serving=True)
    return bool(serving.update(is_serving=False, weights=b""))


def _queue(training_id: int) -> None:
    try:
        current_app.send_task(TRAIN, args=[training_id], retry=False)
    except BrokerUnreachable as error:
        logger.error("training %s found no broker: %s", training_id, type(error).__name__)
        row = IntentTraining.objects.filter(pk=training_id)
        _fail(row, "Redis does not answer: start it, then ask again")


def _fail(trainings: Any, error: str) -> bool:
    """End those that are under way; False where none is."""
    active = trainings.filter(active=True)
    ended = active.update(status=Status.FAILED, error=error[:300], finished_at=timezone.now())
    return bool(ended)
