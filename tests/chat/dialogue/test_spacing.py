"""Spaces are put back by known words; what is spaced or unknown stays."""

import pytest

from chat.dialogue.spacing import Spacing

SPACING = Spacing(["오늘 너무 힘들었어", "잠이 안 와", "오늘 잠이 와", "힘들었어"])


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("오늘너무힘들었어", "오늘 너무 힘들었어"),
        ("잠이안와", "잠이 안 와"),
        ("힘들었어", "힘들었어"),
        ("오늘 힘들었어", "오늘 힘들었어"),
        ("그냥 오늘너무힘들었어", "그냥 오늘 너무 힘들었어"),
        ("몽글몽글", "몽글몽글"),
        ("몽글잠이안와", "몽글 잠이 안 와"),
        ("", ""),
    ],
)
def test_spaces_are_put_back(text: str, spaced: str) -> None:
    assert SPACING.restored(text) == spaced


@pytest.mark.parametrize("text", ["가" * 1000, "잠이안와" * 250, "\ud800" * 50])
def test_nothing_is_lost_of_a_long_run(text: str) -> None:
    assert SPACING.restored(text).replace(" ", "") == text


def test_without_any_words_a_text_stays() -> None:
    assert Spacing([]).restored("잠이안와") == "잠이안와"
