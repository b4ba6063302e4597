"""Kiwi, a morphological analyser of Korean: loaded once a process, on first use."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import islice, takewhile
from threading import Lock

from kiwipiepy import Kiwi, Token

_LOADING = Lock()

_NOUNS = (
    "룸메",
    "썸남",
    "썸녀",
    "남사친",
    "여사친",
    "베프",
    "번아웃",
    "멘붕",
    "현타",
    "단톡방",
    "팀플",
)
"""New words that Kiwi would cut in two."""


def kiwi() -> Kiwi:
    """The one analyser; safe to use from several threads, and not to be changed."""
    with _LOADING:
        return _loaded()


class Morphemes:
    """A text and its morphemes; those without width, as 이 in "친구야", are left out."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = [token for token in kiwi().tokenize(text) if token.len]
        self._ends = [token.end for token in self._tokens]

    def within(self, start: int, end: int) -> list[Token]:
        """Morphemes of which a part lies in a span of the text."""
        later = islice(self._tokens, bisect_right(self._ends, start), None)
        return list(takewhile(lambda token: token.start < end, later))

    def attached(self, place: int) -> Token | None:
        """The morpheme that begins at a place."""
        return next(
            (token for token in self.within(place, place + 1) if token.start == place), None
        )


@cache
def _loaded() -> Kiwi:
    """Without the dictionaries of names and typing errors, which double its memory."""
    kiwi = Kiwi(num_workers=1, load_default_dict=False, load_multi_dict=False, load_typo_dict=False)
    for noun in _NOUNS:
        kiwi.add_user_word(noun, "NNG", 0)
    return kiwi
