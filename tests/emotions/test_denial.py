"""A feeling that is denied before another is told does not count; nothing else is touched."""

import unicodedata
from pathlib import Path

import pytest

from emotions import versions
from emotions.classifier import EmotionClassifier
from emotions.classifier.denial import without_denied

SENTENCES = Path(__file__).with_name("data") / "denied_feelings.txt"


@pytest.fixture(scope="module")
def shipped() -> EmotionClassifier:
    return versions.shipped()


def sentences() -> list[tuple[str, str]]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" | ") for line in lines if not line.startswith("#")]
    return [(felt, text) for felt, text in pairs]


def test_there_are_enough_sentences_each_way() -> None:
    joys = [felt == "기쁨" for felt, _text in sentences()]
    assert joys.count(True) >= 20
    assert joys.count(False) >= 20


@pytest.mark.parametrize(("felt", "text"), sentences())
def test_what_is_felt_comes_first(shipped: EmotionClassifier, felt: str, text: str) -> None:
    assert without_denied(text) != text
    assert shipped.predict([text])[0].vector.top == felt
    assert shipped.predict_talk(["안녕", text]).vector.top == felt


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("슬프지 않지만 행복해", "행복해"),
        ("오늘은 걱정은 없지만 외로워", "오늘은 외로워"),
        ("나 화난 게 아니라 서운한 거야", "나 서운한 거야"),
        ("전혀 두렵지 않아. 오히려 설레", "오히려 설레"),
        ("슬프다기보다 화가 나", "화가 나"),
    ],
)
def test_the_denied_one_is_left_out(text: str, left: str) -> None:
    assert without_denied(text) == left


@pytest.mark.parametrize(
    "text",
    """
    행복하지 않아
    하나도 기쁘지 않아요
    슬프지 않아
    화난 거 아니야
    기분이 좋지 않고 힘들어
    마음이 편하지 않아. 자꾸 불안해
    몸이 안 좋은데 일은 많아서 힘들어
    재미없고 우울해
    보통 힘든 게 아니야. 너무 괴로워
    여간 속상한 게 아니에요. 눈물이 나요
    행복하지 않지만 그냥 살아
    즐겁지 않은데 웃어야 해
    밥을 먹지 않고 울었어
    친구가 나를 부르지 않아서 서운해
    걱정이 없었는데 요즘은 걱정돼
    슬프지만 괜찮아
    화가 나지만 참을래
    기쁘고 행복해
    왜 슬픈지 모르겠어
    우울한데 말할 사람이 없어
    상처받지 않으려고 애썼는데 상처받았어
    불안해하지 말라고 했는데 불안해
    """.strip().splitlines(),
)
def test_everything_else_stays(text: str) -> None:
    assert without_denied(text.strip()) == text.strip()


def test_decomposed_hangul_reads_the_same(shipped: EmotionClassifier) -> None:
    """Okt finds no word in what some phones and Macs send."""
    text = "동료가 자꾸 거짓말을 해서 정말 화가 나고 짜증나"
    composed, apart = shipped.predict([text, unicodedata.normalize("NFD", text)])
    assert tuple(apart.vector) == pytest.approx(tuple(composed.vector), abs=1e-3)
    talk = [unicodedata.normalize("NFD", text), "응"]
    assert shipped.predict_talk(talk).vector.top == "분노"


def test_a_long_text_is_read_at_once() -> None:
    assert without_denied("슬프지 않고 " * 20_000 + "행복해").endswith("행복해")
    assert without_denied("전혀 " * 20_000 + "행복해").endswith("행복해")
