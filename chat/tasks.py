"""Work for Celery: thin, safe to run twice."""

from celery import shared_task

from chat import reminders
from chat.teaching import imports


@shared_task
def check_import(import_id: int) -> None:
    """Look through a file that staff sent."""
    imports.check(import_id)


@shared_task
def apply_import(import_id: int) -> None:
    """Take a file that staff agreed to."""
    imports.apply(import_id)


@shared_task(expires=60)
def remind() -> None:
    """Tell staff what has piled up."""
    reminders.remind_of_unmatched()
