"""What 공감이 ships with: checked text by text, and asked for wordings it has not seen."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from chat.care import patterns
from chat.dialogue import intents, knowledge
from chat.dialogue.calibration import Thresholds, Trials, calibrate, leave_one_out, trials
from chat.dialogue.index import Vectors
from chat.dialogue.intents import Answer, Intent
from chat.dialogue.policy import Moment
from emotions.language.encoder import get_packaged_encoder

OF_THE_GAUGE = {Moment.NEARLY_FULL, Moment.FULL, Moment.SONG_READY}
HELD_OUT = Path(__file__).parent.parent / "data" / "held_out"
SHIPPED = intents.shipped()
TOPICS = [intent.topic for intent in SHIPPED for _ in intent.utterances]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return get_packaged_encoder().encode([text for one in SHIPPED for text in one.utterances])


@pytest.fixture(scope="module")
def thresholds(vectors: Vectors) -> Thresholds:
    strangers = [row["utterance"] for row in knowledge.read_rows("off_topic.csv")]
    return calibrate(vectors, TOPICS, get_packaged_encoder().encode(strangers))


def held_out() -> list[tuple[str, str]]:
    """Utterances that are in no table and no training, with the topics they should find."""
    topics = {intent.name: intent.topic for intent in SHIPPED}
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in HELD_OUT.glob("*.yaml")]
    return [(text, topics[name]) for file in files for name in file for text in file[name]]


def answered(tried: Trials, least: Thresholds) -> np.ndarray:
    return (tried.similarity >= least.similarity) & (tried.margin >= least.margin)


def test_there_is_enough_to_say() -> None:
    pairs = dict.fromkeys((True, False), 0)
    for intent in SHIPPED:
        pairs[intent.is_smalltalk] += len(list(intent.pairs()))
    assert len(SHIPPED) >= 150
    assert sum(pairs.values()) >= 2_500
    assert pairs[True] >= 200


def test_every_text_is_as_it_should_be() -> None:
    assert intents.problems(SHIPPED) == []


def test_fixed_lines_are_for_known_moments_short_and_said_once() -> None:
    rows = knowledge.read_rows("lines.csv")
    assert all(set(row) == {"moment", "emotion", "text"} and None not in row for row in rows)
    texts = [line.text for line in knowledge.lines()]
    assert len(texts) == len(set(texts))
    assert [text for text in texts if not 10 <= len(text) <= 80] == []
    assert {line.moment for line in knowledge.lines()} == set(Moment)
    fallbacks = [line for line in knowledge.lines() if line.moment not in OF_THE_GAUGE]
    assert len(fallbacks) >= 40


def test_no_utterance_is_taken_for_a_crisis_by_the_patterns() -> None:
    texts = [text for one in SHIPPED for text in one.utterances]
    assert [t for t in texts if patterns.assess(t).level is not patterns.CrisisLevel.NONE] == []


def test_what_was_held_out_is_in_no_table() -> None:
    table = {text for one in SHIPPED for text in one.utterances}
    assert table.isdisjoint(text for text, _ in held_out())


def test_most_utterances_find_their_own_intent(vectors: Vectors, thresholds: Thresholds) -> None:
    tried = leave_one_out(vectors, TOPICS)
    assert tried.right.mean() >= 0.57, "two hundred intents, many of them neighbours"
    assert tried.right[answered(tried, thresholds)].mean() >= 0.8


def test_of_what_is_answered_most_unseen_wordings_fit(
    vectors: Vectors, thresholds: Thresholds
) -> None:
    texts, wanted = zip(*held_out(), strict=True)
    tried = trials(get_packaged_encoder().encode(texts), vectors, TOPICS, wanted)
    chosen = answered(tried, thresholds)
    assert chosen.mean() >= 0.45
    assert tried.right[chosen].mean() >= 0.84


def test_what_nobody_has_an_answer_to_is_seldom_answered(
    vectors: Vectors, thresholds: Thresholds
) -> None:
    texts = [row["utterance"] for row in knowledge.read_rows("off_topic.csv")]
    tried = trials(get_packaged_encoder().encode(texts), vectors, TOPICS, [""] * len(texts))
    assert answered(tried, thresholds).mean() <= 0.07


def broken(**changes: object) -> Intent:
    sound = {
        "name": "rain",
        "field": "smalltalk",
        "title": "비",
        "utterances": ("비가 오네",),
        "answers": tuple(Answer(f"빗소리가 들리네요{n}.") for n in range(3)),
    }
    return Intent(**(sound | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("intent", "problem"),
    [
        (broken(answers=(Answer("네."),)), "fewer than 3"),
        (broken(utterances=("비가 오네", "비가오네!")), "is in rain as well"),
        (broken(utterances=("가" * 81,)), "81 characters"),
        (broken(answers=tuple(Answer(f"힘내세요{n}.") for n in range(3))), "empty comfort"),
        (broken(answers=tuple(Answer(f"네{n}.", "왜") for n in range(3))), "without its mark"),
        (broken(answers=tuple(Answer(f"왜{n}?") for n in range(3))), "not asked as one"),
        (broken(answers=tuple(Answer(f"가. 나. 다{n}.") for n in range(3))), "two sentences"),
        (broken(answers=tuple(Answer(f"{n}" + "가" * 140) for n in range(3))), "too long"),
    ],
)
def test_what_should_not_be_said_is_named(intent: Intent, problem: str) -> None:
    assert any(problem in line for line in intents.problems([intent]))


def test_a_sound_intent_has_no_problem_and_pairs_each_utterance() -> None:
    assert intents.problems([broken()]) == []
    pairs = list(broken(utterances=("하나", "둘", "셋", "넷")).pairs())
    assert [answer.say[-2] for _, answer in pairs] == ["0", "1", "2", "0"]
