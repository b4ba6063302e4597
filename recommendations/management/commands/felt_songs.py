"""`manage.py felt_songs`: what the sound does to the emotions of the shipped songs, as a table."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from emotions.vector import EMOTIONS, EmotionVector
from recommendations import catalogue
from recommendations.catalogue import CatalogueSong
from recommendations.sound import felt


class Command(BaseCommand):
    help = "The songs whose lyrics have most of an emotion, before and after their sound counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--emotion", choices=EMOTIONS, default=EMOTIONS[0])
        parser.add_argument("--count", type=int, default=30, metavar="N")

    def handle(self, *args: Any, emotion: str, count: int, **options: Any) -> None:
        songs = catalogue.read()
        songs.sort(key=lambda song: song.vector.as_dict()[emotion], reverse=True)
        after = sorted((_felt(song).as_dict()[emotion] for song in songs), reverse=True)
        self.stdout.write(
            f"| song | valence | energy | {emotion}: lyrics | felt | place | strongest |"
        )
        self.stdout.write("| --- | --- | --- | --- | --- | --- | --- |")
        for song in songs[:count]:
            share = _felt(song).as_dict()[emotion]
            cells = [
                f"{song.artist} – {song.title}".removeprefix(" – "),
                _level(song.sound.valence),
                _level(song.sound.energy),
                f"{song.vector.as_dict()[emotion]:.0%}",
                f"{share:.0%}",
                str(after.index(share) + 1),
                _felt(song).top,
            ]
            self.stdout.write(f"| {' | '.join(cells)} |")


def _felt(song: CatalogueSong) -> EmotionVector:
    return felt(song.vector, song.sound.valence, song.sound.energy)


def _level(level: float | None) -> str:
    return "–" if level is None else f"{level:.2f}"
