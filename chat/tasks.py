"""Work for Celery: thin, safe to run twice."""

from celery import shared_task

from chat import reminders


@shared_task(expires=60)
def remind() -> None:
    """Tell staff what has piled up."""
    reminders.remind_of_unmatched()
