"""The song catalogue that ships with the project: two files in `data/`. Pure: no database.

Columns of `songs.csv`: title, artist, youtube_id, a probability for each of the five emotions, and
the version of the classifier that computed them. `content.safetensors` holds what each song is
about, a vector by YouTube id, and names the encoder. Lyrics are never part of it.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from emotions.vector import EMOTIONS, EmotionVector
from recommendations.lyrics import Floats
from recommendations.youtube import video_id

CATALOGUE = Path(__file__).parent / "data" / "songs.csv"
CONTENT = Path(__file__).parent / "data" / "content.safetensors"
DECIMALS = 6
COLUMNS = ["title", "artist", "youtube_id", *EMOTIONS, "classifier"]


class CatalogueSong(NamedTuple):
    title: str
    artist: str
    youtube_id: str
    vector: EmotionVector
    classifier: str


def read(path: Path = CATALOGUE) -> list[CatalogueSong]:
    """Every song of the file.

    Raises:
        ValueError: naming the line that is no song.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        songs = []
        for row in rows:
            try:
                songs.append(_song(row))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path.name}, line {rows.line_num}: {error}") from error
        return songs


def write(songs: Iterable[CatalogueSong], path: Path = CATALOGUE) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for song in songs:
            shares = [round(p, DECIMALS) for p in song.vector]
            rows.writerow([song.title, song.artist, song.youtube_id, *shares, song.classifier])


class Contents(NamedTuple):
    """Content vectors, each (dimension,), by YouTube id; `encoder` is the fingerprint of theirs."""

    encoder: str
    vectors: dict[str, Floats]


def read_contents(path: Path = CONTENT) -> Contents:
    """The content vectors of the file.

    Raises:
        ValueError: where it is no such file.
    """
    try:
        with safe_open(path, framework="numpy") as file:
            encoder = (file.metadata() or {}).get("encoder", "")
            return Contents(encoder, {key: file.get_tensor(key) for key in file.keys()})  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def write_contents(contents: Contents, path: Path = CONTENT) -> None:
    """In half precision: cosines of unit vectors then differ by less than a thousandth."""
    halves = {key: vector.astype(np.float16) for key, vector in sorted(contents.vectors.items())}
    save_file(halves, path, metadata={"encoder": contents.encoder})


def split_name(name: str) -> tuple[str, str]:
    """Title and artist of "artist - title"; the artist is "" where only a title is given."""
    artist, separator, title = name.partition(" - ")
    return (title.strip(), artist.strip()) if separator else (name.strip(), "")


def _song(row: dict[str, str]) -> CatalogueSong:
    return CatalogueSong(
        title=row["title"],
        artist=row["artist"],
        youtube_id=video_id(row["youtube_id"]),
        vector=EmotionVector(tuple(float(row[name]) for name in EMOTIONS)),
        classifier=row["classifier"],
    )
