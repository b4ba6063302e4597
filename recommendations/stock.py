"""The songs in use as arrays, with what was learned of them, kept by a process until they change.

One small query tells whether anything has: it sums up which versions of their rows PostgreSQL
holds, so that no change is missed, whoever made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from recommendations import catalogue, naming
from recommendations.models import LearnedState, Song
from recommendations.ranking.arrays import Catalogue, Ints
from recommendations.ranking.baseline import Floats, matrix
from recommendations.ranking.mixing import Learned
from recommendations.ranking.snapshot import from_bytes

Stamp = tuple[Any, ...]
Content = npt.NDArray[np.floating[Any]]

_STAMP = """
    SELECT count(*), sum(hashtextextended(ctid::text || '/' || xmin::text, 0)),
           (SELECT max(id) FROM recommendations_learnedstate)
    FROM recommendations_song
"""
_LIGHT = [one.attname for one in Song._meta.concrete_fields if one.name not in Song.HEAVY]


@dataclass(frozen=True, eq=False)
class Stock:
    """`catalogue` and what was learned of it; `encoder` made what is known of the songs' words."""

    catalogue: Catalogue
    learned: Learned
    encoder: str
    _rows: Sequence[tuple[Any, ...]] = field(repr=False)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Row of each song that may be recommended, by its id."""
        return {int(pk): row for row, pk in enumerate(self.catalogue.ids)}

    def song(self, row: int) -> Song:
        """The song of a row, without what takes long to load."""
        return Song.from_db(Song.objects.db, _LIGHT, self._rows[row])

    def rows(self, ids: Iterable[int]) -> Ints:
        """Rows of those of the songs `ids` that may be recommended."""
        return np.array([self.row_of[pk] for pk in ids if pk in self.row_of], int)


_kept: tuple[Stamp, Stock] | None = None


def stock() -> Stock:
    """The songs that may be recommended, in the order of their YouTube ids."""
    global _kept  # of this process; two threads at once may both load it, and either is right
    stamp, kept = _stamp(), _kept
    if kept is None or kept[0] != stamp:
        kept = _kept = (stamp, _load())
    return kept[1]


def shipped() -> Stock:
    """The songs that ship with the project, of which nobody has rated any."""
    listed = sorted(catalogue.read(), key=lambda song: song.youtube_id)
    contents = catalogue.read_contents()
    songs = [_unsaved(number, song) for number, song in enumerate(listed, start=1)]
    arrays = catalogue_of(songs, [contents.vectors.get(song.youtube_id) for song in songs])
    rows = [tuple(getattr(song, name) for name in _LIGHT) for song in songs]
    return Stock(arrays, Learned.nothing(len(songs)), contents.encoder, rows)


def catalogue_of(songs: Sequence[Song], contents: Sequence[Content | None]) -> Catalogue:
    """Songs with vectors, and what each is about (None where that is not known), as arrays."""
    return Catalogue(
        ids=np.array([song.pk for song in songs], int),
        emotions=matrix(song.felt for song in songs if song.felt),
        lyrics=matrix(song.vector for song in songs if song.vector),
        valence=_known(song.valence for song in songs),
        energy=_known(song.energy for song in songs),
        artist=_groups([_artist(song) for song in songs]),
        work=_groups([song.work or str(song.pk) for song in songs]),
        content=_stacked(contents),
    )


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp: Stamp = cursor.fetchone()
    return stamp


def _load() -> Stock:
    found = Song.objects.recommendable()
    rows = sorted(
        found.values_list(*_LIGHT, "content", "content_encoder"),
        key=lambda row: str(row[_LIGHT.index("youtube_id")]),
    )
    light = [row[:-2] for row in rows]
    songs = [Song.from_db(Song.objects.db, _LIGHT, row) for row in light]
    encoder = next(iter(dict(Counter(row[-1] for row in rows if row[-1]).most_common(1))), "")
    contents = [row[-2] if row[-1] == encoder else None for row in rows]
    arrays = catalogue_of(songs, contents)
    state = LearnedState.objects.first()
    learned = from_bytes(bytes(state.data), arrays.ids) if state else None
    return Stock(arrays, learned or Learned.nothing(len(songs)), encoder, light)


def _unsaved(number: int, listed: catalogue.CatalogueSong) -> Song:
    names = {"title": listed.title, "artist": listed.artist, "youtube_id": listed.youtube_id}
    song = Song(pk=number, vector=listed.vector, **names)
    song.valence, song.energy = listed.sound.valence, listed.sound.energy
    return song


def _artist(song: Song) -> str:
    return str(song.performer_id or "") or naming.key(song.artist)


def _known(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _groups(names: Sequence[str]) -> Ints:
    """A number for each name; -1 for the empty one."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names)) if name}
    return np.array([numbers.get(name, -1) for name in names], int)


def _stacked(contents: Sequence[Content | None]) -> Floats:
    """(n, d) unit rows; zeros where nothing is known."""
    known = [np.asarray(vector, np.float64) for vector in contents if vector is not None]
    stacked = np.zeros((len(contents), len(known[0]) if known else 0))
    at = [row for row, vector in enumerate(contents) if vector is not None]
    for row, vector in zip(at, known, strict=True):
        stacked[row] = vector / (np.linalg.norm(vector) or 1.0)
    return stacked
