"""Emotions of texts, as JSON lines."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions.classifier import ClassifierError, get_classifier
from emotions.management.jsonl import add_text_arguments, json_line, read_texts


class Command(BaseCommand):
    help = 'Print {"text", "emotions", "top"} for one TEXT or for each {"text"} of a file.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add_text_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        texts = read_texts(options["text"], options["input"])
        try:
            vectors = get_classifier().predict(texts)
        except ClassifierError as error:
            raise CommandError(str(error)) from error
        for text, vector in zip(texts, vectors, strict=True):
            record = {"text": text, "emotions": vector.as_dict(), "top": vector.top}
            self.stdout.write(json_line(record))
