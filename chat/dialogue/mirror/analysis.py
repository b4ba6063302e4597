"""Sentences and their morphemes, as Kiwi tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from chat.dialogue.mirror.wording import without_lead
from texts.morphemes import kiwi

Form = tuple[str, str]
"""A morpheme's form and its tag in the Sejong set."""

_NOW = re.compile(r"요즘|요새|지금|항상|매일|맨날|늘 |아직|여전히|전부터|때마다|(?<![가-힣])면 ")
_ONCE = re.compile(
    r"어제|그때|그 때|며칠 전|얼마 전|지난|아까|작년|옛날|어렸을|어릴 |[년달주일] 전에|그날|"
    r"재작년|예전"
)
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
    in_past: bool = False
    """Whether it stands in a story of what is over."""


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
            found.append(_without_lead(Sentence(text[first:last], tuple(morphemes), asks)))
    return [replace(one, in_past=_is_in_past(one, found)) for one in found]


def _without_lead(sentence: Sentence) -> Sentence:
    cut = len(sentence.text) - len(without_lead(sentence.text))
    rest = tuple(
        replace(m, start=m.start - cut, end=m.end - cut)
        for m in sentence.morphemes
        if m.start >= cut
    )
    return replace(sentence, text=sentence.text[cut:], morphemes=rest) if cut and rest else sentence


def is_now(sentence: Sentence) -> bool:
    """Whether `sentence` says that it is so nowadays, or always."""
    return bool(_NOW.search(sentence.text))


def _is_in_past(sentence: Sentence, found: list[Sentence]) -> bool:
    if is_now(sentence):
        return False
    others = (m for one in found if one is not sentence for m in one.morphemes)
    past = any(m.kind == "EP" and m.form in {"었", "았", "엇"} for m in others)
    return past or any(_ONCE.search(one.text) for one in found)


def joined(forms: Iterable[Form]) -> str:
    """Morphemes as they are written together, with the endings their stems want."""
    return str(kiwi().join(list(forms)))


def spaced(text: str) -> str:
    """`text` with spaces between its words, where it was written without any."""
    return text if " " in text.strip() else str(kiwi().space(text))


def nouns(sentence: Sentence) -> int:
    """How many nouns and numbers a sentence has that tell a matter."""
    return sum(m.kind in {"NNG", "NNP", "NR", "SN"} for m in sentence.morphemes)
