"""`manage.py rebuild_embeddings`: after ENCODER_MODEL has changed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat.dialogue import knowledge
from emotions.language.encoder import EncoderDamaged, EncoderMissing
from recommendations import curation, lyrics_file


class Command(BaseCommand):
    help = (
        "Compute stored vectors anew by the encoder in use. "
        "Restart the web processes afterwards: each loaded its encoder at its start."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", type=Path, metavar="DIR", help="also songs of DIR/songs/lyrics.csv"
        )

    def handle(self, *args: Any, data: Path | None, **options: Any) -> None:
        try:
            known = lyrics_file.read(data) if data else []
            replies = knowledge.rebuild()
            songs = curation.rebuild_contents(lyrics={song.youtube_id: song.text for song in known})
        except (OSError, ValueError, EncoderMissing, EncoderDamaged) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{replies} utterances\n"
            f"{songs.computed} songs; {songs.dropped} without lyrics have no content vector now"
        )
