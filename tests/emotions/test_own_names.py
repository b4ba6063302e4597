"""A person's own name is hidden where it stands as a name, and nowhere inside other words."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from emotions.own_names import spans
from emotions.privacy import MASK, masked

SENTENCES = Path(__file__).with_name("data") / "own_names.txt"
NAMED = re.compile(r"\[(.+?)\]")
MOST_MISSED, MOST_HIDDEN_WRONGLY = 0.03, 0.03


class Case(NamedTuple):
    name: str
    text: str
    names: list[str]


def _case(line: str) -> Case:
    name, marked = line.split(" | ")
    return Case(name, NAMED.sub(r"\1", marked), NAMED.findall(marked))


def cases() -> list[Case]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [_case(line) for line in lines if not line.startswith("#")]


def _found(case: Case) -> list[str]:
    return [case.text[start:end] for start, end in spans(case.text, [case.name])]


def test_names_are_hidden_and_words_are_not() -> None:
    named = [case for case in cases() if case.names]
    plain = [case for case in cases() if not case.names]
    assert min(len(named), len(plain)) >= 100
    missed = [case for case in named if _found(case) != case.names]
    hidden = [case for case in plain if _found(case)]
    assert len(missed) <= MOST_MISSED * len(named), missed
    assert len(hidden) <= MOST_HIDDEN_WRONGLY * len(plain), hidden


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("대화 지우고 싶어", "대화 지우고 싶어"),
        ("지우가 대화를 지우고 갔어", f"{MASK}가 대화를 지우고 갔어"),
        ("😭😭 지우야, 지우지 마", f"😭😭 {MASK}야, 지우지 마"),
    ],
)
def test_of_one_sentence_only_the_name_is_hidden(text: str, left: str) -> None:
    assert masked(text, ["지우"]) == left


def test_several_names_do_not_overlap() -> None:
    assert masked("김지우가 지우한테", ["지우", "김지우"]) == f"{MASK}가 {MASK}한테"


@pytest.mark.parametrize("name", ["", " ", "○", ".*", "(", "지우\n민서"])
def test_any_name_is_no_trouble(name: str) -> None:
    assert masked("오늘은 (정말) 힘들었어", [name]) == "오늘은 (정말) 힘들었어"


def test_a_long_text_is_read_at_once() -> None:
    assert masked("지우야 밥 먹자. " * 1_000, ["지우"]).count(MASK) == 1_000
