"""The intents 공감이 ships with: what people say, and what it answers. Pure.

One YAML file a field in `data/intents/`; `docs/replies.md` says how to write them, and
`problems` what is checked, here and wherever staff bring replies of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.parent / "data" / "intents"

SMALLTALK_FIELDS = ("service", "smalltalk")
FEWEST_REPLIES = 3
LONGEST_UTTERANCE, LONGEST_REPLY, LONGEST_QUESTION = 80, 140, 60
FORBIDDEN = (
    "힘내세요",
    "힘내요",
    "파이팅",
    "화이팅",
    "괜찮아질 거예요",
    "시간이 해결",
    "다들 그래요",
)
"""Comfort that closes the talk instead of opening it."""
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
_NOT_WORDS = re.compile(r"[^0-9a-z가-힣ㄱ-ㅣ]")


class Flaw(StrEnum):
    """Why an answer is not one that 공감이 should give."""

    TOO_LONG = "too long"
    TOO_MANY_SENTENCES = "more than two sentences"
    NO_QUESTION_MARK = "a question without its mark"
    QUESTION_WITHIN = "a question that is not asked as one"
    EMPTY_COMFORT = "empty comfort"


@dataclass(frozen=True, slots=True)
class Answer:
    """What 공감이 says, and a question by which it may go on, or ""."""

    say: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that people mean; `field` is its file's name."""

    name: str
    field: str
    title: str
    utterances: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def topic(self) -> str:
        """Its name in the reply table."""
        return f"{self.field}/{self.name}"

    @property
    def is_smalltalk(self) -> bool:
        return self.field in SMALLTALK_FIELDS

    def pairs(self) -> Iterator[tuple[str, Answer]]:
        """Every utterance with one of the answers, each as often as the others."""
        for number, utterance in enumerate(self.utterances):
            yield utterance, self.answers[number % len(self.answers)]


@lru_cache
def shipped() -> tuple[Intent, ...]:
    """All intents of the repository, by field and in the order of their files."""
    return tuple(intent for path in sorted(FOLDER.glob("*.yaml")) for intent in read(path))


def read(path: Path) -> Iterator[Intent]:
    """The intents of one file."""
    for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        yield Intent(
            name=name,
            field=path.stem,
            title=entry["title"],
            utterances=tuple(str(text) for text in entry["utterances"]),
            answers=tuple(Answer(one["say"], one.get("ask", "")) for one in entry["replies"]),
        )


def problems(intents: Iterable[Intent]) -> list[str]:
    """What is wrong with intents, a line each: lengths, manner, anything said twice."""
    found: list[str] = []
    seen: dict[str, str] = {}
    for intent in intents:
        if len(intent.answers) < FEWEST_REPLIES:
            found.append(f"{intent.name}: fewer than {FEWEST_REPLIES} replies")
        for text in intent.utterances:
            found += _twice(seen, intent.name, text)
            if not 1 <= len(text) <= LONGEST_UTTERANCE:
                found.append(f"{intent.name}: {text!r} has {len(text)} characters")
        for answer in intent.answers:
            found += _twice(seen, intent.name, answer.say)
            found += [f"{intent.name}: {what}: {answer.say!r}" for what in flaws(answer)]
    return found


def flaws(answer: Answer) -> Iterator[Flaw]:
    """What 공감이 should not say in this way."""
    if len(answer.say) > LONGEST_REPLY or len(answer.ask) > LONGEST_QUESTION:
        yield Flaw.TOO_LONG
    if len(_SENTENCE_END.findall(answer.say)) > 2:
        yield Flaw.TOO_MANY_SENTENCES
    if "?" in answer.say:
        yield Flaw.QUESTION_WITHIN
    if answer.ask and not answer.ask.endswith("?"):
        yield Flaw.NO_QUESTION_MARK
    if any(word in answer.say + answer.ask for word in FORBIDDEN):
        yield Flaw.EMPTY_COMFORT


def _twice(seen: dict[str, str], name: str, text: str) -> Iterator[str]:
    words = _NOT_WORDS.sub("", text.lower()) or text
    if words in seen:
        yield f"{name}: {text!r} is in {seen[words]} as well"
    seen.setdefault(words, name)
