"""`manage.py merge_sound_passes`: what songs sound like, as two told it, into the catalogue."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommendations import catalogue, sound_passes
from recommendations.catalogue import CATALOGUE, CatalogueSong
from recommendations.sound_passes import Pass


class Command(BaseCommand):
    help = "Merge data/sound_passes/ into songs.csv and print how far the two agree."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--catalogue", type=Path, default=CATALOGUE, metavar="FILE.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["catalogue"]
        try:
            songs = catalogue.read(path)
            first, second = (
                sound_passes.read(p) for p in (sound_passes.FIRST, sound_passes.SECOND)
            )
            merged = [_merged(song, first, second) for song in songs]
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(str(error)) from error
        catalogue.write(merged, path)
        self._report(merged, first, second)

    def _report(self, songs: list[CatalogueSong], first: Pass, second: Pass) -> None:
        for one in sound_passes.agreement(first, second):
            self.stdout.write(
                f"{one.measure}: {one.songs} told by both, correlation {one.correlation:.3f}, "
                f"mean difference {one.mean_difference:.3f}, disputed {one.disputed}"
            )
        same, both = sound_passes.same_tempo(first, second)
        known = [song.sound for song in songs if song.sound.is_known]
        self.stdout.write(
            f"tempo: the same for {same} of {both}\n"
            f"{len(songs)} songs: {len(known)} with a sound, {len(songs) - len(known)} without, "
            f"{sum(sound.disputed for sound in known)} disputed"
        )


def _merged(song: CatalogueSong, first: Pass, second: Pass) -> CatalogueSong:
    rows = first[song.youtube_id], second[song.youtube_id]
    return song._replace(
        artist=song.artist or sound_passes.artist(*rows),
        sound=sound_passes.sound(*rows),
        facts=sound_passes.facts(*rows),
    )
