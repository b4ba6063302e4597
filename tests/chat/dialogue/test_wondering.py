"""Doubts given back as doubts."""

import pytest

from chat.dialogue.mirror import Frame, mirrored


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("내 신세는 왜 이 모양일까…", "신세는 왜 이 모양일까 싶으시군요."),
        ("이런 데서 사람답게 살 수 있을까?", "이런 데서 사람답게 살 수 있을까 싶으시군요."),
        ("나를 미워하는 게 아닐까요", "자신을 미워하는 게 아닐까 싶으시군요."),
    ],
)
def test_a_doubt_is_given_back_as_one(text: str, given: str) -> None:
    found = mirrored(text)
    assert found is not None
    assert found.text(Frame.SEEN) == given


@pytest.mark.parametrize(
    "text", ["뭐 먹을까?", "우리 이제 뭐 할까요?", "노래 들려줄까?", "오늘은 그만할까", "싸우니까"]
)
def test_what_is_asked_of_the_bot_is_no_doubt(text: str) -> None:
    found = mirrored(text)
    assert found is None or "싶으" not in found.text(Frame.SEEN)
