"""`manage.py compute_song_vectors`: make the shipped catalogue from lyrics."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from emotions import versions
from emotions.classifier import ClassifierError, EmotionClassifier
from emotions.language.encoder import get_packaged_encoder
from recommendations import catalogue, lyrics_file
from recommendations.catalogue import CATALOGUE, CONTENT, CatalogueSong, Contents
from recommendations.lyrics import content, mood, verses
from recommendations.lyrics_file import Lyrics


class Command(BaseCommand):
    help = "Read DIR/songs/lyrics.csv; lyrics are not written, and what is known of songs stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", type=Path, default=Path(settings.CORPORA), metavar="DIR")
        parser.add_argument("--output", type=Path, default=CATALOGUE, metavar="FILE.csv")

    def handle(self, *args: Any, data: Path, output: Path, **options: Any) -> None:
        try:
            lyrics = lyrics_file.read(data)
            classifier = versions.shipped()
            encoder = get_packaged_encoder()
            known = {song.youtube_id: song for song in catalogue.read()}
        except (OSError, ValueError, ClassifierError) as error:
            raise CommandError(str(error)) from error
        output.parent.mkdir(exist_ok=True)
        catalogue.write([_song(one, classifier, known) for one in lyrics], output)
        vectors = {one.youtube_id: content(encoder.encode(verses(one.text))) for one in lyrics}
        catalogue.write_contents(
            Contents(encoder.fingerprint, vectors), output.with_name(CONTENT.name)
        )
        self.stdout.write(f"{len(lyrics)} songs, classifier {classifier.version}")


def _song(
    lyrics: Lyrics, classifier: EmotionClassifier, known: Mapping[str, CatalogueSong]
) -> CatalogueSong:
    song = CatalogueSong(
        title=lyrics.title,
        artist=lyrics.artist,
        youtube_id=lyrics.youtube_id,
        vector=mood(classifier.predict(verses(lyrics.text))),
        classifier=classifier.version,
    )
    before = known.get(song.youtube_id)
    if before is None:
        return song
    return song._replace(
        artist=song.artist or before.artist, sound=before.sound, facts=before.facts
    )
