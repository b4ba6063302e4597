"""`manage.py load_classifier`: register the classifier of the repository."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from emotions import versions
from emotions.classifier import ClassifierError


class Command(BaseCommand):
    help = "Register the shipped classifier; it serves unless one that was trained here does."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = versions.adopt_shipped()
        except ClassifierError as error:
            self._go_on_with_a_copy(error)
        else:
            self.stdout.write(f"classifier {version}")

    def _go_on_with_a_copy(self, damage: ClassifierError) -> None:
        """The service starts with the copy in the database; `/healthz` names the damage."""
        try:
            copy = versions.serving().version
        except ClassifierError:
            raise CommandError(str(damage)) from damage
        self.stderr.write(f"{damage}; until then {copy} of the database serves")
