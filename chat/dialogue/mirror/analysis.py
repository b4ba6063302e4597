"""Sentences and their morphemes, as Kiwi tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from texts.morphemes import kiwi

Form = tuple[str, str]
"""A morpheme's form and its tag in the Sejong set."""

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
    tokens = kiwi().tokenize(text)
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
    return str(kiwi().join(list(forms)))


def spaced(text: str) -> str:
    """`text` with spaces between its words, where it was written without any."""
    return text if " " in text.strip() else str(kiwi().space(text))
