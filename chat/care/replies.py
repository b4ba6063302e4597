"""What is said in a crisis, by its level and whose danger it is."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from chat.care.patterns import CrisisLevel, Situation

TABLE = Path(__file__).parent / "data" / "replies.csv"


@lru_cache
def crisis_replies(level: CrisisLevel, situation: Situation) -> tuple[str, ...]:
    """What is said at a level, for a situation where it has words of its own."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == level.value]
    fitting = [row["reply"] for row in rows if row["situation"] == situation]
    return tuple(fitting or [row["reply"] for row in rows])
