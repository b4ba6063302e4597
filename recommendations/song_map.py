"""The plane of valence and energy: where songs lie, and where few do. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

BORDERS = (0.4, 0.6)
"""Between dark, middling and bright, and between calm, middling and lively."""
PARTS = len(BORDERS) + 1
GAP = 0.5
"""A field is a gap that holds less than this part of what it would hold if songs lay evenly."""


class Field(NamedTuple):
    """One of nine: `valence` 0 is dark and 2 bright, `energy` 0 is calm and 2 lively."""

    valence: int
    energy: int


FIELDS = [Field(valence, energy) for energy in reversed(range(PARTS)) for valence in range(PARTS)]
"""As one reads the plane: from the lively dark ones to the calm bright ones."""


def field_of(valence: float, energy: float) -> Field:
    """What lies on a border belongs to the field above it."""
    return Field(_part(valence), _part(energy))


def counted(sounds: Iterable[tuple[float, float]]) -> dict[Field, int]:
    """How many songs lie in each of the nine fields, by their (valence, energy)."""
    counts = Counter(field_of(*sound) for sound in sounds)
    return {field: counts[field] for field in FIELDS}


def gaps(counts: dict[Field, int]) -> dict[Field, int]:
    """The fields with too few songs, the emptiest first; none where there are no songs at all."""
    even = sum(counts.values()) / len(FIELDS)
    few = {field: count for field, count in counts.items() if count < GAP * even}
    return dict(sorted(few.items(), key=lambda item: item[1]))


def _part(share: float) -> int:
    return sum(share >= border for border in BORDERS)
