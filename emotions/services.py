"""What changes an analysis: asking for one, running it, trying it again."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerUnreachable

from emotions import versions
from emotions.classifier import ClassifierError
from emotions.models import EmotionAnalysis
from emotions.privacy import storable
from emotions.signals import analysis_finished

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

ANALYSE = "emotions.tasks.analyse"
STALE_AFTER = timedelta(minutes=2)
"""A pending analysis older than this has lost its task: the broker was down, or a worker died."""
SWEEP_LIMIT = 200


def request_analysis(*, owner: User, utterances: list[str]) -> EmotionAnalysis:
    """Store a pending analysis of what a person wrote and queue it after commit."""
    analysis = EmotionAnalysis.objects.create(
        owner=owner, utterances=[storable(utterance) for utterance in utterances]
    )
    transaction.on_commit(partial(_queue, analysis.pk))
    return analysis


def run_analysis(analysis_id: UUID) -> None:
    """Classify a pending analysis; one that is gone or ended already is left as it is.

    Computing holds no lock: of two that run at once, the first to finish is stored. A failure
    keeps the utterances, and `error` names the exception.
    """
    analysis = _pending().filter(pk=analysis_id).first()
    if analysis is None:
        return
    try:
        classifier = versions.serving()
        reading = classifier.predict_talk(analysis.utterances)
    except Exception as error:
        _log_failure(analysis_id, error)
        _finish(analysis_id, status=EmotionAnalysis.Status.FAILED, error=type(error).__name__)
    else:
        _finish(
            analysis_id,
            status=EmotionAnalysis.Status.DONE,
            vector=reading.vector,
            is_calm=reading.is_calm,
            classifier=classifier.version,
            utterances=[],
        )


def retry_analysis(*, analysis: EmotionAnalysis) -> bool:
    """Queue a failed analysis again; False where it has not failed, or was retried already."""
    with transaction.atomic():
        failed = EmotionAnalysis.objects.filter(
            pk=analysis.pk, status=EmotionAnalysis.Status.FAILED
        )
        retried = failed.update(status=EmotionAnalysis.Status.PENDING, error="", finished_at=None)
        if retried:
            transaction.on_commit(partial(_queue, analysis.pk))
    return bool(retried)


def sweep_pending(*, older_than: timedelta = STALE_AFTER) -> int:
    """Queue again what has waited too long, oldest first; returns how many were sent.

    Sending twice is harmless, since an analysis that has ended is not run again.
    """
    waiting = _pending().filter(created_at__lte=timezone.now() - older_than)
    ids = waiting.order_by("created_at").values_list("pk", flat=True)[:SWEEP_LIMIT]
    return sum(1 for _ in takewhile(_queue, ids))


def _queue(analysis_id: UUID) -> bool:
    """Send the task; without a broker the row waits for `sweep_pending`."""
    try:
        current_app.send_task(ANALYSE, args=[str(analysis_id)], retry=False)
    except BrokerUnreachable as error:
        logger.error("analysis %s waits for a broker: %s", analysis_id, type(error).__name__)
        return False
    return True


def _pending() -> QuerySet[EmotionAnalysis]:
    return EmotionAnalysis.objects.filter(status=EmotionAnalysis.Status.PENDING)


def _log_failure(analysis_id: UUID, error: Exception) -> None:
    """Of other errors than the classifier's the name alone: a message may quote the person."""
    reason = error if isinstance(error, ClassifierError) else type(error).__name__
    logger.error("analysis %s failed: %s", analysis_id, reason)


def _finish(analysis_id: UUID, **fields: Any) -> None:
    """End a pending analysis once, and tell so after commit."""
    with transaction.atomic():
        waiting = _pending().filter(pk=analysis_id)
        if waiting.update(finished_at=timezone.now(), **fields):
            analysis = EmotionAnalysis.objects.get(pk=analysis_id)
            transaction.on_commit(
                partial(analysis_finished.send_robust, EmotionAnalysis, analysis=analysis)
            )
