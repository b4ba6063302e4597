"""What 공감이 says to one message, what kind of answer it is and where it comes from. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chat.dialogue.lines import Moment
from chat.dialogue.meaning import Candidate
from chat.dialogue.repertoire import SMALLTALK_FIELDS, field_of
from chat.dialogue.story import Story


class Act(StrEnum):
    """What kind of answer one is."""

    INTENT = "intent"
    FAMILY = "family"
    MIRROR = "mirror"
    FEELING = "feeling"
    SIGN = "sign"
    CORRECTED = "corrected"
    SUM_UP = "sum_up"
    SONGS = "songs"
    SONG = "song"
    STOCK = "stock"
    ALARM = "alarm"
    CARE = "care"


REPLY, SMALLTALK, MIRROR, FALLBACK = "reply", "smalltalk", "mirror", "fallback"
CRISIS, CARE = "crisis", "care"
SOURCES = {
    Act.MIRROR: MIRROR,
    Act.CORRECTED: MIRROR,
    Act.SUM_UP: MIRROR,
    Act.SIGN: SMALLTALK,
    Act.FEELING: FALLBACK,
    Act.STOCK: FALLBACK,
    Act.ALARM: CRISIS,
    Act.CARE: CARE,
}
"""The source of what answers neither an intent nor a family; a feeling alone is a stock line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer: what is said and, apart from it, a `note` on the gauge.

    `topic` is the intent or family answered, "" where none was; `unmatched` tells that nothing was
    understood, so that staff can teach an answer. `story` is the memory after it, `card` what is
    shown beside the words, as `Message.card` keeps it.
    """

    act: Act
    text: str
    topic: str = ""
    family: str = ""
    similarity: float | None = None
    nearest: Candidate | None = None
    moment: Moment | None = None
    note: str = ""
    link: str = ""
    unmatched: bool = False
    story: Story = field(default_factory=Story)
    card: dict[str, Any] | None = None

    @property
    def source(self) -> str:
        """Where the answer comes from, as people and programs are told."""
        if self.act in (Act.INTENT, Act.FAMILY, Act.SONGS, Act.SONG):
            return SMALLTALK if field_of(self.topic) in SMALLTALK_FIELDS else REPLY
        return SOURCES[self.act]
