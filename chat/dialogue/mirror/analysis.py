"""Kiwi, a morphological analyser of Korean: loaded once, on first use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from threading import Lock

from kiwipiepy import Kiwi

_LOADING = Lock()

Form = tuple[str, str]
"""A morpheme's form and its tag in the Sejong set."""

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

UNSPOKEN = {"SF", "SP", "SS", "SSO", "SSC", "SE", "SO", "SW", "W_EMOJI", "Z_CODA"}
"""Tags of signs, which carry no words."""


@dataclass(frozen=True)
class Morpheme:
    """One morpheme and where it stands in its sentence; a contracted one may have no width."""

    form: str
    tag: str
    start: int
    end: int

    @property
    def pair(self) -> Form:
        return self.form, self.tag

    @property
    def kind(self) -> str:
        """The tag without Kiwi's mark of regular or irregular conjugation."""
        return self.tag.partition("-")[0]


@dataclass(frozen=True)
class Sentence:
    """A sentence as written, without signs at its end, and its morphemes."""

    text: str
    morphemes: tuple[Morpheme, ...]
    asks: bool
    """Whether it ends in a question mark."""


def sentences(text: str) -> list[Sentence]:
    """The sentences of `text`, told by endings as well as by signs."""
    tokens = _kiwi().tokenize(text)
    groups = (list(group) for _, group in groupby(tokens, key=lambda token: token.sent_position))
    found = []
    for group in groups:
        asks = any("?" in token.form for token in group if token.tag == "SF")
        while group and group[-1].tag in UNSPOKEN:
            group.pop()
        if group:
            first, last = group[0].start, group[-1].end
            morphemes = (
                Morpheme(token.form, token.tag, token.start - first, token.end - first)
                for token in group
            )
            found.append(Sentence(text[first:last], tuple(morphemes), asks))
    return found


def joined(forms: Iterable[Form]) -> str:
    """Morphemes as they are written together, with the endings their stems want."""
    return str(_kiwi().join(list(forms)))


def spaced(text: str) -> str:
    """`text` with spaces between its words, where it was written without any."""
    return text if " " in text.strip() else str(_kiwi().space(text))


def _kiwi() -> Kiwi:
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Kiwi:
    """Without the dictionaries of names and typing errors, which double its memory."""
    kiwi = Kiwi(num_workers=1, load_default_dict=False, load_multi_dict=False, load_typo_dict=False)
    for noun in _NOUNS:
        kiwi.add_user_word(noun, "NNG", 0)
    return kiwi
