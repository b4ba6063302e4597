"""Trainings that staff ask for: queued, watched, and ended with a version or an error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError as BrokerUnreachable

from emotions import corrections, versions
from emotions.classifier.store import StoredClassifier
from emotions.language.encoder import get_packaged_encoder
from emotions.models import ClassifierVersion, TrainingRun

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

Report = Callable[[float, str], None]
TRAIN = "emotions.tasks.train"
Status = TrainingRun.Status


class AlreadyTraining(ValueError):
    """One training at a time."""


def request_training(*, by: User | None) -> TrainingRun:
    """Queue a training after commit.

    Raises:
        AlreadyTraining: where one waits or runs.
    """
    try:
        with transaction.atomic():
            run = TrainingRun.objects.create(requested_by=by)
    except IntegrityError as error:
        raise AlreadyTraining from error
    transaction.on_commit(partial(_queue, run.pk))
    return run


def run_training(run_id: int) -> None:
    """Train a queued run, register what came out, and promote it where it is better.

    A run ends once: one given up meanwhile leaves no version. A failure is kept in the run:
    `error` says what is missing, or names the exception.
    """
    started = TrainingRun.objects.filter(pk=run_id, status=Status.QUEUED).update(
        status=Status.RUNNING
    )
    if not started:
        return
    try:
        _end_well(run_id, _train(partial(_note_progress, run_id)))
    except Exception as error:
        logger.exception("training %s failed", run_id)
        _fail(run_id, f"{type(error).__name__}: {error}")


def abandon(*, run: TrainingRun) -> bool:
    """Give up a run whose worker died; False where it has ended already."""
    active = TrainingRun.objects.filter(pk=run.pk, active=True)
    return bool(active.update(status=Status.FAILED, error="abandoned"))


def _train(report: Report) -> StoredClassifier:
    from emotions.training import classifier, corpus

    learnt = corpus.load(Path(settings.CORPORA), corrections.approved_rows())
    return classifier.train(learnt, get_packaged_encoder(), report)


@transaction.atomic
def _end_well(run_id: int, stored: StoredClassifier) -> None:
    """Whoever would give the run up at this moment waits for the lock, and comes too late."""
    run = TrainingRun.objects.select_for_update().get(pk=run_id)
    if not run.active:
        logger.info("training %s was given up: what it trained is dropped", run_id)
        return
    version = versions.register(stored=stored, source=ClassifierVersion.Source.TRAINED)
    TrainingRun.objects.filter(pk=run_id).update(
        status=Status.DONE, progress=100, step="", version=version
    )
    try:
        versions.promote(version=version, by=run.requested_by)
    except versions.NotBetter:
        logger.info("classifier %s is not better and waits for staff", version)


def _queue(run_id: int) -> None:
    try:
        current_app.send_task(TRAIN, args=[run_id], retry=False)
    except BrokerUnreachable as error:
        logger.error("training %s found no broker: %s", run_id, type(error).__name__)
        _fail(run_id, "Redis does not answer: start it, then ask again")


def _note_progress(run_id: int, share: float, step: str) -> None:
    """A percent at a time: CatBoost reports each tree."""
    percent = int(100 * share)
    running = TrainingRun.objects.filter(pk=run_id, status=Status.RUNNING)
    running.exclude(progress=percent, step=step).update(progress=percent, step=step)


def _fail(run_id: int, error: str) -> None:
    active = TrainingRun.objects.filter(pk=run_id, active=True)
    active.update(status=Status.FAILED, error=error[:300])
