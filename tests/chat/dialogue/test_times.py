"""Times told and asked for."""

import pytest

from chat.dialogue.times import asks_when, tells_when


@pytest.mark.parametrize(
    "text",
    ["작년 겨울부터 그래", "3년째 이래", "어제 싸웠어", "한 달 됐어요", "어렸을 때였어"],
)
def test_a_time_is_heard(text: str) -> None:
    assert tells_when(text)


@pytest.mark.parametrize("text", ["잠이 안 와", "팀장님이 비웃었어", "너무 외로워요"])
def test_where_none_is_told_none_is_heard(text: str) -> None:
    assert not tells_when(text)


def test_what_asks_for_a_time() -> None:
    assert asks_when("언제부터 그랬어요?")
    assert asks_when("메스꺼운 건 얼마나 됐어요?")
    assert not asks_when("그때 마음은 어땠어요?")
