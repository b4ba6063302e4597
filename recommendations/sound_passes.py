"""Two writers told, apart from each other, what the songs sound like; here they become one. Pure.

Each wrote a file of `data/sound_passes/` from what they know of the recordings, listening to none,
and left blank what they do not know. `manage.py merge_sound_passes` writes what comes of it into
the catalogue and says how far they agree.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np

from recommendations.catalogue import Facts
from recommendations.sound import UNKNOWN, Sound, TempoName

PASSES = Path(__file__).parent / "data" / "sound_passes"
FIRST, SECOND = PASSES / "first.csv", PASSES / "second.csv"
MEASURES = ("valence", "energy", "acousticness")
DISPUTED_FROM = 0.3
"""Two values further apart than this are for staff to look at."""

Row = Mapping[str, str]
Pass = Mapping[str, Row]
"""Rows of one file by YouTube id; `confidence` is high, low or blank."""


class Agreement(NamedTuple):
    """How far the two are apart in one measure, over the `songs` that both filled."""

    measure: str
    songs: int
    correlation: float
    mean_difference: float
    disputed: int


def read(path: Path) -> Pass:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["youtube_id"]: row for row in csv.DictReader(file)}


def sound(first: Row, second: Row) -> Sound:
    """The mean where both know, what the one says who is sure, and nothing else."""
    pairs = {name: (_number(first, name), _number(second, name)) for name in MEASURES}
    apart = [abs(a - b) for a, b in pairs.values() if a is not None and b is not None]
    merged = {name: _merged(first, second, name) for name in MEASURES}
    if merged["valence"] is None and merged["energy"] is None:
        return UNKNOWN
    return Sound(
        **merged,
        tempo=_tempo(first, second),
        disputed=any(round(difference, 6) > DISPUTED_FROM for difference in apart),
    )


def facts(first: Row, second: Row) -> Facts:
    """What both say, or one says where the other is silent; where they differ nothing is known."""
    explicit, year = (_agreed(first, second, name) for name in ("explicit", "year"))
    return Facts(
        explicit={"yes": True, "no": False}.get(explicit),
        language=_agreed(first, second, "language"),
        year=int(year) if year else None,
    )


def artist(first: Row, second: Row) -> str:
    """The name that both give, or one gives where the other gives none."""
    return _agreed(first, second, "artist")


def agreement(first: Pass, second: Pass) -> list[Agreement]:
    """How far the two agree in each measure."""
    return [_agreement(first, second, name) for name in MEASURES]


def same_tempo(first: Pass, second: Pass) -> tuple[int, int]:
    """Of how many songs both say the same tempo, and of how many both say one."""
    pairs = [(first[key]["tempo"], second[key]["tempo"]) for key in first.keys() & second.keys()]
    both = [pair for pair in pairs if all(pair)]
    return sum(a == b for a, b in both), len(both)


def _agreement(first: Pass, second: Pass, name: str) -> Agreement:
    pairs = [
        (_number(first[key], name), _number(second[key], name))
        for key in first.keys() & second.keys()
    ]
    known = np.array([pair for pair in pairs if None not in pair], np.float64).reshape(-1, 2)
    apart = np.abs(known[:, 0] - known[:, 1])
    return Agreement(
        measure=name,
        songs=len(known),
        correlation=float(np.asarray(np.corrcoef(known.T))[0, 1]),
        mean_difference=float(apart.mean()),
        disputed=int((apart.round(6) > DISPUTED_FROM).sum()),
    )


def _merged(first: Row, second: Row, name: str) -> float | None:
    values = [_number(row, name) for row in (first, second)]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        return round(sum(known) / len(known), 3)
    sure = [row for row in (first, second) if _is_sure(row)]
    return next((_number(row, name) for row in sure), None) if known else None


def _tempo(first: Row, second: Row) -> TempoName:
    """What both say, else what the only one says who is sure."""
    said = [row["tempo"] for row in (first, second)]
    if said[0] != said[1]:
        said = [row["tempo"] for row in (first, second) if _is_sure(row) and row["tempo"]]
    return cast(TempoName, said[0] if len(set(said)) == 1 else "")


def _agreed(first: Row, second: Row, name: str) -> str:
    said: Sequence[str] = sorted({row[name].strip() for row in (first, second)} - {""})
    return said[0] if len(said) == 1 else ""


def _number(row: Row, name: str) -> float | None:
    return float(row[name]) if row[name].strip() else None


def _is_sure(row: Row) -> bool:
    return row["confidence"] == "high"
