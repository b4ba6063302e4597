"""The fixed lines of `data/lines.csv`: what 공감이 says besides the answers of intents. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chat.dialogue.signs import Sign
from chat.helplines import with_numbers

TABLE = Path(__file__).parent.parent / "data" / "lines.csv"


class Moment(StrEnum):
    """What a line is for."""

    UNCLEAR = "unclear"
    """Nothing readable was written."""
    SHORT = "short"
    """A word or two that tell no matter."""
    OPEN = "open"
    """The first things told, not understood."""
    DEEPEN = "deepen"
    """In the middle of a heavy talk, not understood."""
    LIGHT = "light"
    """In the middle of a talk that is not about anything heavy."""
    ABOUT = "about"
    """Not understood, but with a {matter} named."""
    REFLECT = "reflect"
    """A clear feeling, and nothing else understood."""
    BESIDE = "beside"
    """After the person's own words: their feeling, or no feeling where it is not sure."""
    FELT = "felt"
    """The same where the feeling is in those words."""
    ASK_FELT = "ask_felt"
    """An open question after the person's own words on the feeling they name."""
    ASK_FELT_PAST = "ask_felt_past"
    """The same on a feeling of some time ago."""
    ASK_PAST = "ask_past"
    """An open question after the person's own words on what was."""
    ASK_NOW = "ask_now"
    """The same on what is."""
    ASK_MORE = "ask_more"
    """The same on what is wished, meant or thought."""
    ASK_PERSON = "ask_person"
    """The same about a {person} they named."""
    CORRECTED = "corrected"
    """The person said that it was not so."""
    RETYPED = "retyped"
    """Korean was typed in English mode: what was {meant} is asked back before the answer."""
    SUM_UP = "sum_up"
    """Late in a talk, with the {matters} that were told."""
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    SONG_READY = "song_ready"
    SIGN = "sign"
    """Laughter, tears, emoji alone; named by their sign."""
    SIGN_HEAVY = "sign_heavy"
    """The same within a heavy story."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fixed text; `of` is the emotion or the sign it is for, or ""."""

    moment: Moment
    text: str
    of: str = ""


class Lines:
    """All fixed texts, by moment."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._texts: dict[tuple[Moment, str], list[str]] = {}
        for line in lines:
            self._texts.setdefault((line.moment, line.of), []).append(line.text)

    @classmethod
    def shipped(cls) -> Lines:
        with TABLE.open(encoding="utf-8", newline="") as file:
            return cls(
                Line(Moment(row["moment"]), with_numbers(row["text"]), row["of"])
                for row in csv.DictReader(file)
            )

    def of(self, moment: Moment, what: str = "") -> Sequence[str]:
        return self._texts.get((moment, what), [])

    def of_sign(self, sign: Sign, *, is_heavy: bool) -> Sequence[str]:
        """What a sign is answered with; within a heavy story, where it has words of its own."""
        heavy = self.of(Moment.SIGN_HEAVY, sign) if is_heavy else []
        return heavy or self.of(Moment.SIGN, sign)
