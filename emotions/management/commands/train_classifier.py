"""`manage.py train_classifier`: train from the corpora and what people corrected."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from emotions import corrections, versions
from emotions.classifier import ClassifierError, store
from emotions.language.encoder import EncoderDamaged, EncoderMissing, get_packaged_encoder
from emotions.models import ClassifierVersion


class Command(BaseCommand):
    help = (
        "Train the emotion classifier, print its figures on the frozen test, and let it serve "
        "where it beats the present one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data",
            type=Path,
            default=Path(settings.CORPORA),
            help="folder with the corpora (docs/training-data.md); default %(default)s",
        )
        parser.add_argument(
            "--ship",
            action="store_true",
            help="from the corpora alone, into the repository instead of the database",
        )
        parser.add_argument(
            "--promote-because", default="", metavar="REASON", help="serve even if not better"
        )
        parser.add_argument("--iterations", type=int, help="most trees to grow; for a quick trial")

    def handle(self, *, data: Path, ship: bool, iterations: int | None, **options: Any) -> None:
        from emotions.training import classifier, corpus
        from emotions.training.corpora import CorpusMissing

        try:
            own = [] if ship else corrections.approved_rows()
            with tqdm(total=100, unit="%", mininterval=1) as bar:
                stored = classifier.train(
                    corpus.load(data, own),
                    get_packaged_encoder(),
                    lambda share, what: _show(bar, share, what),
                    iterations or classifier.ITERATIONS,
                )
        except (CorpusMissing, EncoderMissing, EncoderDamaged) as error:
            raise CommandError(str(error)) from error
        for view, measured in stored.manifest.figures.items():
            self.stdout.write(json.dumps({"view": view, **measured}, ensure_ascii=False))
        if ship:
            store.write(store.SHIPPED, stored)
            self.stdout.write(f"written to {store.SHIPPED}")
        else:
            self._register(stored, options["promote_because"])

    def _register(self, stored: store.StoredClassifier, reason: str) -> None:
        version = versions.register(stored=stored, source=ClassifierVersion.Source.TRAINED)
        try:
            versions.promote(version=version, by=None, reason=reason)
        except versions.NotBetter as error:
            self.stdout.write(f"{error}; it is kept, see the admin or --promote-because")
        except ClassifierError as error:
            raise CommandError(str(error)) from error
        else:
            self.stdout.write(f"{version} serves")


def _show(bar: Any, share: float, what: str) -> None:
    bar.set_description(what)
    bar.update(int(100 * share) - bar.n)
