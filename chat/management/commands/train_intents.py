"""`manage.py train_intents`: fit the intent classifier that ships anew, and measure it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat.dialogue import classifier, counselling, shipped_vectors, training
from emotions.language.encoder import Encoder, get_packaged_encoder
from emotions.training.corpora import CorpusMissing

LEAST = (0.4, 0.55, 0.7, 0.8, 0.9)


class Command(BaseCommand):
    help = "Fit on chat/data/, measure on chat/data/held_out/, write the classifier that ships."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", type=Path, help="read the counselling corpus of this folder anew"
        )

    def handle(self, *args: Any, data: Path | None, **options: Any) -> None:
        encoder = get_packaged_encoder()
        if data is not None:
            self.stdout.write(f"{_heard(data, encoder)} utterances of counselling")
        lesson = training.shipped_lesson()
        vectors = encoder.encode(lesson.texts)
        shipped_vectors.write(lesson.texts, vectors, encoder.fingerprint)
        fitted = training.fit(lesson, vectors, encoder.fingerprint)
        figures = training.measure(fitted, training.questions(fitted.topics, encoder))
        self.stdout.write(f"{len(lesson.texts)} utterances, {len(fitted.topics)} classes")
        self.stdout.write(
            f"held out: {figures.first:.3f} first, {figures.among_three:.3f} among three, "
            f"{figures.family:.3f} family"
        )
        for least in LEAST:
            answered, right = figures.at(least)
            self.stdout.write(f"from {least}: {answered:.3f} answered, {right:.3f} of them right")
        fitted.write(classifier.FILE)


def _heard(data: Path, encoder: Encoder) -> int:
    try:
        return counselling.write(data, encoder)
    except CorpusMissing as error:
        raise CommandError(str(error)) from error
