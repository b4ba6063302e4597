"""`manage.py train_intents`: fit the intent classifier that ships anew, and measure it."""

from typing import Any

from django.core.management.base import BaseCommand

from chat.dialogue import classifier, shipped_vectors, training
from emotions.language.encoder import get_packaged_encoder

LEAST = (0.4, 0.55, 0.7, 0.8, 0.9)


class Command(BaseCommand):
    help = "Fit on chat/data/, measure on chat/data/held_out/, write the classifier that ships."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        encoder = get_packaged_encoder()
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
