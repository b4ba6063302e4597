"""A person who says that it was not so."""

import pytest

from chat.dialogue.corrections import corrects, what_was_meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("싸운 게 아니라 제가 비교가 돼서요", "제가 비교가 돼서요"),
        ("아니 그게 아니고 그냥 지쳐서요", "그냥 지쳐서요"),
        ("화난 게 아니야", ""),
        ("그런 뜻이 아니에요", ""),
    ],
)
def test_a_correction_is_heard_and_what_was_meant_kept(text: str, meant: str) -> None:
    assert corrects(text)
    assert what_was_meant(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "아니 진짜 짜증나",
        "내 잘못이 아니라고 했어",
        "위험한 건 아니고 그냥 지쳤어요",
        "아니요",
        "별일 아니야",
    ],
)
def test_other_noes_correct_nothing(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    "text",
    ["? 화가 난다고 했는데;;", "엥 환해질 리가 있나", "네? 안 갔다고 했어요", "그럴 리가 없잖아"],
)
def test_astonishment_at_what_was_heard_corrects_it(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize("text", ["엄마가 온다고 했는데 안 왔어", "내일 비가 온다고 했어요"])
def test_what_somebody_said_is_no_correction(text: str) -> None:
    assert not corrects(text)
