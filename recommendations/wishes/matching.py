"""Which songs a name stands for: a title, an artist, or both. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from recommendations import naming

OTHER_NAMES = {
    "iu": "아이유", "bts": "방탄소년단", "방탄": "방탄소년단", "악동뮤지션": "akmu", "악뮤": "akmu",
    "볼사": "볼빨간사춘기", "십센치": "10cm", "옥달": "옥상달빛", "브걸": "브레이브걸스",
    "레벨": "레드벨벳",
}  # fmt: skip
"""What people call artists besides; keys and values as `naming.key` gives them."""
LETTERS_OF_PART = 3
"""So long is what may stand for a longer title or artist."""

_APART = re.compile(r"[,&/()\[\]（）]|\bfeat\.?|\bprod\.?", re.IGNORECASE)


class Named(Protocol):
    """A song, as far as it is looked at here."""

    @property
    def title(self) -> str: ...
    @property
    def artist(self) -> str: ...


@dataclass(frozen=True)
class Found:
    """Rows of the songs that a name stands for.

    `title` tells that they are what was asked for; else they are songs of `artist`, and `unknown`
    tells that another name stood beside it, of a song that is not there.
    """

    rows: list[int] = field(default_factory=list)
    title: bool = False
    artist: str = ""
    unknown: bool = False


def find(name: str, songs: Sequence[Named], *, by_part: bool = True) -> Found:
    """What `name` stands for, or with `by_part` is a part of; no rows where it is not there."""
    words = naming.words(name)
    if not words:
        return Found()
    whole = "".join(words)
    by_title = [row for row, song in enumerate(songs) if whole in _titles(song.title)]
    if by_title:
        return Found(by_title, title=True)
    if by_artist := _of_artist(whole, songs):
        return by_artist
    both = _of_both(words, songs)
    if both or not by_part:
        return both or Found()
    return _by_part(whole, songs)


def _of_artist(word: str, songs: Sequence[Named]) -> Found | None:
    word = OTHER_NAMES.get(word, word)
    rows = [row for row, song in enumerate(songs) if word in _artists(song.artist)]
    return Found(rows, artist=display_name(songs[rows[0]].artist)) if rows else None


def _of_both(words: list[str], songs: Sequence[Named]) -> Found | None:
    """An artist beside a title, in either order; the artist alone where the title is not there."""
    known = None
    for cut in range(1, len(words)):
        head, tail = "".join(words[:cut]), "".join(words[cut:])
        for artist, title in ((head, tail), (tail, head)):
            found = _of_artist(artist, songs)
            if found is None:
                continue
            rows = [row for row in found.rows if title in _titles(songs[row].title)]
            if rows:
                return Found(rows, title=True)
            known = known or Found(found.rows, artist=found.artist, unknown=True)
    return known


def _by_part(whole: str, songs: Sequence[Named]) -> Found:
    """Where it is a part of a name only: of titles first."""
    if len(whole) < LETTERS_OF_PART:
        return Found()
    rows = [row for row, song in enumerate(songs) if naming.key(song.title).startswith(whole)]
    if rows:
        return Found(rows, title=True)
    rows = [row for row, song in enumerate(songs) if naming.key(song.artist).startswith(whole)]
    return Found(rows, artist=display_name(songs[rows[0]].artist)) if rows else Found()


def display_name(artist: str) -> str:
    """An artist as one speaks of them, without the name in other letters."""
    return re.sub(r"\s*\(.*", "", artist).strip() or artist


@lru_cache(maxsize=4096)
def _titles(title: str) -> frozenset[str]:
    """Keys of all that a title is called: with what stands in brackets, without, and that alone."""
    bare = re.sub(r"[(\[（].*|\bfeat\b.*", "", title, flags=re.IGNORECASE)
    names = {title, bare, *re.findall(r"[(\[（](?!feat|prod)(.*?)[)\]）]", title, re.IGNORECASE)}
    return frozenset(key for name in names if (key := naming.key(name)))


@lru_cache(maxsize=4096)
def _artists(artist: str) -> frozenset[str]:
    """Keys of an artist's names, and of each of several artists."""
    names = {artist, *_APART.split(artist)}
    return frozenset(key for name in names if (key := naming.key(name)))
