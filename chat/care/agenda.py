"""What is asked in a talk in care, in which order, and when. Pure.

Each topic is asked once. Which come next follows from what is known by then.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from chat.care.patterns import CrisisLevel, Situation

CONCERN, EMERGENCY = CrisisLevel.CONCERN, CrisisLevel.EMERGENCY
SELF, VIOLENCE, OTHER, BEREAVED, HARM = (
    Situation.SELF,
    Situation.VIOLENCE,
    Situation.OTHER,
    Situation.BEREAVED,
    Situation.HARM,
)


class Fact(StrEnum):
    """What the person has let be known."""

    CUTS = "cuts"
    """Hurts the own body."""
    WISH = "wish"
    """To die was named in plain words."""
    THOUGHTS = "thoughts"
    """Of suicide; in a wish to harm, that it is meant."""
    PLAN = "plan"
    NO_PLAN = "no_plan"
    MEANS = "means"
    NO_MEANS = "no_means"
    SOON = "soon"
    ACTED = "acted"
    DENIED = "denied"
    NOWHERE = "nowhere"
    """Nobody comes to mind who could be asked for help."""
    REFUSES = "refuses"
    WANTS_LINES = "wants_lines"
    """Wants to write down what to do tonight."""
    UNREACHED = "unreached"
    """Whoever is worried about does not answer, or is safe by now."""
    QUIET = "quiet"
    """Wants no questions."""
    AGAIN = "again"
    """Was asked about thoughts of suicide in an earlier time in care."""


RISKS = frozenset({Fact.PLAN, Fact.MEANS, Fact.SOON, Fact.ACTED})
"""After these a denial is heard, but care goes on."""
LINES = ("line1", "line2", "line3")
FOR_SAFETY = frozenset(
    (
        *("thoughts", "plan", "means", "when", "tonight_safe", "with", "distance", "call", "hurt"),
        *("safe", "intent", "near", "step_away"),
        *("asked_them", "their_plan", "reach_them", "beside_them"),
    )
)
"""Asked at once; everything else at most every other time."""

_RISK = ("thoughts", "plan", "means", "when")
_TO_SELF = (*_RISK, "tonight_safe", "reach", "barrier", "offer", *LINES)
_NOW = ("thoughts", "with", "distance", "call", "barrier")
ORDER: dict[tuple[Situation, CrisisLevel], tuple[str, ...]] = {
    (SELF, CONCERN): _TO_SELF,
    (SELF, EMERGENCY): _NOW,
    (VIOLENCE, CONCERN): ("safe", "hurt", "place", "trusted", *_RISK),
    (VIOLENCE, EMERGENCY): ("safe", "hurt", "place", "trusted"),
    (OTHER, CONCERN): ("asked_them", "their_plan", "tell_whom", "you"),
    (OTHER, EMERGENCY): ("reach_them", "beside_them", "tell_whom", "you"),
    (BEREAVED, CONCERN): (*_RISK, "company", "memory"),
    (BEREAVED, EMERGENCY): _NOW,
    (HARM, CONCERN): ("intent", "near", "step_away", "trusted"),
    (HARM, EMERGENCY): ("near", "step_away", "call", "trusted"),
}

_CONDITIONS: dict[str, Callable[[frozenset[Fact]], bool]] = {
    "thoughts": lambda known: not known & {Fact.THOUGHTS, Fact.DENIED, Fact.ACTED},
    "plan": lambda known: Fact.THOUGHTS in known and not known & {Fact.PLAN, Fact.NO_PLAN},
    "means": lambda known: Fact.PLAN in known and Fact.MEANS not in known,
    "when": lambda known: Fact.PLAN in known and Fact.SOON not in known,
    "tonight_safe": lambda known: Fact.THOUGHTS not in known,
    "asked_them": lambda known: Fact.UNREACHED not in known,
    "their_plan": lambda known: Fact.UNREACHED not in known,
    "reach_them": lambda known: Fact.UNREACHED not in known,
    "beside_them": lambda known: Fact.UNREACHED not in known,
    "reach": lambda known: Fact.REFUSES not in known,
    "call": lambda known: Fact.REFUSES not in known,
    "barrier": lambda known: bool(known & {Fact.NOWHERE, Fact.REFUSES}),
    "offer": lambda known: Fact.THOUGHTS in known,
    **{line: lambda known: Fact.WANTS_LINES in known for line in LINES},
}


def upcoming(
    situation: Situation, level: CrisisLevel, asked: tuple[str, ...], known: frozenset[Fact]
) -> str:
    """The topic to ask next, or ""."""
    if Fact.QUIET in known:
        return ""
    open_ones = (topic for topic in ORDER[situation, level] if topic not in asked)
    return next((one for one in open_ones if _CONDITIONS.get(one, _always)(known)), "")


def wording(topic: str, situation: Situation, known: frozenset[Fact]) -> str:
    """The name of a topic's sentences that fit most closely."""
    if topic == "thoughts":
        whose = situation if situation in (VIOLENCE, BEREAVED) else SELF
        return "ask.thoughts_again" if Fact.AGAIN in known else f"ask.thoughts.{whose}"
    if topic in ("safe", "hurt") and situation is VIOLENCE:
        return f"ask.{topic}.violence"
    return f"ask.{topic}"


def _always(known: frozenset[Fact]) -> bool:
    return True
