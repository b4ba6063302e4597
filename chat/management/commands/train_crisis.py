"""`manage.py train_crisis`: fit the second look for a crisis anew, and measure it."""

from typing import Any

from django.core.management.base import BaseCommand

from chat import crisis_training
from emotions.language.encoder import get_encoder


class Command(BaseCommand):
    help = "Measure on a third of chat/data/crisis_sentences.csv, then write a model of all of it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sentences, encoder = crisis_training.read(), get_encoder()
        everyday = crisis_training.ordinary()
        model = crisis_training.train(sentences, everyday, encoder)
        figures = crisis_training.measure(sentences, model, encoder)
        self.stdout.write(
            f"threshold {model.threshold:.3f}, recall {figures.recall:.3f}, "
            f"precision {figures.precision:.3f}"
        )
        for what, texts in (("missed", figures.missed), ("false alarm", figures.false_alarms)):
            for text in texts:
                self.stdout.write(f"{what}: {text}")
        crisis_training.fit([*sentences, *everyday], encoder, model.threshold).write()
