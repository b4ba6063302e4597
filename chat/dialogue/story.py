"""What 공감이 remembers of a talk: the matter being told, and who is in it. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

LASTS = 3
"""So many turns without a word of it later, a matter counts as left."""
MOST = 8
"""Of persons and matters so many are kept, the latest."""


@dataclass(frozen=True, slots=True)
class Story:
    """The memory of a talk; stored as JSON with it.

    `topic` is the intent or family being told, `age` the turns since it was last spoken of,
    `persons` who is in the talk, the latest first, `matters` the families told, the first first.
    """

    topic: str = ""
    family: str = ""
    is_heavy: bool = False
    age: int = 0
    persons: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    summed_up: bool = False

    @classmethod
    def of_json(cls, stored: dict[str, Any]) -> Self:
        """What `as_json` gave; fields of another version are left out."""
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in cls.__slots__
        }
        return cls(**known)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_told(self) -> bool:
        """Whether a matter is being told now."""
        return bool(self.topic) and self.age <= LASTS

    def with_persons(self, named: tuple[str, ...]) -> Self:
        return replace(self, persons=tuple(dict.fromkeys([*named, *self.persons]))[:MOST])

    def told(self, *, topic: str, family: str, is_heavy: bool) -> Self:
        """After a matter was told; another one than before ends the story of that one."""
        matters = self.matters if family in self.matters else (*self.matters, family)[-MOST:]
        return replace(self, topic=topic, family=family, is_heavy=is_heavy, age=0, matters=matters)

    def aged(self) -> Self:
        """After a turn in which no matter of its own was told."""
        return replace(self, age=self.age + 1)
