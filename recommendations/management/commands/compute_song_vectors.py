"""`manage.py compute_song_vectors --data DIR`: make the shipped catalogue from lyrics."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions.classifier import ClassifierError, EmotionClassifier, get_classifier
from recommendations import catalogue
from recommendations.catalogue import CATALOGUE, CatalogueSong
from recommendations.lyrics import verses

LYRICS = Path("songs") / "lyrics.csv"


class Command(BaseCommand):
    help = "Classify the lyrics in DIR/songs/lyrics.csv; only names, links and vectors are written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, required=True, metavar="DIR")
        parser.add_argument("--output", type=Path, default=CATALOGUE, metavar="FILE.csv")

    def handle(self, *args: Any, data: Path, output: Path, **options: Any) -> None:
        try:
            rows = _read(data / LYRICS)
            classifier = get_classifier()
            songs = [self._song(row, classifier) for row in rows]
        except (OSError, ValueError, ClassifierError) as error:
            raise CommandError(str(error)) from error
        output.parent.mkdir(exist_ok=True)
        catalogue.write(songs, output)
        self.stdout.write(f"{len(songs)} songs, classifier {classifier.version}")

    def _song(self, row: dict[str, str], classifier: EmotionClassifier) -> CatalogueSong:
        title, artist = catalogue.split_name(row["Songs_title"])
        return CatalogueSong(
            title=title,
            artist=artist,
            youtube_id=catalogue.youtube_id(row["link"]),
            vector=classifier.predict_talk(verses(row["lyrics"])),
            classifier=classifier.version,
        )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
