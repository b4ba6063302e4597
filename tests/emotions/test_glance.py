"""The quick look at one utterance's feeling."""

import pytest

from emotions.classifier.glance import Glance
from emotions.language.encoder import Encoder, get_packaged_encoder


@pytest.fixture(scope="module")
def glance() -> Glance:
    return Glance.shipped()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return get_packaged_encoder()


def test_it_is_of_the_packaged_encoder(glance: Glance, encoder: Encoder) -> None:
    assert glance.encoder == encoder.fingerprint


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("드디어 합격해서 너무 행복하고 기뻐", "기쁨"),
        ("동료가 거짓말을 해서 정말 화가 나", "분노"),
        ("내일 시험을 망칠까 봐 너무 불안하고 걱정돼", "불안"),
        ("지금 세 시야", ""),
        ("그래서 일단 휴학을 했어", ""),
    ],
)
def test_clear_feelings_are_named_and_nothing_else(
    glance: Glance, encoder: Encoder, text: str, emotion: str
) -> None:
    assert glance.emotion(encoder.encode([text])[0]) == emotion
