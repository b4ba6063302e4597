"""A person's own words given back as a listener says them. Pure.

Only the last predicate is rewritten; names, numbers and spaces stay as written. Where the outcome
might be unnatural there is none: a stock line is better than broken Korean.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from chat.dialogue.mirror.analysis import Sentence, sentences, spaced
from chat.dialogue.mirror.feelings import feels
from chat.dialogue.mirror.frames import Claim, Frame, Kind
from chat.dialogue.mirror.persons import persons
from chat.dialogue.mirror.refusals import is_addressed, is_refused
from chat.dialogue.mirror.weighing import weightiest
from chat.dialogue.mirror.wondering import wondered
from chat.dialogue.mirror.wording import LONGEST, letters, tidied

__all__ = ["Frame", "Mirrored", "mirrored", "spaced"]


@dataclass(frozen=True)
class Mirrored:
    """What a person said, ready to be given back in any frame."""

    claim: Claim
    persons: tuple[str, ...]
    """Who is mentioned, as written: 팀장님, 엄마, 남자친구."""
    spoken: tuple[Sentence, ...] = field(default=(), repr=False)

    @property
    def subject_is_speaker(self) -> bool:
        """Whether the last predicate tells of the person who speaks."""
        return self.claim.honorific

    @property
    def names_something(self) -> bool:
        """Whether it only says what something is: a noun that needs no more asking."""
        return self.claim.kind is Kind.COPULA

    @property
    def tells_feeling(self) -> bool:
        """Whether a word of feeling was said: what is felt need not be asked."""
        return any(feels(sentence) for sentence in self.spoken)

    @property
    def is_habit_or_state(self) -> bool:
        """Whether it tells what is so now or again and again, not what is over or only meant."""
        means = self.claim.head.rstrip().endswith(("려고", "으면", "면", "려")) or self.claim.will
        wants = self.claim.stem[-1][0] == "싶"
        return not self.claim.past and not means and not wants

    def text(self, frame: Frame = Frame.SEEN) -> str:
        """The mirror in `frame`, or in the one nearest to it that fits.

        All end a sentence but `Frame.SURPRISED`, which goes on.
        """
        return self.claim.text(frame)


def mirrored(text: str) -> Mirrored | None:
    """`text` as a listener gives it back, or None where that might be unnatural.

    Crises are the caller's to find first; the plainest words of one are refused here all the same.
    """
    if is_refused(text):
        return None
    plain = tidied(text)
    if not 0 < letters(plain) <= LONGEST:
        return None
    found = sentences(plain)
    if found and (doubt := wondered(found[-1])):
        return Mirrored(doubt, persons(found), tuple(found))
    if not found or is_addressed(found):
        return None
    claim = weightiest(found) if " " in text.strip() else None
    return Mirrored(claim, persons(found), tuple(found)) if claim else None
