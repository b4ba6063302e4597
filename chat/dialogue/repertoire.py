"""What 공감이 knows: intents, the families they belong to, and the answers of both. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LIGHT_FIELDS = ("joy", "service", "smalltalk")
SMALLTALK_FIELDS = ("service", "smalltalk")


class Tone(StrEnum):
    """How a matter feels to the one who tells it."""

    HEAVY = "heavy"
    LIGHT = "light"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Answer:
    """What 공감이 says, and a question by which it may go on, or ""."""

    say: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that people mean.

    `topic` is "field/name", `family` that of a `Family` or "", and `link` the name of the address
    of the page that it is about, or "".
    """

    topic: str
    title: str
    family: str
    tone: Tone
    utterances: tuple[str, ...]
    answers: tuple[Answer, ...]
    link: str = ""

    @property
    def field(self) -> str:
        return field_of(self.topic)

    @property
    def is_smalltalk(self) -> bool:
        return self.field in SMALLTALK_FIELDS


@dataclass(frozen=True, slots=True)
class Family:
    """Intents of one matter; each of its answers fits all of them. `name` is "field/name"."""

    name: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Repertoire:
    """All intents by topic and all families by name, in the order of the table."""

    intents: Mapping[str, Intent]
    families: Mapping[str, Family]


def field_of(topic: str) -> str:
    """ "work/boss" is of the field "work"."""
    return topic.partition("/")[0]


def default_tone(field: str) -> Tone:
    """The tone of an intent that names none."""
    return Tone.LIGHT if field in LIGHT_FIELDS else Tone.HEAVY
