"""Train the emotion classifier from the corpora and write its folder."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions.classifier import store


class Command(BaseCommand):
    help = "Train the emotion classifier; prints its figures on the frozen test."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data",
            type=Path,
            default=settings.CORPORA,
            help="folder with the corpora (docs/model-card.md); default ../shared/data",
        )
        parser.add_argument(
            "--out", type=Path, default=store.SHIPPED, help="folder to write; default the shipped"
        )
        parser.add_argument("--iterations", type=int, help="most trees to grow; for a quick trial")

    def handle(self, *, data: Path, out: Path, iterations: int | None, **options: Any) -> None:
        from emotions.training import classifier
        from emotions.training.corpora import CorpusMissing

        try:
            corpus = classifier.load_corpus(data)
        except CorpusMissing as error:
            raise CommandError(str(error)) from error
        figures = classifier.train(corpus, out, iterations or classifier.ITERATIONS)
        for view, measured in figures.items():
            self.stdout.write(json.dumps({"view": view, **measured}, ensure_ascii=False))
        self.stdout.write(f"written to {out}")
