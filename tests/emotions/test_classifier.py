"""The classifier: any text has a reading, bad files have a name, training leaves sound ones."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from emotions import versions
from emotions.classifier import (
    ClassifierCorrupt,
    ClassifierError,
    ClassifierIncompatible,
    ClassifierMissing,
    EmotionClassifier,
    model,
    store,
)
from emotions.classifier.features import Vocabulary
from emotions.classifier.store import StoredClassifier
from emotions.classifier.weights import Weights
from emotions.language.encoder import get_packaged_encoder
from emotions.training import classifier as training
from emotions.training.figures import calibration_error, figures
from emotions.vector import EMOTIONS
from tests.emotions.conftest import ignore, small_corpus

NOTHING_TO_READ = ["", "   ", "\x00", "\ud800", "12345", "...?!"]
STRANGE = [
    *NOTHING_TO_READ,
    "😭😭",
    "hello there",
    "ㄱ" * 1000,
    "ひらがな",
    "ㅋㅋㅋ",
    "a" * 100_000,
]


@pytest.fixture(scope="module")
def shipped() -> EmotionClassifier:
    return versions.shipped()


@pytest.fixture
def folder(stored: StoredClassifier, tmp_path: Path) -> Path:
    """A folder that a test may spoil."""
    store.write(tmp_path / "model", stored)
    return tmp_path / "model"


def load(folder: Path) -> EmotionClassifier:
    return EmotionClassifier.load(store.read(folder), get_packaged_encoder().encode)


def test_training_learns_and_reports(stored: StoredClassifier) -> None:
    manifest = stored.manifest
    assert manifest.figures["talk"]["texts"] == 20
    assert manifest.figures["talk"]["accuracy"] > 0.6
    assert len(manifest.figures["first_turn"]["confusion"]) == len(EMOTIONS)
    assert manifest.figures["calm"]["talks_without_feeling"] == 1
    assert manifest.encoder == get_packaged_encoder().fingerprint


def test_training_tells_how_far_it_is() -> None:
    heard: list[float] = []
    training.train(
        small_corpus(), get_packaged_encoder(), lambda share, step: heard.append(share), 5
    )
    assert heard == sorted(heard)
    assert 0 <= heard[0] < 0.1 < 0.8 < heard[-1] <= 1


def test_a_folder_holds_what_was_written_and_nothing_pickled(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {"manifest.json", *store.FILES}
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_writing_again_replaces_the_folder(folder: Path, stored: StoredClassifier) -> None:
    (folder / "model.cbm").write_bytes(b"old")
    store.write(folder, stored)
    assert store.read(folder) == stored


def test_the_same_training_gives_the_same_files() -> None:
    """Seeded, and free of the time of day."""
    one, two = (training.train(small_corpus(), get_packaged_encoder(), ignore, 5) for _ in range(2))
    assert one.files == two.files
    assert one.manifest.version == two.manifest.version


def test_no_texts_give_no_readings(small: EmotionClassifier) -> None:
    assert small.predict([]) == []


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text)[:16])
def test_any_text_has_a_reading(small: EmotionClassifier, text: str) -> None:
    for reading in (small.predict([text])[0], small.predict_talk([text, text])):
        assert sum(reading.vector) == pytest.approx(1)
        assert 0 <= reading.feeling <= 1


@pytest.mark.parametrize("text", NOTHING_TO_READ, ids=ascii)
def test_what_says_nothing_is_calm_and_even(small: EmotionClassifier, text: str) -> None:
    for reading in (small.predict([text])[0], small.predict_talk([text, text])):
        assert reading.is_calm
        assert tuple(reading.vector) == pytest.approx([0.2] * 5)


def test_a_talk_without_utterances_is_calm(small: EmotionClassifier) -> None:
    assert small.predict_talk([]).is_calm


def test_a_batch_says_what_each_text_says_alone(shipped: EmotionClassifier) -> None:
    texts = ["너무 행복해요", "화가 나 미치겠어", "", "내일 시험이라 불안해"]
    for text, reading in zip(texts, shipped.predict(texts), strict=True):
        alone = shipped.predict([text])[0]
        assert tuple(reading.vector) == pytest.approx(tuple(alone.vector), abs=1e-4)


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("드디어 합격했어! 너무 기쁘고 행복해", "기쁨"),
        ("동료가 자꾸 거짓말을 해서 정말 화가 나고 짜증나", "분노"),
        ("내일 발표를 망칠까 봐 걱정되고 초조해", "불안"),
        ("제일 친한 친구가 나를 배신해서 상처받았어", "상처"),
        ("키우던 강아지가 죽어서 너무 슬프고 눈물이 나", "슬픔"),
        ("시험붙었어ㅠㅠ너무좋아ㅋㅋㅋ", "기쁨"),
        ("아진짜짜증나게하네", "분노"),
    ],
)
def test_the_shipped_classifier_reads_plain_feelings(
    shipped: EmotionClassifier, text: str, emotion: str
) -> None:
    assert shipped.predict([text])[0].vector.top == emotion
    assert shipped.predict_talk(["안녕", text, "응"]).vector.top == emotion


@pytest.mark.parametrize(
    ("probabilities", "is_calm"),
    [
        ((0.122, 0.2, 0.267, 0.261, 0.15), True),
        ((0.05, 0.1, 0.05, 0.38, 0.42), False),
        ((0.1, 0.1, 0.38, 0.22, 0.2), False),
    ],
)
def test_two_faint_ones_near_each_other_are_no_result(
    probabilities: tuple[float, ...], is_calm: bool
) -> None:
    """Whatever is felt: 26.7 % beside 26.1 % names nothing."""
    reading = model._reading(np.array(probabilities), log_odds=2.0, calm_below=0.0)
    assert reading.is_calm is is_calm
    assert tuple(reading.vector) == pytest.approx(probabilities)


def test_a_talk_with_feelings_is_not_calm(shipped: EmotionClassifier) -> None:
    talk = ["안녕", "회사에서 크게 혼났어", "사람들 앞이라 너무 속상하고 눈물이 났어", "응"]
    assert not shipped.predict_talk(talk).is_calm


@pytest.mark.parametrize(
    "talk",
    [
        ["안녕"],
        ["오늘 점심 뭐 먹지?"],
        ["안녕하세요", "지금 몇 시예요?", "내일 날씨 알려 주세요", "버스는 몇 시에 와요?"],
    ],
)
def test_small_talk_is_calm(shipped: EmotionClassifier, talk: list[str]) -> None:
    assert shipped.predict_talk(talk).is_calm


def test_a_greeting_does_not_drown_a_feeling(shipped: EmotionClassifier) -> None:
    feeling = "친구들이 나만 빼고 모여서 너무 서운하고 상처받았어"
    alone = shipped.predict_talk([feeling]).vector.as_dict()["상처"]
    greeted = shipped.predict_talk(["안녕", "반가워", feeling]).vector.as_dict()["상처"]
    assert greeted > alone * 0.75


def test_the_shipped_classifier_is_small_and_honest(shipped: EmotionClassifier) -> None:
    stored = store.read(store.SHIPPED)
    assert sum(len(content) for content in stored.files.values()) < 6_000_000
    assert {"accuracy", "macro_f1", "calibration_error", "confusion"} <= set(
        stored.manifest.figures["talk"]
    )


def test_the_model_card_tells_the_figures_of_what_ships() -> None:
    card = (Path(__file__).parents[2] / "docs/model-card.md").read_text(encoding="utf-8")
    manifest = store.read(store.SHIPPED).manifest
    assert manifest.version in card
    for view in ("talk", "first_turn"):
        assert f"| {manifest.figures[view]['accuracy']:.3f} [" in card
        assert f"| {manifest.figures[view]['macro_f1']:.3f} [" in card


def test_a_missing_folder_names_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(ClassifierMissing, match="make classifier"):
        load(tmp_path / "nowhere")


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _edit_manifest(folder: Path, **entries: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **entries}))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda folder: _truncate(folder / "model.cbm"), ClassifierCorrupt),
        (lambda folder: _truncate(folder / "vocabulary.json"), ClassifierCorrupt),
        (lambda folder: (folder / "model.cbm").unlink(), ClassifierCorrupt),
        (lambda folder: (folder / "manifest.json").write_text("{"), ClassifierCorrupt),
        (lambda folder: (folder / "manifest.json").write_bytes(b"\xff"), ClassifierCorrupt),
        (lambda folder: _truncate(folder / "weights.safetensors"), ClassifierCorrupt),
        (lambda folder: _edit_manifest(folder, surprise=1), ClassifierCorrupt),
        (lambda folder: _edit_manifest(folder, files={}), ClassifierCorrupt),
        (lambda folder: (folder / "manifest.json").write_text("[]"), ClassifierIncompatible),
        (lambda folder: _edit_manifest(folder, format=99), ClassifierIncompatible),
        (lambda folder: _edit_manifest(folder, emotions=["기쁨"]), ClassifierIncompatible),
    ],
)
def test_a_spoilt_folder_is_refused_by_name(
    folder: Path, spoil: Callable[[Path], object], expected: type[ClassifierError]
) -> None:
    spoil(folder)
    with pytest.raises(expected, match="make classifier"):
        load(folder)


@pytest.mark.parametrize("name", [store.MODEL, store.WEIGHTS, store.VOCABULARY])
def test_files_of_another_kind_are_incompatible(stored: StoredClassifier, name: str) -> None:
    """Their hashes are right, yet they cannot be read."""
    spoilt = StoredClassifier.packed(stored.manifest, {**stored.files, name: b"something else"})
    with pytest.raises(ClassifierIncompatible, match="make classifier"):
        EmotionClassifier.load(spoilt, get_packaged_encoder().encode)


def test_weights_survive_their_file() -> None:
    weights = Weights.of_bytes(store.read(store.SHIPPED).files[store.WEIGHTS])
    again = Weights.of_bytes(replace(weights, calm_below=np.array(-1.5)).to_bytes())
    assert float(again.calm_below) == -1.5
    np.testing.assert_array_equal(again.head_weight, weights.head_weight)


def test_the_vocabulary_holds_the_commonest_words_in_a_fixed_order() -> None:
    vocabulary = Vocabulary.of([["나", "나", "나"], ["가", "다"], ["다"]], size=2)
    assert vocabulary.words == ("다", "가")
    assert vocabulary.one_hot([["다", "다", "모름"], []]).tolist() == [[1, 0], [0, 0]]


def test_figures_of_perfect_and_of_boastful_guesses() -> None:
    labels = np.arange(5)
    perfect = figures(np.eye(5), labels)
    assert (perfect["accuracy"], perfect["macro_f1"], perfect["calibration_error"]) == (1, 1, 0)
    assert calibration_error(np.eye(5), (labels + 1) % 5) == 1


def test_the_command_names_the_corpus_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"aihub_dialogues\.csv is missing"):
        call_command("train_classifier", "--ship", data=tmp_path)
