"""What an answer is chosen by: what was heard, and where the talk stands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chat.dialogue.lines import Moment
from chat.dialogue.meaning import Meaning
from chat.dialogue.mirror import Mirrored
from chat.dialogue.signs import Sign
from chat.dialogue.story import Story

QUIET = ("service/stop_asking", "service/just_listen", "service/stop_talking")
"""Intents after which 공감이 asks nothing any more."""
FULL = 100
"""Percent of the gauge at which songs come."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, as it was understood.

    `together` is its meaning read with the utterance before, `matter` the thing it names or "",
    `emotion` the feeling it clearly carries or "", `corrects` whether it takes back what 공감이
    took it for, `courtesy` the topic of a plain goodbye or thanks.
    """

    text: str = ""
    meaning: Meaning = field(default_factory=Meaning)
    together: Meaning = field(default_factory=Meaning)
    mirrored: Mirrored | None = None
    persons: tuple[str, ...] = ()
    matter: str = ""
    emotion: str = ""
    sign: Sign | None = None
    corrects: bool = False
    courtesy: str = ""
    is_short: bool = False
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class TalkState:
    """Where a talk stands before an answer. What was said and its acts and topics, newest first."""

    name: str = ""
    said: Sequence[str] = ()
    topics: Sequence[str] = ()
    acts: Sequence[str] = ()
    story: Story = field(default_factory=Story)
    gauge_before: int = 0
    gauge_after: int = 0
    song_ready: bool = False

    @property
    def may_ask(self) -> bool:
        """Whether a question may follow: not after one, and not where none is wanted."""
        asked = bool(self.said) and self.said[0].rstrip().endswith("?")
        return not asked and not self.wants_no_question

    @property
    def wants_no_question(self) -> bool:
        """Whether the person asked not to be asked."""
        return any(topic in QUIET for topic in self.topics)

    @property
    def songs(self) -> Moment | None:
        """How far the songs are; None where there are none to come yet."""
        if self.song_ready:
            return Moment.SONG_READY
        return Moment.FULL if self.gauge_before >= FULL else None

    def has_said(self, text: str) -> bool:
        return any(text in said for said in self.said)
