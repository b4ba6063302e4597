"""The sentences of a talk in care: enough of them, one question at most, numbers of one table."""

import random
import re

import pytest

from chat import helplines
from chat.care import agenda, words
from chat.care.agenda import Fact
from chat.care.patterns import CrisisLevel, Situation
from chat.care.words import _table

QUOTED = re.compile(r'"[^"]*"')


@pytest.mark.parametrize("key", _table())
def test_each_is_said_in_at_least_four_ways(key: str) -> None:
    assert len(set(_table()[key])) >= 4


def test_only_what_is_asked_is_a_question_and_each_is_one() -> None:
    for key, texts in _table().items():
        asks = key.startswith(("ask.", "wonder."))
        for text in texts:
            assert QUOTED.sub("", text).count("?") == asks, text
            assert text.endswith("?") == asks, text


def test_there_are_words_for_every_topic_and_situation() -> None:
    for (situation, level), topics in agenda.ORDER.items():
        opening = f"open.{situation}.{level}"
        assert words.exists(opening) or words.exists(f"urgent.{situation}")
        for topic in topics:
            for known in (frozenset[Fact](), frozenset({Fact.AGAIN})):
                assert words.exists(agenda.wording(topic, situation, known))
    for situation in Situation:
        assert words.exists(f"urgent.{situation}")
        assert words.exists(f"wonder.{situation}")
        assert words.exists(f"receive.again.{situation}")


def test_help_is_named_by_numbers_of_the_table() -> None:
    named = {
        one for texts in _table().values() for t in texts for one in re.findall(r"\d[\d-]+", t)
    }
    assert named <= helplines.numbers() | {"24", "10"}
    for level in (CrisisLevel.CONCERN, CrisisLevel.EMERGENCY):
        for texts in (_table().get(f"open.{one}.{level}", ()) for one in Situation):
            assert all(any(number in text for number in helplines.numbers()) for text in texts)


def test_nothing_is_said_twice_while_there_is_something_else() -> None:
    rng = random.Random(0)  # noqa: S311
    said: tuple[str, ...] = ()
    for _ in range(4):
        said = (*said, words.choose("receive.thanks", said, rng, {}).name)
    assert len(set(said)) == 4
    assert words.choose("receive.thanks", said, rng, {}).name == said[0]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("남편은 코 골고 자요.", "남편은 코 골고 자요"),
        ("왜 그래요?", ""),
        ("가" * 60, ""),
        ("첫 줄\n둘째 줄", ""),
        ("ㅠㅠ", ""),
    ],
)
def test_words_are_given_back_where_they_can_be(text: str, quoted: str) -> None:
    assert words.quotable(text) == quoted


@pytest.mark.parametrize(
    ("text", "statement"),
    [("그랬군요. 언제부터예요?", "그랬군요."), ("언제부터예요?", ""), ("그랬군요.", "그랬군요.")],
)
def test_a_question_gives_way(text: str, statement: str) -> None:
    assert words.statement(text) == statement
