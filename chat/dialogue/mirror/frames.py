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
    SAID = "다는 말씀이군요"
    """Given back as what was said, whoever it is about."""
    MEANT = "다는 거군요"


class Kind(StrEnum):
    """How a stem conjugates."""

    VERB = "verb"
    ADJECTIVE = "adjective"
    EXISTENCE = "existence"
    """있다, 없다 and what is made of them."""
    COPULA = "copula"


HONORIFIC, PAST, WILL = ("시", "EP"), ("었", "EP"), ("겠", "EP")

_QUOTING = {
    Frame.SAID: (("말씀", "NNG"), ("이", "VCP"), ("군요", "EF")),
    Frame.MEANT: (("거", "NNB"), ("군요", "EF")),
}
"""What stands after "…다는"."""
_INSTEAD_QUOTED = {
    Frame.SEEN: Frame.SAID,
    Frame.HEARD: Frame.MEANT,
    Frame.GATHERED: Frame.MEANT,
}
_INSTEAD_STATED = {Frame.HEARD: Frame.SEEN, Frame.GATHERED: Frame.MEANT}
"""Without -시- "네요" is said by one who finds it so oneself."""
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
    quotes: bool = False
    """Whether it is given back only as what was said: whose doing it is is not plain."""

    def text(self, frame: Frame) -> str:
        """The whole sentence in `frame`, or in the one nearest to it that fits."""
        polite, frame = self._polite(), self._fitting(frame)
        if frame in _QUOTING:
            said = (*polite.stem, *polite._tense(), (polite._plain() + "는", "ETM"))
            return f"{self.head}{joined(said)} {joined(_QUOTING[frame])}."
        end = "" if frame is Frame.SURPRISED else "."
        tense = () if polite._is_gathered_past(frame) else polite._tense()
        return self.head + joined((*polite.stem, *tense, *polite._ending(frame))) + end

    def quoted(self) -> str:
        """The sentence as what somebody thinks: "…다고"."""
        return self.head + joined((*self.stem, *self._tense(), (self._plain() + "고", "EC")))

    def linked(self, link: str, *, is_told: bool) -> str:
        """The sentence as it goes on into another: 고, 는데, 어서.

        Within what is only told (`is_told`) there is no -시-.
        """
        if link == "어서":
            return self.head + joined((*self.stem, (link, "EC")))
        one = self if is_told else self._polite()
        if link == "는데" and not one.past and one.kind in {Kind.ADJECTIVE, Kind.COPULA}:
            link = "ᆫ데" if _is_open(joined(one.stem)) else "은데"
        return one.head + joined((*one.stem, *one._tense(), (link, "EC")))

    def named(self) -> str:
        """What was done, as what something is felt about: "못 지켜주신 게"."""
        one = self._polite()
        return one.head + joined((*one.stem, ("ᆫ", "ETM"))) + " 게"

    def _fitting(self, frame: Frame) -> Frame:
        if self.quotes:
            return _INSTEAD_QUOTED.get(frame, frame)
        return frame if self.honorific else _INSTEAD_STATED.get(frame, frame)

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

    def _is_gathered_past(self, frame: Frame) -> bool:
        """Whether the ending itself tells the past: "그만두신 거네요"."""
        return frame is Frame.GATHERED and self.past and not self.will and self.kind is Kind.VERB

    def _gathered(self) -> tuple[Form, ...]:
        thing = (("거", "NNB"), ("이", "VCP"), ("네요", "EF"))
        if self.past:
            return (("ᆫ" if self.kind is Kind.VERB else "던", "ETM"), *thing)
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
