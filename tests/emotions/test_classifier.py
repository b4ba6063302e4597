"""The classifier: any text has a vector, a bad folder has a name, training leaves a sound one."""

import json
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from emotions.classifier import (
    ClassifierCorrupt,
    ClassifierError,
    ClassifierIncompatible,
    ClassifierMissing,
    EmotionClassifier,
    get_classifier,
    store,
)
from emotions.classifier.features import Vocabulary
from emotions.training import classifier as training
from emotions.training.corpora import Dialogue
from emotions.training.figures import calibration_error, figures
from emotions.vector import EMOTIONS

FEELINGS = {
    "기쁨": ["정말 행복해", "너무 기뻐", "신나고 즐거워", "뿌듯하고 기분이 좋아"],
    "분노": ["너무 화가 나", "짜증나서 미치겠어", "열받고 분해", "괘씸해서 못 참겠어"],
    "불안": ["너무 불안해", "걱정돼서 초조해", "무섭고 떨려", "두려워서 긴장돼"],
    "상처": [
        "배신당해서 상처받았어",
        "무시당해서 서운해",
        "따돌림을 당해 괴로워",
        "버림받은 기분이야",
    ],
    "슬픔": ["너무 슬퍼", "우울해서 눈물이 나", "허무하고 비참해", "그리워서 울었어"],
}
OCCASIONS = [
    "회사에서 돌아오는 길에",
    "가족이랑 저녁을 먹다가",
    "시험 결과를 보고",
    "친구 전화를 받고",
]
UNREADABLE = ["", "   ", "😭😭", "\x00", "\ud800", "hello there", "ㄱ" * 1000, "12345"]


def dialogues(occasions: list[str], split: str) -> list[Dialogue]:
    return [
        Dialogue((f"{occasion} {feeling}.", "어떻게 하면 좋을까?"), emotion, None, split)  # type: ignore[arg-type]
        for emotion, feelings in FEELINGS.items()
        for occasion, feeling in product(occasions, feelings)
    ]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small classifier, trained on sentences of our own."""
    folder = tmp_path_factory.mktemp("classifier") / "model"
    corpus = training.Corpus(
        train=dialogues(OCCASIONS[:2], "train"),
        dev=dialogues(OCCASIONS[2:3], "dev"),
        test=dialogues(OCCASIONS[3:], "test"),
        neutral=["지금 몇 시야?", "오늘은 수요일이야"],
        fingerprint="generated",
    )
    training.train(corpus, folder, iterations=60)
    return folder


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return shutil.copytree(trained, tmp_path / "model")


def test_training_learns_and_reports(trained: Path) -> None:
    manifest = store.read(trained).manifest
    assert manifest.figures["talk"]["texts"] == 20
    assert manifest.figures["talk"]["accuracy"] > 0.6
    assert len(manifest.figures["first_turn"]["confusion"]) == len(EMOTIONS)
    assert manifest.version.startswith("words-")
    assert sum(manifest.prior) == pytest.approx(1, abs=1e-3)


def test_training_leaves_nothing_pickled_nor_half_written(trained: Path) -> None:
    assert {path.name for path in trained.iterdir()} == {
        "manifest.json",
        "model.cbm",
        "vocabulary.json",
    }
    assert [path.name for path in trained.parent.iterdir()] == ["model"]


def test_training_again_replaces_the_folder(folder: Path) -> None:
    (folder / "model.cbm").write_bytes(b"old")
    stored = store.read(store.SHIPPED)
    store.write(folder, stored)
    assert store.read(folder).manifest.version == stored.manifest.version


def test_the_same_training_gives_the_same_version(trained: Path, tmp_path: Path) -> None:
    """Seeded, and free of the time of day."""
    corpus = training.Corpus(dialogues(OCCASIONS[:1], "train"), [], [], [], "generated")
    corpus = corpus._replace(dev=corpus.train, test=corpus.train)
    for name in ("one", "two"):
        training.train(corpus, tmp_path / name, iterations=5)
    one, two = (store.read(tmp_path / name) for name in ("one", "two"))
    assert one.model == two.model
    assert one.vocabulary == two.vocabulary


def test_no_texts_give_no_vectors(trained: Path) -> None:
    assert EmotionClassifier.load(trained).predict([]) == []


@pytest.mark.parametrize("text", UNREADABLE)
def test_text_without_a_known_word_gets_the_prior(trained: Path, text: str) -> None:
    classifier = EmotionClassifier.load(trained)
    prior = store.read(trained).manifest.prior
    for vector in (classifier.predict([text])[0], classifier.predict_talk([text, text])):
        assert tuple(vector) == pytest.approx(prior, abs=1e-3)


def test_a_talk_without_utterances_gets_the_prior(trained: Path) -> None:
    vector = EmotionClassifier.load(trained).predict_talk([])
    assert tuple(vector) == pytest.approx(store.read(trained).manifest.prior, abs=1e-3)


def test_a_batch_says_what_each_text_says_alone() -> None:
    texts = ["너무 행복해요", "화가 나 미치겠어", "", "내일 시험이라 불안해"]
    classifier = get_classifier()
    for text, vector in zip(texts, classifier.predict(texts), strict=True):
        assert tuple(vector) == pytest.approx(tuple(classifier.predict([text])[0]))


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("드디어 합격했어! 너무 기쁘고 행복해", "기쁨"),
        ("동료가 자꾸 거짓말을 해서 정말 화가 나고 짜증나", "분노"),
        ("내일 발표를 망칠까 봐 걱정되고 초조해", "불안"),
        ("제일 친한 친구가 나를 배신해서 상처받았어", "상처"),
        ("키우던 강아지가 죽어서 너무 슬프고 눈물이 나", "슬픔"),
    ],
)
def test_the_shipped_classifier_reads_plain_feelings(text: str, emotion: str) -> None:
    classifier = get_classifier()
    assert classifier.predict([text])[0].top == emotion
    assert classifier.predict_talk(["안녕", text, "응"]).top == emotion


@pytest.mark.parametrize(
    "greeting", ["안녕", "안녕하세요 반가워요", "오늘 점심 뭐 먹지?", "ㅋㅋㅋ"]
)
def test_small_talk_is_no_certain_feeling(greeting: str) -> None:
    assert max(get_classifier().predict_talk([greeting])) < 0.6


def test_a_greeting_does_not_drown_a_feeling() -> None:
    classifier = get_classifier()
    feeling = "친구들이 나만 빼고 모여서 너무 서운하고 상처받았어"
    alone = classifier.predict_talk([feeling]).as_dict()["상처"]
    greeted = classifier.predict_talk(["안녕", "반가워", feeling]).as_dict()["상처"]
    assert greeted > alone * 0.75


def test_it_is_loaded_once() -> None:
    assert get_classifier() is get_classifier()


def test_the_shipped_model_is_small_and_honest() -> None:
    stored = store.read(store.SHIPPED)
    assert len(stored.model) < 5_000_000
    assert len(stored.vocabulary) == 2_000
    assert {"accuracy", "macro_f1", "calibration_error", "confusion"} <= set(
        stored.manifest.figures["talk"]
    )


def test_the_model_card_tells_the_figures_of_what_ships() -> None:
    card = (Path(__file__).parents[2] / "docs/model-card.md").read_text(encoding="utf-8")
    for measured in store.read(store.SHIPPED).manifest.figures.values():
        assert f"| {measured['accuracy']:.3f} [" in card
        assert f"| {measured['macro_f1']:.3f} [" in card


def test_a_missing_folder_names_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(ClassifierMissing, match="make classifier"):
        EmotionClassifier.load(tmp_path / "nowhere")


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
        (lambda folder: _edit_manifest(folder, prior=None), ClassifierCorrupt),
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
        EmotionClassifier.load(folder)


def test_a_model_of_another_kind_is_incompatible(folder: Path) -> None:
    """Its hash is right, yet CatBoost cannot read it."""
    (folder / "model.cbm").write_bytes(b"not a model")
    _edit_manifest(
        folder,
        files={
            name: store.sha256((folder / name).read_bytes())
            for name in ("model.cbm", "vocabulary.json")
        },
    )
    with pytest.raises(ClassifierIncompatible, match="make classifier"):
        EmotionClassifier.load(folder)


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
        call_command("train_classifier", data=tmp_path, out=tmp_path / "model")
    assert not (tmp_path / "model").exists()
