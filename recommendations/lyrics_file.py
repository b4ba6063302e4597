"""The file of lyrics that the catalogue's vectors are computed from; it is never shipped. Pure."""

import csv
from pathlib import Path
from typing import NamedTuple

from recommendations import catalogue
from recommendations.youtube import video_id

LYRICS = Path("songs") / "lyrics.csv"


class Lyrics(NamedTuple):
    title: str
    artist: str
    youtube_id: str
    text: str


def read(data: Path) -> list[Lyrics]:
    """Every song of `data`/songs/lyrics.csv: columns Songs_title ("artist - title"), lyrics, link.

    Raises:
        OSError: where there is no such file.
        ValueError: where a row has no video.
    """
    with (data / LYRICS).open(encoding="utf-8-sig", newline="") as file:
        return [
            Lyrics(
                *catalogue.split_name(row["Songs_title"]),
                youtube_id=video_id(row["link"]),
                text=row["lyrics"],
            )
            for row in csv.DictReader(file)
        ]
