"""Work for Celery: thin, safe to run twice, no machine learning imported until it runs."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from celery.signals import worker_ready
from django.db import InterfaceError, OperationalError

from emotions import services, training_runs

SOFT_LIMIT = 60  # seconds
HARD_LIMIT = 90


@shared_task(
    acks_late=True,
    autoretry_for=(OperationalError, InterfaceError),
    retry_backoff=True,
    max_retries=5,
    soft_time_limit=SOFT_LIMIT,
    time_limit=HARD_LIMIT,
)
def analyse(analysis_id: str) -> None:
    """Classify one analysis; a lost database is tried again, five times at most."""
    services.run_analysis(UUID(analysis_id))


@shared_task(acks_late=False)
def train(run_id: int) -> None:
    """Train a classifier; not begun anew where the worker dies, as staff can see and ask again."""
    training_runs.run_training(run_id)


@shared_task(expires=60)
def sweep(older_than: float = services.STALE_AFTER.total_seconds()) -> None:
    """Queue again the analyses that have waited too long; `older_than` in seconds."""
    services.sweep_pending(older_than=timedelta(seconds=older_than))


@worker_ready.connect
def sweep_at_start(**signal: Any) -> None:
    """A worker that returns asks for all that is pending: its last one may have died at work."""
    sweep.delay(0)
