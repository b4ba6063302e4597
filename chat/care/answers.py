"""What somebody means by an answer in a talk in care: yes, no, a plan, a refusal, a joke. Pure.

The table is `data/answers.csv`, in the notation of `chat.care.patterns`; several meanings may be
found in one text. A row's `example` is a text in which it must be found. Rows of one meaning whose
expression begins with `!` say what is not meant by it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from chat.care.patterns import compiled, normalise

TABLE = Path(__file__).parent / "data" / "answers.csv"


class Said(StrEnum):
    """What may be meant; in the order in which it is answered where there are several."""

    ACTED = "acted"
    """Something was done already: pills taken, a wound."""
    TONIGHT = "tonight"
    """It is to be now or soon."""
    MEANS_QUESTION = "means_question"
    """Wants to know how."""
    LAST_WORDS = "last_words"
    """A farewell for good."""
    TAKEN_BACK = "taken_back"
    """Nothing of the kind was said."""
    OWN_STORY = "own_story"
    """It is about the person after all."""
    MISUNDERSTOOD = "misunderstood"
    """공감이 does not listen, says the same again."""
    JOKE = "joke"
    DENIED = "denied"
    PLAN = "plan"
    MEANS = "means"
    KEEPS = "keeps"
    """Will not part from the means."""
    PUT_AWAY = "put_away"
    WITH_SOMEONE = "with_someone"
    FOUND_SAFE = "found_safe"
    """Whoever was missed is alive, or help has come to them."""
    UNREACHED = "unreached"
    """Whoever is worried about does not answer."""
    ASKS_REPORT = "asks_report"
    """May or should it be reported."""
    ASKS_TELL = "asks_tell"
    """Should a family member or adult be told."""
    WHAT_TO_PACK = "what_to_pack"
    WHAT_NOW = "what_now"
    FEARS_TAKEN = "fears_taken"
    """Fears to be taken away for having called."""
    NIGHT = "night"
    """Dreads the night alone."""
    CUTS = "cuts"
    """Hurts the own body, now or again."""
    FEARS_REPORT = "fears_report"
    HOW_TO_TELL = "how_to_tell"
    CALLED = "called"
    WILL_CALL = "will_call"
    REFUSES = "refuses"
    QUIET = "quiet"
    """Wants no more questions."""
    BARRIER = "barrier"
    ALONE = "alone"
    NOT_SAFE = "not_safe"
    SAFE = "safe"
    PROMISE = "promise"
    """Wants to hear that all will be well."""
    CONFIDENCE = "confidence"
    """Wants nobody to know."""
    BOT = "bot"
    DIAGNOSIS = "diagnosis"
    GOOD_NEWS = "good_news"
    CALMER = "calmer"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    SELF_BLAME = "self_blame"
    BURDEN = "burden"
    HOPELESS = "hopeless"
    WORK = "work"
    STUDY = "study"
    MONEY = "money"
    LOVE = "love"
    LOSS = "loss"
    CHILD = "child"
    FAMILY = "family"
    FRIENDS = "friends"
    SLEEP = "sleep"
    BODY = "body"
    FEAR = "fear"
    ANGER = "anger"
    LONELY = "lonely"
    TIRED = "tired"
    TEARS = "tears"
    SONG = "song"
    GREETING = "greeting"
    UNSURE = "unsure"
    NO = "no"
    YES = "yes"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Expression:
    """A row of the table."""

    said: Said
    pattern: re.Pattern[str]
    is_exception: bool
    example: str


def hear(text: str) -> tuple[Said, ...]:
    """What is meant by `text`, in the order of `Said`."""
    heard = normalise(text)
    excepted = {row.said for row in expressions() if row.is_exception and _finds(row, heard)}
    found = {row.said for row in expressions() if not row.is_exception and _finds(row, heard)}
    if not any(unicodedata.category(char)[0] in "LN" and not _is_tear(char) for char in text):
        found.add(Said.SILENCE)
    return tuple(said for said in Said if said in found - excepted)


@lru_cache
def expressions() -> tuple[Expression, ...]:
    """The table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Expression(
                Said(row["said"]),
                compiled(row["expression"].removeprefix("!")),
                row["expression"].startswith("!"),
                row["example"],
            )
            for row in csv.DictReader(file)
        )


def _finds(row: Expression, heard: str) -> bool:
    return row.pattern.search(heard) is not None


def _is_tear(char: str) -> bool:
    return char in "ㅠㅜㅡ"
