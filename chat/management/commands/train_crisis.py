"""`manage.py train_crisis`: fit the second look for a crisis anew, and measure it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat.care import training
from chat.dialogue import intents
from emotions.language.encoder import get_encoder
from emotions.training.corpora import CorpusMissing

THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.35, 0.5)


class Command(BaseCommand):
    help = "Measure on a third of chat/care/data/sentences.csv, then write a model of all of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=Path(settings.CORPORA))

    def handle(self, *args: Any, data: Path, **options: Any) -> None:
        sentences, encoder = training.read(), get_encoder()
        try:
            everyday = [*_known(), *training.of_corpora(data)]
        except CorpusMissing as error:
            raise CommandError(str(error)) from error
        learnt, asked = training.kept_apart(sentences)
        model = training.train(learnt, everyday, encoder)
        for threshold in THRESHOLDS:
            tried = replace(model, threshold=threshold)
            figures = training.measure(asked, tried, encoder)
            self.stdout.write(
                f"threshold {threshold}: recall {figures.recall:.3f}, "
                f"precision {figures.precision:.3f}"
            )
        figures = training.measure(asked, model, encoder)
        for what, texts in (("missed", figures.missed), ("false alarm", figures.false_alarms)):
            for text in texts:
                self.stdout.write(f"{what}: {text}")
        training.train(sentences, everyday, encoder).write()


def _known() -> list[training.Sentence]:
    """What people say every day: the utterances that 공감이 knows an answer to."""
    return [
        training.Sentence(text, is_crisis=False, kind=intent.topic)
        for intent in intents.shipped()
        for text in intent.utterances
    ]
