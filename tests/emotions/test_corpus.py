"""What people corrected joins the training part, and nothing of the frozen test ever does."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from emotions.training import corpus
from emotions.training.corpora import Dialogue, IntentUtterance, Labelled, split_of
from emotions.training.corpus import Correction
from emotions.vector import CALM

TRAINED = Dialogue(("기차를 놓쳐서 속상해", "다음엔 일찍 나갈래"), "슬픔", None, "train")
TESTED = Dialogue(("상을 받아서 날아갈 것 같아", "가족이 보고 싶네"), "기쁨", None, "test")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(corpus, "load_dialogues", lambda data: [TRAINED, TESTED])
    monkeypatch.setattr(corpus, "load_elderly", lambda data: [])
    monkeypatch.setattr(corpus, "load_later_dialogues", lambda data: [])
    keti = [Labelled("버스가 왔다", "중립", "train"), Labelled("너무 싫어", "혐오", "dev")]
    monkeypatch.setattr(corpus, "load_keti", lambda data: keti)
    monkeypatch.setattr(corpus, "load_small_talk", lambda data: [Labelled("몇 시야", "0", "stack")])
    monkeypatch.setattr(
        corpus,
        "load_intents",
        lambda folder, field: [
            IntentUtterance("커피 마실래", "drink", held_out=False),
            IntentUtterance("고마워 공감아", "thanks", held_out=False),
        ],
    )
    monkeypatch.setattr(corpus, "FILES", ())


def load(corrections: Sequence[Correction] = ()) -> corpus.Corpus:
    return corpus.load(Path("nowhere"), corrections)


LATER = Dialogue(("막차가 끊겨서 걸었어", "발이 아프네"), "불안", None, "train", seen=False)


def test_fresh_are_those_that_the_encoder_has_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().fresh == [TRAINED]
    monkeypatch.setattr(corpus, "load_later_dialogues", lambda data: [LATER])
    assert load().fresh == [LATER]
    assert load().of("train") == [TRAINED, LATER]
    assert load().test == [TESTED]


def test_sentences_say_whether_there_is_feeling() -> None:
    assert {(one.text, one.felt, one.split) for one in load().sentences} == {
        ("버스가 왔다", False, "train"),
        ("너무 싫어", True, "dev"),
        ("몇 시야", False, "stack"),
        ("커피 마실래", False, split_of("커피 마실래")),
    }


def test_a_correction_is_a_dialogue_to_learn_from() -> None:
    learnt = load([(("오늘 혼자 남았어", "아무도 안 불렀어"), "상처")])
    assert learnt.corrections == 1
    assert [one.emotion for one in learnt.of("train")] == ["슬픔", "상처"]
    assert learnt.test == [TESTED]


def test_a_calm_one_is_learnt_as_sentences_without_feeling() -> None:
    learnt = load([(("그냥 그런 하루였어",), CALM)])
    assert ("그냥 그런 하루였어", False) in {(one.text, one.felt) for one in learnt.sentences}
    assert len(learnt.of("train")) == 1


@pytest.mark.parametrize("said", ["상을 받아서 날아갈 것 같아", "상을받아서 날아갈것같아!!"])
def test_words_of_the_test_are_refused(said: str) -> None:
    learnt = load([((said,), "기쁨")])
    assert learnt.corrections == 0
    assert learnt.of("train") == [TRAINED]


def test_fingerprints_tell_corpora_and_tests_apart() -> None:
    plain, corrected = load(), load([(("오늘 혼자 남았어",), "상처")])
    assert plain.fingerprint != corrected.fingerprint
    assert plain.test_fingerprint == corrected.test_fingerprint
