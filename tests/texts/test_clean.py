"""The same text is stored in one form, and what cannot be seen is blank."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.clean import is_blank, normalised

INVISIBLE = ["\u3164", "\u200b", "\u2800", "\u115f", "\u1160", "\u00ad", "\ufeff", "\uffa0"]
FAMILY = "👨‍👩‍👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize("letter", [*INVISIBLE, "\u200d", "\ufe0f", "\x00", "\u3000", "\u00a0"])
def test_what_cannot_be_seen_is_blank(letter: str) -> None:
    assert is_blank(letter)
    assert is_blank(f" {letter}\n{letter} ")
    assert not is_blank(f"{letter}하늘")


def test_nothing_is_blank_and_a_letter_is_not() -> None:
    assert is_blank("")
    assert not any(is_blank(seen) for seen in ["하", "ㅋ", ".", "🙂", FAMILY, "ᄀ"])


@pytest.mark.parametrize(
    "written",
    [
        unicodedata.normalize("NFD", "좋은 날"),
        "좋은\u00a0날",
        "좋은\u3000날",
        "좋\u200b은 날\ufeff",
        "\u3164좋은 날 ",
        unicodedata.normalize("NFD", "좋은").replace("ᅩ", "\u200bᅩ") + " 날",
    ],
)
def test_however_it_was_typed_the_same_text_is_one_text(written: str) -> None:
    assert normalised(written) == "좋은 날"


@pytest.mark.parametrize("kept", [FAMILY, ENGLAND, "❤️", "첫 줄\n\t둘째 줄"])
def test_what_shapes_an_emoji_and_lines_stays(kept: str) -> None:
    assert normalised(kept) == kept


@given(st.text())
def test_normalising_again_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
