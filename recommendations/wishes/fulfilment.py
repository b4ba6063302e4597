"""Wishes for songs in a talk, answered from the catalogue: `SONG_WISHES` in the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from emotions.models import EmotionAnalysis
from emotions.vector import EmotionVector
from recommendations import selectors
from recommendations.models import Song
from recommendations.ranking import baseline
from recommendations.wishes import matching, moods, wording
from recommendations.wishes.parsing import Named, Wish, wished

if TYPE_CHECKING:
    from recommendations.ranking.baseline import Floats, Mask


class Talk(Protocol):
    """What is asked of a talk when there is a wish in it."""

    @property
    def owner_id(self) -> int | None: ...
    @property
    def analysis(self) -> EmotionAnalysis | None: ...
    @property
    def songs_shown(self) -> Sequence[int]: ...
    @property
    def earlier_wishes(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Person:
    """Who wishes: nobody known where `owner_id` is None; `analysis` is of the talk."""

    owner_id: int | None = None
    analysis: EmotionAnalysis | None = None


@dataclass(frozen=True)
class Fulfilled:
    """What is said to a wish, and the song as a card in the talk."""

    text: str
    card: dict[str, Any]


def answer(text: str, talk: Talk) -> Fulfilled | None:
    """The song that `text` wishes for; None where it wishes for none, or there are no songs."""
    wish = wished(text)
    if wish is None:
        return None
    shown = talk.songs_shown
    if wish.is_bare and not shown:
        return None  # one more of what?
    if wish.another and not (wish.name or wish.mood):
        wish = _as_before(wish, talk.earlier_wishes)
    return fulfil(wish, Person(talk.owner_id, talk.analysis), shown)


def fulfil(
    wish: Wish,
    person: Person,
    shown: Sequence[int],
    *,
    rng: np.random.Generator | None = None,
) -> Fulfilled | None:
    """Choose a song for a wish: none `shown` in this talk, and none that rests for the person.

    A title asked for by its name comes all the same. What is not in the catalogue is said to be
    so, with a song for the mood instead; None where the name may be none of a song, and where there
    are no songs.
    """
    songs, vectors, at_rest = _candidates(person.owner_id)
    if not songs:
        return None
    seen = np.isin([song.pk for song in songs], [*shown, *_recommended(person.analysis)])
    shelf = _Shelf(songs, vectors, at_rest, seen, rng or np.random.default_rng())
    return _by_name(wish, person, shelf) or _by_mood(wish, person, shelf)


@dataclass(frozen=True)
class _Shelf:
    """The songs there are, (n,) each: which rest, and which were heard in this talk."""

    songs: list[Song]
    vectors: Floats
    at_rest: Mask
    seen: Mask
    rng: np.random.Generator

    def nearest(self, target: EmotionVector, *, among: Mask | None = None) -> Song | None:
        """The song for a mood; one heard or at rest only where nothing else is left."""
        found = baseline.pick(
            target,
            self.vectors,
            times_shown=self.seen.astype(int),
            on_screen=np.zeros(len(self.songs), bool) if among is None else ~among,
            at_rest=self.at_rest,
            rng=self.rng,
        )
        return self.songs[found.row] if found else None

    def rows(self, rows: Sequence[int]) -> Mask:
        mask = np.zeros(len(self.songs), np.bool_)
        mask[list(rows)] = True
        return mask


def _by_name(wish: Wish, person: Person, shelf: _Shelf) -> Fulfilled | None:
    """By title or artist; None where no name is given."""
    found = matching.find(wish.whole, shelf.songs, by_part=False)
    if not found.rows:
        found = matching.find(wish.name, shelf.songs)
    if found.title:
        row = next((row for row in found.rows if not shelf.seen[row]), found.rows[0])
        return _fulfilled(wording.for_title(), shelf.songs[row])
    if found.artist:
        return _of_artist(wish, found, person, shelf)
    return None


def _of_artist(
    wish: Wish, found: matching.Found, person: Person, shelf: _Shelf
) -> Fulfilled | None:
    of_artist = shelf.rows(found.rows)
    fresh = of_artist & ~shelf.seen & ~shelf.at_rest
    if not fresh.any():
        mean = EmotionVector.from_weights(shelf.vectors[of_artist].sum(axis=0))
        near = shelf.nearest(mean, among=~of_artist)
        return _fulfilled(wording.no_more_of(found.artist), near)
    song = shelf.nearest(_target(wish, person), among=fresh)
    say = wording.without_the_title if found.unknown else wording.for_artist
    return _fulfilled(say(found.artist), song)


def _by_mood(wish: Wish, person: Person, shelf: _Shelf) -> Fulfilled | None:
    """By what the wish, or else the talk, tells of the mood."""
    name, is_sure = wish.name, wish.named is not Named.IF_KNOWN
    if not is_sure and not wish.mood and (name or wish.whole):
        return None
    song = shelf.nearest(_target(wish, person))
    if name and is_sure:
        return _fulfilled(wording.without_the_name(name), song)
    if wish.another:
        return _fulfilled(wording.for_another(), song)
    if wish.mood:
        return _fulfilled(wording.for_mood(wish.mood.name), song)
    has_feeling = person.analysis is not None and person.analysis.vector is not None
    say = wording.for_present_feeling if has_feeling else wording.for_nothing_named
    return _fulfilled(say(), song)


def _target(wish: Wish, person: Person) -> EmotionVector:
    if wish.mood:
        return wish.mood.vector
    vector = person.analysis.vector if person.analysis else None
    return vector or moods.CONSOLING


def _as_before(wish: Wish, earlier: Sequence[str]) -> Wish:
    """One more of what was wished for last, if that was anything but one more."""
    before = (one for text in earlier if (one := wished(text)) is not None)
    last = next((one for one in before if one.name or one.whole or one.mood), None)
    return replace(last, another=True) if last else wish


def _candidates(owner_id: int | None) -> tuple[list[Song], Floats, Mask]:
    if owner_id is not None:
        return selectors.candidates_for(owner_id)
    songs, vectors = selectors.candidates()
    return songs, vectors, np.zeros(len(songs), np.bool_)


def _recommended(analysis: EmotionAnalysis | None) -> list[int]:
    """Songs of the talk's result: they were heard in this talk as well."""
    if analysis is None:
        return []
    return list(analysis.recommendations.values_list("song_id", flat=True))


def _fulfilled(text: str, song: Song | None) -> Fulfilled | None:
    if song is None:
        return None
    card = {
        "kind": "song",
        "song_id": song.pk,
        "title": song.title,
        "artist": song.artist,
        "youtube_id": song.youtube_id,
        "url": f"https://www.youtube.com/watch?v={song.youtube_id}",
        "emotion": song.vector.top if song.vector else "",
    }
    return Fulfilled(text, card)
