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
            raise CommandError(str(error)) from error
        self.stdout.write(f"classifier {version}")
