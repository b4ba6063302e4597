"""Emotions of texts, as JSON lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError

from emotions import versions
from emotions.classifier import ClassifierError, EmotionClassifier
from emotions.management.jsonl import add_text_arguments, json_line, read_texts


class Command(BaseCommand):
    help = 'Print {"text", "emotions", "top"} for one TEXT or for each {"text"} of a file.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_text_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        texts = read_texts(options["text"], options["input"])
        try:
            readings = _classifier().predict(texts)
        except ClassifierError as error:
            raise CommandError(str(error)) from error
        for text, (vector, feeling, is_calm) in zip(texts, readings, strict=True):
            record = {
                "text": text,
                "emotions": vector.as_dict(),
                "top": vector.top,
                "feeling": round(feeling, 4),
                "calm": is_calm,
            }
            self.stdout.write(json_line(record))


def _classifier() -> EmotionClassifier:
    """The one in use; the shipped one where the database is not prepared yet."""
    try:
        return versions.serving()
    except (OperationalError, ProgrammingError):
        return versions.shipped()
