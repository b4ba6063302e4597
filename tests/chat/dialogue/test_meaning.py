"""Classifier and neighbours joined, and what stands against an intent."""

from pathlib import Path

import numpy as np
import pytest

from chat.dialogue.classifier import NONE, IntentClassifier
from chat.dialogue.index import UtteranceIndex
from chat.dialogue.meaning import AS_TAUGHT, CONTRADICTED, Judges
from chat.dialogue.repertoire import Answer, Intent, Repertoire, Tone
from chat.dialogue.training import Lesson, fit

AXES = np.eye(5, dtype=np.float32)
UTTERANCES = {
    "health/insomnia": ["잠이 안 와요", "밤을 꼬박 새웠어"],
    "health/nightmare": ["무서운 꿈을 꿨어", "악몽에 시달려요"],
    "work/boss": ["팀장님이 또 소리를 질렀어", "부장이 나만 갈궈요"],
}
FAMILIES = {"health/insomnia": "health/sleep", "health/nightmare": "health/sleep"}


def repertoire() -> Repertoire:
    intents = {
        topic: Intent(
            topic, topic, FAMILIES.get(topic, topic), Tone.HEAVY, tuple(texts), (Answer("네."),)
        )
        for topic, texts in UTTERANCES.items()
    }
    return Repertoire(intents, {})


def near(*axes: int) -> np.ndarray:
    vector = AXES[list(axes)].sum(axis=0)
    unit: np.ndarray = (vector / np.linalg.norm(vector)).astype(np.float32)
    return unit


VECTORS = np.array([near(0), near(0, 3), near(1), near(1, 3), near(2), near(2, 3)])
TOPICS = [topic for topic, texts in UTTERANCES.items() for _ in texts]
TEXTS = [text for texts in UTTERANCES.values() for text in texts]


@pytest.fixture(scope="module")
def classifier() -> IntentClassifier:
    lesson = Lesson([*TEXTS, "아 맞다"], [*TOPICS, NONE])
    vectors = np.vstack([VECTORS, near(4)])
    return fit(lesson, vectors, "encoder")


@pytest.fixture
def judges(classifier: IntentClassifier) -> Judges:
    return Judges(repertoire(), UtteranceIndex(VECTORS, TOPICS), classifier)


def test_the_likeliest_intent_comes_first(judges: Judges) -> None:
    meaning = judges.read(["팀장님이 화를 냈어"], near(2)[None])[0]
    assert meaning.best is not None
    assert meaning.best.topic == "work/boss"
    likely = [one.probability for one in meaning.candidates]
    assert likely == sorted(likely, reverse=True)


def test_a_family_has_the_probability_of_its_intents(judges: Judges) -> None:
    meaning = judges.read(["밤이 싫어"], near(0, 1)[None])[0]
    family, probability = meaning.families[0]
    own = [one.probability for one in meaning.candidates if one.family == "health/sleep"]
    assert family == "health/sleep"
    assert probability == pytest.approx(sum(own))
    assert probability > max(own)


def test_what_is_taught_counts_though_the_classifier_never_saw_it(
    classifier: IntentClassifier,
) -> None:
    known = repertoire()
    taught = Intent("life/moving", "이사", "", Tone.HEAVY, ("이사 가요",), (Answer("네."),))
    more = Repertoire({**known.intents, taught.topic: taught}, {})
    index = UtteranceIndex(VECTORS, TOPICS).extended(near(4)[None], [taught.topic])
    meaning = Judges(more, index, classifier).read(["이사 가요"], near(4)[None])[0]
    assert meaning.best is not None
    assert meaning.best.topic == "life/moving"
    assert meaning.best.probability >= AS_TAUGHT
    assert meaning.nothing == 0


def test_what_is_near_to_the_taught_counts_and_what_is_far_does_not(
    classifier: IntentClassifier,
) -> None:
    known = repertoire()
    taught = Intent("life/moving", "이사", "", Tone.HEAVY, ("이사 가요",), (Answer("네."),))
    more = Repertoire({**known.intents, taught.topic: taught}, {})
    index = UtteranceIndex(VECTORS, TOPICS).extended(near(4)[None], [taught.topic])
    judges = Judges(more, index, classifier)
    for cosine, is_meant in ((0.86, True), (0.6, False)):
        vector = cosine * near(4) + (1 - cosine**2) ** 0.5 * near(3)
        meaning = judges.read(["짐을 싸고 있어"], vector[None])[0]
        assert (meaning.probability_of("life/moving") > 0.6) is is_meant


def test_a_negation_that_no_neighbour_has_speaks_against_an_intent(judges: Judges) -> None:
    vector = near(2, 4)
    told, denied = judges.read(
        ["팀장님이 소리를 질렀어", "팀장님이 소리를 지르지 않았어"], np.array([vector, vector])
    )
    alone = judges.read(["팀장님이 소리를 지르진 않았어"], vector[None])[0]
    assert denied.probability_of("work/boss") < told.probability_of("work/boss")
    assert alone.probability_of("work/boss") <= CONTRADICTED


def test_a_fragment_tells_nothing(judges: Judges) -> None:
    meaning = judges.read(["아 맞다"], near(4)[None])[0]
    assert meaning.nothing > 0.5


def test_without_a_classifier_the_neighbours_judge_alone() -> None:
    judges = Judges(repertoire(), UtteranceIndex(VECTORS, TOPICS), None)
    best = judges.read(["악몽"], near(1)[None])[0].best
    assert best is not None
    assert best.topic == "health/nightmare"


def test_an_empty_table_understands_nothing() -> None:
    empty = Judges(Repertoire({}, {}), UtteranceIndex(np.zeros((0, 5), np.float32), []), None)
    assert empty.read(["안녕"], near(0)[None])[0].best is None


def test_no_text_has_no_meaning(judges: Judges) -> None:
    assert judges.read([], np.zeros((0, 5), np.float32)) == []


def test_a_classifier_is_read_as_it_was_written(
    classifier: IntentClassifier, tmp_path: Path
) -> None:
    path = tmp_path / "intents.safetensors"
    classifier.write(path)
    again = IntentClassifier.read(path)
    assert (again.topics, again.encoder) == (classifier.topics, classifier.encoder)
    given = again.probabilities(TEXTS, VECTORS)
    assert given == pytest.approx(classifier.probabilities(TEXTS, VECTORS), abs=0.01)


def test_a_file_that_is_none_is_named_with_the_command_that_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "intents.safetensors"
    path.write_bytes(b"nothing")
    with pytest.raises(ValueError, match=r"manage\.py train_intents"):
        IntentClassifier.read(path)
