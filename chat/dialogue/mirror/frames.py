"""A claim, which is what a last predicate says, and the endings a listener may give it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from chat.dialogue.mirror.analysis import Form, joined


class Frame(StrEnum):
    """How a mirror ends."""

    SEEN = "군요"
    HEARD = "네요"
    SURPRISED = "다니"
    """Goes on: "…하셨다니, 많이 놀랐겠어요"."""
    GATHERED = "거네요"


class Kind(StrEnum):
    """How a stem conjugates."""

    VERB = "verb"
    ADJECTIVE = "adjective"
    EXISTENCE = "existence"
    """있다, 없다 and what is made of them."""
    COPULA = "copula"


HONORIFIC, PAST, WILL = ("시", "EP"), ("었", "EP"), ("겠", "EP")

_POLITE = {
    ("자", "VV"): ("주무시", "VV"),
    ("먹", "VV"): ("드시", "VV"),
    ("마시", "VV"): ("드시", "VV"),
}
"""Verbs with a word of their own for a person one looks up to."""


@dataclass(frozen=True)
class Claim:
    """A sentence up to its last predicate, and that predicate without its ending."""

    head: str
    """Kept as written, with its space at the end."""
    stem: tuple[Form, ...]
    kind: Kind
    past: bool = False
    will: bool = False
    honorific: bool = False
    """Whether -시- is due, as the person who speaks is the subject."""
    stays: bool = False
    """Whether 있다 tells where somebody is (계시다), not what somebody has (있으시다)."""

    def text(self, frame: Frame) -> str:
        """The whole sentence in `frame`."""
        polite = self._polite()
        end = "" if frame is Frame.SURPRISED else "."
        return self.head + joined((*polite.stem, *polite._tense(), *polite._ending(frame))) + end

    def quoted(self) -> str:
        """The sentence as what somebody thinks: "…다고"."""
        return self.head + joined((*self.stem, *self._tense(), (self._plain() + "고", "EC")))

    def _polite(self) -> Claim:
        """The same with -시- in its stem, where that is due."""
        if not self.honorific:
            return self
        *before, (form, tag) = self.stem
        if form == "있" and self.stays:
            return replace(self, stem=(*before, ("계시", "VV")), kind=Kind.VERB)
        if own := _POLITE.get((form, tag)):
            return replace(self, stem=(*before, own))
        kind = Kind.ADJECTIVE if self.kind is Kind.EXISTENCE else self.kind
        return replace(self, stem=(*self.stem, HONORIFIC), kind=kind)

    def _tense(self) -> tuple[Form, ...]:
        return (*((PAST,) if self.past else ()), *((WILL,) if self.will else ()))

    def _ending(self, frame: Frame) -> tuple[Form, ...]:
        bare = not self.past and not self.will
        if frame is Frame.SEEN:
            return (("는군요" if self.kind is Kind.VERB and bare else "군요", "EF"),)
        if frame is Frame.SURPRISED:
            return ((self._plain() + "니", "EF"),)
        if frame is Frame.GATHERED and not self.will:
            return self._gathered()
        return (("네요", "EF"),)

    def _gathered(self) -> tuple[Form, ...]:
        thing = (("거", "NNB"), ("이", "VCP"), ("네요", "EF"))
        if self.past:
            return (("던", "ETM"), *thing)
        lasting = self.kind in {Kind.VERB, Kind.EXISTENCE}
        return (("는" if lasting else "ᆫ", "ETM"), *thing)

    def _plain(self) -> str:
        """The plain ending of a statement, as it stands before -고 and -니."""
        if self.past or self.will or self.kind in {Kind.ADJECTIVE, Kind.EXISTENCE}:
            return "다"
        if self.kind is Kind.COPULA:
            return "라"
        return "ᆫ다" if _is_open(joined(self.stem)) else "는다"


def _is_open(word: str) -> bool:
    """Whether a stem ends in a vowel, or in ㄹ, which falls away."""
    return (ord(word[-1]) - ord("가")) % 28 in {0, 8}
