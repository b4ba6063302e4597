"""What 공감이 ships with: checked text by text, and asked for wordings it has not seen."""

import csv
from pathlib import Path

import pytest
import yaml
from django.urls import reverse

from chat.care import patterns
from chat.dialogue import intents, training
from chat.dialogue.classifier import NONE, IntentClassifier
from chat.dialogue.policy import SURE, SURE_ENOUGH
from chat.dialogue.repertoire import Answer, Family, Intent, Tone
from emotions.language.encoder import get_packaged_encoder

SHIPPED = intents.shipped()
OFF_TOPIC = Path(intents.DATA) / "off_topic.csv"


@pytest.fixture(scope="module")
def classifier() -> IntentClassifier:
    return IntentClassifier.read()


def test_there_is_enough_to_say() -> None:
    pairs = dict.fromkeys((True, False), 0)
    for intent in SHIPPED:
        pairs[intent.is_smalltalk] += len(intent.utterances)
    assert len(SHIPPED) >= 150
    assert sum(pairs.values()) >= 2_500
    assert pairs[True] >= 200


def test_every_text_is_as_it_should_be() -> None:
    assert intents.problems(SHIPPED, intents.families()) == []


def test_no_utterance_is_taken_for_a_crisis_by_the_patterns() -> None:
    texts = [text for one in SHIPPED for text in one.utterances]
    assert [t for t in texts if patterns.assess(t).level is not patterns.CrisisLevel.NONE] == []


def test_what_was_held_out_is_in_no_table() -> None:
    table = {text for one in SHIPPED for text in one.utterances}
    assert table.isdisjoint(text for text, _ in training.held_out())


def test_the_classifier_was_trained_on_what_ships(classifier: IntentClassifier) -> None:
    """After a change of the intents: `make intents`."""
    assert set(classifier.topics) == {NONE, *(one.topic for one in SHIPPED)}
    assert classifier.encoder == get_packaged_encoder().fingerprint


def test_of_what_is_answered_most_unseen_wordings_fit(classifier: IntentClassifier) -> None:
    asked = training.questions(classifier.topics, get_packaged_encoder())
    figures = training.measure(classifier, asked)
    for least, share, right in ((SURE_ENOUGH, 0.22, 0.79), (SURE, 0.18, 0.82)):
        assert figures.at(least)[0] >= share
        assert figures.at(least)[1] >= right


def test_what_nobody_has_an_answer_to_is_seldom_answered(classifier: IntentClassifier) -> None:
    with OFF_TOPIC.open(encoding="utf-8", newline="") as file:
        texts = [row["utterance"] for row in csv.DictReader(file)]
    given = classifier.probabilities(texts, get_packaged_encoder().encode(texts))
    ours = [number for number, topic in enumerate(classifier.topics) if topic != NONE]
    assert (given[:, ours].max(axis=1) >= SURE_ENOUGH).mean() <= 0.15


def broken(**changes: object) -> Intent:
    sound = {
        "topic": "smalltalk/rain",
        "title": "비",
        "family": "",
        "tone": Tone.LIGHT,
        "utterances": ("비가 오네",),
        "answers": tuple(Answer(f"빗소리가 들리네요{n}.") for n in range(3)),
    }
    return Intent(**(sound | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("intent", "problem"),
    [
        (broken(answers=(Answer("네."),)), "fewer than 3"),
        (broken(utterances=("비가 오네", "비가오네!")), "is in smalltalk/rain as well"),
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


def test_a_sound_intent_has_no_problem() -> None:
    assert intents.problems([broken()]) == []


def weather(count: int = 5) -> Family:
    answers = tuple(Answer(f"하늘은 바뀌죠{n}.") for n in range(count))
    return Family("smalltalk/weather", "날씨", answers)


def test_a_family_has_children_and_enough_to_say() -> None:
    child = broken(family="smalltalk/weather")
    assert intents.problems([child], [weather()]) == []
    assert "fewer than 5" in intents.problems([child], [weather(4)])[0]
    assert "no intent is of this family" in intents.problems([broken()], [weather()])[0]


def test_a_family_must_be_there_once_its_field_has_any() -> None:
    stray = broken(family="smalltalk/wind")
    assert intents.problems([stray]) == []
    child = broken(
        topic="smalltalk/sun",
        family="smalltalk/weather",
        utterances=("해다",),
        answers=tuple(Answer(f"햇살이 좋네요{n}.") for n in range(3)),
    )
    problems = intents.problems([stray, child], [weather()])
    assert problems == ["smalltalk/rain: there is no family smalltalk/wind"]


def test_files_tell_topics_families_and_tones(tmp_path: Path) -> None:
    rain = {"title": "비", "utterances": ["비 와"], "replies": [{"say": "네.", "ask": "왜요?"}]}
    path = tmp_path / "work.yaml"
    path.write_text(yaml.safe_dump({"a": rain, "b": rain | {"family": "day", "tone": "light"}}))
    plain, told = intents.read(path)
    assert (plain.topic, plain.family, plain.tone) == ("work/a", "", Tone.HEAVY)
    assert (told.topic, told.family, told.tone) == ("work/b", "work/day", Tone.LIGHT)
    assert told.answers == (Answer("네.", "왜요?"),)
    path.write_text(yaml.safe_dump({"day": {"title": "하루", "replies": [{"say": "길죠."}]}}))
    assert [*intents.read_families(path)] == [Family("work/day", "하루", (Answer("길죠."),))]


@pytest.mark.parametrize("name", sorted({one.link for one in SHIPPED if one.link}))
def test_every_link_leads_to_a_page(name: str) -> None:
    assert reverse(name).startswith("/")
