"""Does what somebody writes call for help? Both looks together, and several messages. Pure.

The first look are expressions that one can read (`chat.care.patterns`), the second a model over
what a text means (`chat.care.model`). What neither finds in one message may show in several:
hopelessness, things given away, a farewell.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from chat.care import patterns
from chat.care.model import LIKELY, LIKELY_IN_CALM, CrisisModel, Floats
from chat.care.patterns import SAFE, CrisisLevel, Danger, Situation, compiled, normalise

SIGNS = Path(__file__).parent / "data" / "signs.csv"
REMEMBERED = 8
"""So many earlier messages count together with the present one."""
DOUBTED = 0.004
"""Probability of a crisis below which what an expression found is only asked about. An emergency
stays one; hidden spellings, which the model does not know, are still met by the question."""
CALM_FROM = 2
"""Messages from which a talk without a sign counts as an everyday one."""
_OF_OTHERS = (Situation.OTHER, Situation.BEREAVED)
GRAVITY = list(CrisisLevel)
"""From none to emergency."""


def assess(
    text: str, vector: Floats, model: CrisisModel | None, *, before: Sequence[str] = ()
) -> Danger:
    """How urgently `text` calls for help, and whose danger it is.

    Args:
        text: one message.
        vector: its sentence vector (dimension,).
        model: None where there is none for the encoder; then expressions stand alone.
        before: what the person said before in this talk, the latest last.
    """
    first, second = patterns.assess(text), SAFE
    if model is not None:
        second = model.assess(text, vector, LIKELY_IN_CALM if _is_calm(before) else LIKELY)
        if first.level is CrisisLevel.CONCERN and _is_doubted(text, vector, model):
            first = Danger(CrisisLevel.UNSURE, first.situation)
    if second.situation in patterns.denied(text):
        second = SAFE
    found = _joined(first, second)
    return found if _gravity(found) >= _gravity(concern := _together(text, before)) else concern


def _is_calm(before: Sequence[str]) -> bool:
    """Whether a talk is under way in which nothing pointed at a crisis."""
    lately = before[-REMEMBERED:]
    return len(lately) >= CALM_FROM and not any(map(signs, lately))


def _is_doubted(text: str, vector: Floats, model: CrisisModel) -> bool:
    """Whether the second look is all but certain that an expression misled the first."""
    return float(model.risk([text], vector[None])[0]) < DOUBTED


def _joined(first: Danger, second: Danger) -> Danger:
    """The graver; whose danger it is the model knows better than an expression that names none."""
    if first.level is CrisisLevel.NONE:
        return second
    graver = max(first, second, key=_gravity)
    if first.situation is Situation.SELF and second.situation in _OF_OTHERS and _is_firm(second):
        return Danger(graver.level, second.situation)
    return Danger(graver.level, first.situation)


def _together(text: str, before: Sequence[str]) -> Danger:
    """What the signs in this message and in those before it come to."""
    now = signs(text)
    if not now:
        return SAFE
    kinds = now.union(*map(signs, before[-REMEMBERED:]))
    if len(kinds) >= 3 or {"hopeless", "farewell"} <= kinds or {"hopeless", "giving"} <= kinds:
        return Danger(CrisisLevel.CONCERN, Situation.SELF)
    if len(kinds) == 2:
        return Danger(CrisisLevel.UNSURE, Situation.SELF)
    return SAFE


def signs(text: str) -> frozenset[str]:
    """Kinds of signs in one message, each too little by itself."""
    heard = normalise(text)
    excepted = {kind for kind, pattern in _signs() if kind[0] == "!" and pattern.search(heard)}
    found = {kind for kind, pattern in _signs() if kind[0] != "!" and pattern.search(heard)}
    return frozenset(kind for kind in found if f"!{kind}" not in excepted)


@lru_cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    with SIGNS.open(encoding="utf-8", newline="") as file:
        return tuple((row["kind"], compiled(row["expression"])) for row in csv.DictReader(file))


def _gravity(danger: Danger) -> int:
    return GRAVITY.index(danger.level)


def _is_firm(danger: Danger) -> bool:
    return danger.level in (CrisisLevel.CONCERN, CrisisLevel.EMERGENCY)
