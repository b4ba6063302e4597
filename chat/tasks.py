"""Work for Celery: thin, safe to run twice."""

from celery import shared_task

from chat import reminders
from chat.teaching import imports, trainings


@shared_task
def check_import(import_id: int) -> None:
    """Look through a file that staff sent."""
    imports.check(import_id)


@shared_task
def apply_import(import_id: int) -> None:
    """Take a file that staff agreed to."""
    imports.apply(import_id)


@shared_task(acks_late=False)
def train_intents(training_id: int) -> None:
    """Train what tells intents apart; not begun anew where the worker dies, as staff can see it."""
    trainings.run_training(training_id)


@shared_task
def train_intents_if_changed() -> None:
    """Ask for a training where the tables hold what was not learnt yet."""
    trainings.request_if_changed()


@shared_task(expires=60)
def remind() -> None:
    """Tell staff what has piled up."""
    reminders.remind_of_unmatched()
