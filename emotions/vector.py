"""The five emotions and a probability for each. Emotion names exist here, once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

EMOTIONS: tuple[str, ...] = ("기쁨", "분노", "불안", "상처", "슬픔")
"""Joy, anger, anxiety, hurt, sadness: the order of every emotion vector."""

JOY = EMOTIONS[0]
CALM = "담담함"
"""What a person says who felt nothing in particular; no vector holds it."""

SUM_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class EmotionVector:
    """Five probabilities in the order of `EMOTIONS`, each in [0, 1], with sum 1.

    Raises:
        ValueError: where there are not five finite values in [0, 1], or they do not sum to 1.
    """

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.values) != len(EMOTIONS):
            raise ValueError(f"expected {len(EMOTIONS)} probabilities, got {len(self.values)}")
        if not all(math.isfinite(p) and 0 <= p <= 1 for p in self.values):
            raise ValueError("each probability must be between 0 and 1")
        if abs(sum(self.values) - 1) > SUM_TOLERANCE:
            raise ValueError(f"probabilities must sum to 1, not {sum(self.values):.4f}")

    @classmethod
    def from_weights(cls, weights: Iterable[float]) -> EmotionVector:
        """Scale non-negative weights to sum 1."""
        values = tuple(float(w) for w in weights)
        total = sum(values)
        if not total > 0:
            raise ValueError("weights must have a positive sum")
        return cls(tuple(w / total for w in values))

    def __iter__(self) -> Iterator[float]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def top(self) -> str:
        """Name of the strongest emotion; the first in order where two tie."""
        return EMOTIONS[self.values.index(max(self.values))]

    def as_dict(self) -> dict[str, float]:
        return dict(zip(EMOTIONS, self.values, strict=True))

    def percents(self) -> dict[str, int]:
        """Whole percents that sum to 100: what was rounded down furthest gets what is left over."""
        exact = [100 * p / sum(self.values) for p in self.values]
        whole = [int(share) for share in exact]
        by_rest = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
        for place in by_rest[: 100 - sum(whole)]:
            whole[place] += 1
        return dict(zip(EMOTIONS, whole, strict=True))
