"""The intents and families 공감이 ships with: what people say, and what it answers. Pure.

One YAML file a field in `data/intents/`, and in `data/families/` where the field has any;
`docs/replies.md` says how to write them, `problems` what is checked, and `flaws` what of that is
checked wherever staff bring answers of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from chat.dialogue.repertoire import Answer, Family, Intent, Tone, default_tone, field_of
from chat.helplines import with_numbers

DATA = Path(__file__).parent.parent / "data"
INTENTS, FAMILIES = DATA / "intents", DATA / "families"

FEWEST_REPLIES, FEWEST_FAMILY_REPLIES = 3, 5
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


@lru_cache
def shipped() -> tuple[Intent, ...]:
    """All intents of the repository, by field and in the order of their files."""
    return tuple(intent for path in sorted(INTENTS.glob("*.yaml")) for intent in read(path))


@lru_cache
def families() -> tuple[Family, ...]:
    """All families of the repository, by field and in the order of their files."""
    return tuple(one for path in sorted(FAMILIES.glob("*.yaml")) for one in read_families(path))


def read(path: Path) -> Iterator[Intent]:
    """The intents of one file, whose name is their field."""
    field = path.stem
    for name, entry in _entries(path):
        family = entry.get("family", "")
        yield Intent(
            topic=f"{field}/{name}",
            title=entry["title"],
            family=f"{field}/{family}" if family else "",
            tone=Tone(entry.get("tone", default_tone(field))),
            utterances=tuple(str(text) for text in entry["utterances"]),
            answers=_answers(entry),
            link=entry.get("link", ""),
        )


def read_families(path: Path) -> Iterator[Family]:
    """The families of one file, whose name is their field."""
    for name, entry in _entries(path):
        yield Family(f"{path.stem}/{name}", entry["title"], _answers(entry))


def problems(intents: Sequence[Intent], families: Sequence[Family] = ()) -> list[str]:
    """What is wrong, a line each: lengths, manner, anything said twice, families without a child.

    Fields without any family are not yet sorted into families: what their intents name may be
    missing.
    """
    found: list[str] = []
    seen: dict[str, str] = {}
    for intent in intents:
        for text in intent.utterances:
            found += _twice(seen, intent.topic, text)
            if not 1 <= len(text) <= LONGEST_UTTERANCE:
                found.append(f"{intent.topic}: {text!r} has {len(text)} characters")
        found += _flawed(seen, intent.topic, intent.answers, FEWEST_REPLIES)
    for family in families:
        found += _flawed(seen, family.name, family.answers, FEWEST_FAMILY_REPLIES)
    return [*found, *_unrelated(intents, families)]


def _entries(path: Path) -> Iterable[tuple[str, Any]]:
    entries: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return entries.items()


def _answers(entry: dict[str, Any]) -> tuple[Answer, ...]:
    return tuple(
        Answer(with_numbers(one["say"]), with_numbers(one.get("ask", "")))
        for one in entry["replies"]
    )


def _flawed(
    seen: dict[str, str], name: str, answers: Sequence[Answer], fewest: int
) -> Iterator[str]:
    if len(answers) < fewest:
        yield f"{name}: fewer than {fewest} replies"
    for answer in answers:
        yield from _twice(seen, name, answer.say)
        yield from (f"{name}: {what}: {answer.say!r}" for what in flaws(answer))


def _unrelated(intents: Sequence[Intent], families: Sequence[Family]) -> Iterator[str]:
    """Families of which no intent is, and intents of a family that there is not."""
    wanted = {intent.family for intent in intents}
    names = {family.name for family in families}
    sorted_fields = {field_of(name) for name in names}
    yield from (f"{name}: no intent is of this family" for name in sorted(names - wanted))
    for intent in intents:
        if intent.family and intent.field in sorted_fields and intent.family not in names:
            yield f"{intent.topic}: there is no family {intent.family}"


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
