"""The sentences of a talk in care, from `data/words.yaml`. Pure.

A sentence names a help line as `{109}`, as `chat.helplines` reads it.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from chat.care.patterns import Situation, compiled, normalise
from chat.helplines import with_numbers

DATA = Path(__file__).parent / "data"
WORDS, THEMES = DATA / "words.yaml", DATA / "themes.csv"

LONGEST_QUOTE = 34
"""Characters up to which a person's own words are said back to them."""
UNNAMED = {
    Situation.SELF: "지금 하신 말씀",
    Situation.VIOLENCE: "겪으신 그 일",
    Situation.OTHER: "그분을 걱정하는 마음",
    Situation.HARM: "그만큼 차오른 마음",
    Situation.BEREAVED: "그 이별",
}
"""What is received where no theme was recognised."""
NOTICEABLE = 13
"""Characters from which it is noticed that something is said again."""
_BETWEEN = re.compile(r"(?<=[.!?])\s+")
_SLOT = re.compile(r"\{([a-z]+\d?)\}")
_LAST_SENTENCE = re.compile(r"(?:(?<=[.!?…])\s+|^)[^.!?…]*\?$")
_TAIL = re.compile(r"[\s.!?~,…ㅠㅜㅋㅎ]+$")


class Sentence(NamedTuple):
    """A sentence and the name by which it is remembered as said."""

    name: str
    text: str


def exists(key: str) -> bool:
    """Whether there are sentences of that name."""
    return key in _table()


def choose(key: str, said: Sequence[str], rng: random.Random, slots: Mapping[str, str]) -> Sentence:
    """One of the sentences of `key` not in `said`, nor any part of it; else the one longest ago.

    Only sentences whose slots are all given and not empty are taken.
    """
    fitting = [
        Sentence(f"{key}/{number}", text)
        for number, text in enumerate(_table()[key])
        if all(slots.get(slot) for slot in _SLOT.findall(text))
    ]
    unsaid = [one for one in fitting if one.name not in said]
    heard = {part for name in said for part in _parts(name)}
    fresh = [one for one in unsaid if heard.isdisjoint(_parts(one.name))]
    choices = fresh or unsaid
    chosen = rng.choice(choices) if choices else min(fitting, key=lambda one: _last(said, one.name))
    return chosen._replace(text=_SLOT.sub(lambda slot: slots[slot[1]], chosen.text))


def theme(text: str, situation: Situation) -> str:
    """What `text` tells, as a noun that a sentence can begin with."""
    heard = normalise(text)
    found = (
        name for whose, pattern, name in _themes() if whose is situation and pattern.search(heard)
    )
    return next(found, UNNAMED[situation])


def quotable(text: str) -> str:
    """A person's words as they can be said back; "" where they are too long or a question."""
    words = _TAIL.sub("", text.strip())
    asks = text.rstrip().endswith("?")
    fits = 2 <= len(words) <= LONGEST_QUOTE and not re.search(r'[\n"“”{}]', words)
    return words if fits and not asks else ""


def statement(text: str) -> str:
    """`text` without the question at its end."""
    if not text.rstrip().endswith("?"):
        return text
    return _LAST_SENTENCE.sub("", text.rstrip()).strip()


@lru_cache
def _table() -> dict[str, tuple[str, ...]]:
    written = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return {key: tuple(map(with_numbers, texts)) for key, texts in written.items()}


@lru_cache
def _themes() -> tuple[tuple[Situation, re.Pattern[str], str], ...]:
    with THEMES.open(encoding="utf-8", newline="") as file:
        return tuple(
            (Situation(row["situation"]), compiled(row["expression"]), row["theme"])
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=1024)
def _parts(name: str) -> frozenset[str]:
    """What one would notice hearing again of a sentence remembered by its name."""
    key, _, number = name.rpartition("/")
    texts = _table().get(key, ())
    text = texts[int(number)] if int(number) < len(texts) else ""
    return frozenset(part for part in _BETWEEN.split(text) if len(part) >= NOTICEABLE)


def _last(said: Sequence[str], name: str) -> int:
    """Where `name` was said last."""
    return len(said) - 1 - said[::-1].index(name)
