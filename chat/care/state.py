"""Where a talk stands in care: what a conversation keeps of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Self

from chat.care.agenda import RISKS, Fact
from chat.care.patterns import CrisisLevel, Situation

_FADES_SETTLED, _FADES_UNTOLD, _FADES_TOLD = 2, 8, 12
"""Calm turns after which care ends: after a denial; where nothing was confirmed; where it was."""


class Stage(StrEnum):
    NONE = "none"
    """Ordinary talk, also where a gentle question was asked beside an answer."""
    OPEN = "open"
    SETTLED = "settled"
    """Denied: no more questions, care fades."""
    OVER = "over"
    """Care has faded; ordinary talk goes on."""
    TAKEN_BACK = "taken_back"
    """It was a false alarm, the person says."""


@dataclass(frozen=True, slots=True)
class Care:
    """The state of the path; `as_json` and `from_json` store it.

    `asked` are topics of `chat.care.agenda`, `asking` the one asked last and not answered yet,
    `lines` the plan for tonight as the person wrote it, `said` names of sentences already said,
    `wondered` how often a gentle question was put beside an ordinary answer.
    """

    stage: Stage = Stage.NONE
    situation: Situation = Situation.SELF
    level: CrisisLevel = CrisisLevel.NONE
    asked: tuple[str, ...] = ()
    asking: str = ""
    known: tuple[Fact, ...] = ()
    calm: int = 0
    lines: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    wondered: int = 0

    @property
    def is_open(self) -> bool:
        """Whether every answer comes from the path."""
        return self.stage in (Stage.OPEN, Stage.SETTLED)

    @property
    def is_urgent(self) -> bool:
        return self.level is CrisisLevel.EMERGENCY

    @property
    def is_risky(self) -> bool:
        """Whether a plan, means or an act were told."""
        return not RISKS.isdisjoint(self.known)

    @property
    def has_faded(self) -> bool:
        if self.stage is Stage.SETTLED:
            return self.calm >= _FADES_SETTLED
        is_told = self.is_urgent or self.is_risky or self.situation is Situation.VIOLENCE
        is_told = is_told or self.knows(Fact.THOUGHTS, Fact.WISH, Fact.CUTS)
        return self.calm >= (_FADES_TOLD if is_told else _FADES_UNTOLD)

    def knows(self, *facts: Fact) -> bool:
        """Whether any of these is known."""
        return not set(facts).isdisjoint(self.known)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The stored state; `{}` is that of a talk without a crisis."""
        known = {field.name for field in fields(cls)}
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in known
        }
        for name, kind in (("stage", Stage), ("situation", Situation), ("level", CrisisLevel)):
            if name in read:
                read[name] = kind(read[name])
        if "known" in read:
            read["known"] = tuple(map(Fact, read["known"]))
        return cls(**read)
