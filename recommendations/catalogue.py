"""The song catalogue that ships with the project: files in `data/`. Pure: no database.

Columns of `songs.csv`: title, artist, youtube_id, a probability for each of the five emotions and
the version of the classifier that computed them from the lyrics, then what the song sounds like
and what else is known of it, blank where it is not. `artists.csv` holds the other names of artists.
`content.safetensors` holds what each song is about, a vector by YouTube id, and names the encoder.
Lyrics are never part of it.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, cast, get_args

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from emotions.vector import EMOTIONS, EmotionVector
from recommendations.lyrics import Floats
from recommendations.sound import UNKNOWN, Sound, TempoName
from recommendations.youtube import video_id

CATALOGUE = Path(__file__).parent / "data" / "songs.csv"
CONTENT = Path(__file__).parent / "data" / "content.safetensors"
ARTISTS = Path(__file__).parent / "data" / "artists.csv"
DECIMALS = 6
SOUND = ["valence", "energy", "tempo", "acousticness", "disputed"]
FACTS = ["explicit", "language", "year"]
COLUMNS = ["title", "artist", "youtube_id", *EMOTIONS, "classifier", *SOUND, *FACTS]
BETWEEN_NAMES = ";"


class Facts(NamedTuple):
    """What is known of a song besides its sound; None or "" where it is not."""

    explicit: bool | None = None
    language: str = ""
    year: int | None = None


class CatalogueSong(NamedTuple):
    title: str
    artist: str
    youtube_id: str
    vector: EmotionVector
    classifier: str
    sound: Sound = UNKNOWN
    facts: Facts = Facts()


class CatalogueArtist(NamedTuple):
    """An artist by the name that songs show, and what else they are called."""

    name: str
    other_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.other_names)


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
            rows.writerow(_cells(song))


def read_artists(path: Path = ARTISTS) -> list[CatalogueArtist]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            CatalogueArtist(row["name"], tuple(row["other_names"].split(BETWEEN_NAMES)))
            for row in csv.DictReader(file)
        ]


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


def _cells(song: CatalogueSong) -> list[str | float | None]:
    sound, facts = song.sound, song.facts
    return [
        song.title, song.artist, song.youtube_id,
        *(round(p, DECIMALS) for p in song.vector), song.classifier,
        sound.valence, sound.energy, sound.tempo, sound.acousticness,
        "yes" if sound.disputed else "",
        {True: "yes", False: "no", None: ""}[facts.explicit], facts.language, facts.year,
    ]  # fmt: skip


def _song(row: dict[str, str]) -> CatalogueSong:
    return CatalogueSong(
        title=row["title"],
        artist=row["artist"],
        youtube_id=video_id(row["youtube_id"]),
        vector=EmotionVector(tuple(float(row[name]) for name in EMOTIONS)),
        classifier=row["classifier"],
        sound=Sound(
            valence=_share(row["valence"]),
            energy=_share(row["energy"]),
            tempo=_tempo(row["tempo"]),
            acousticness=_share(row["acousticness"]),
            disputed=row["disputed"] == "yes",
        ),
        facts=Facts(
            explicit={"yes": True, "no": False}.get(row["explicit"]),
            language=row["language"],
            year=int(row["year"]) if row["year"] else None,
        ),
    )


def _share(cell: str) -> float | None:
    if not cell:
        return None
    share = float(cell)
    if not 0 <= share <= 1:
        raise ValueError(f"{cell} is not between 0 and 1")
    return share


def _tempo(cell: str) -> TempoName:
    if cell not in get_args(TempoName):
        raise ValueError(f"{cell!r} is no tempo")
    return cast(TempoName, cell)
