"""How much of a message counts towards the gauge."""

import re
import unicodedata
from dataclasses import dataclass

_REPEATED = re.compile(r"(.{1,8}?)\1+", re.DOTALL)
_SILENT_CATEGORIES = ("Z", "C", "M")
"""Separators, controls and joiners, and marks that belong to the character before them."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """`value` meaningful characters of the `full` after which a talk is analysed."""

    value: int
    full: int

    @property
    def percent(self) -> int:
        return min(100, self.value * 100 // self.full)

    @property
    def is_full(self) -> bool:
        return self.value >= self.full


def meaningful_length(text: str) -> int:
    """Characters of `text` that say something, ≥ 0.

    White space, controls and joiners do not count; a unit of up to eight characters said again
    and again ("ㅋㅋㅋㅋ", "힘들어힘들어") counts once.
    """
    composed = unicodedata.normalize("NFC", text)
    heard = "".join(c for c in composed if unicodedata.category(c)[0] not in _SILENT_CATEGORIES)
    return len(_REPEATED.sub(r"\1", heard))
