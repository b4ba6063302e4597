"""The fixed lines: their manner, and that each moment has enough of them."""

import pytest

from chat.dialogue.lines import Line, Lines, Moment
from chat.dialogue.signs import Sign
from emotions.vector import EMOTIONS

LINES = Lines.shipped()
PRESUMING = ("자주 떠올라", "쉽지 않은 이야기", "언제부터 그런 마음")
OF_FEELINGS = (Moment.REFLECT, Moment.BESIDE)


@pytest.mark.parametrize("emotion", EMOTIONS)
@pytest.mark.parametrize("moment", OF_FEELINGS)
def test_each_feeling_has_lines(moment: Moment, emotion: str) -> None:
    assert len(LINES.of(moment, emotion)) >= 4


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_answered(sign: Sign) -> None:
    assert len(LINES.of(Moment.SIGN, sign)) >= 2


@pytest.mark.parametrize("moment", [one for one in Moment if one not in (
    *OF_FEELINGS, Moment.SIGN, Moment.SIGN_HEAVY)])  # fmt: skip
def test_each_moment_has_lines(moment: Moment) -> None:
    assert len(LINES.of(moment)) >= 2


def test_tears_in_a_heavy_story_have_lines_of_their_own() -> None:
    assert LINES.of_sign(Sign.TEARS, is_heavy=True) != LINES.of_sign(Sign.TEARS, is_heavy=False)
    assert LINES.of_sign(Sign.HEART, is_heavy=True) == LINES.of_sign(Sign.HEART, is_heavy=False)


def test_a_feeling_beside_ones_own_words_is_no_question() -> None:
    for emotion in ("", *EMOTIONS):
        assert not [text for text in LINES.of(Moment.BESIDE, emotion) if "?" in text]


@pytest.mark.parametrize(
    "moment",
    [
        Moment.ASK_PAST,
        Moment.ASK_NOW,
        Moment.ASK_MORE,
        Moment.ASK_FELT,
        Moment.ASK_FELT_PAST,
        Moment.ASK_PERSON,
    ],
)
def test_what_asks_is_one_question(moment: Moment) -> None:
    assert all(text.endswith("?") and text.count("?") == 1 for text in LINES.of(moment))


def test_no_line_presumes_what_was_not_told() -> None:
    texts = [text for moment in Moment for text in LINES.of(moment)]
    assert not [text for text in texts if any(words in text for words in PRESUMING)]


def test_lines_are_kept_by_moment_and_by_what_they_are_for() -> None:
    lines = Lines([Line(Moment.REFLECT, "화났군요.", "분노"), Line(Moment.OPEN, "네.")])
    assert lines.of(Moment.REFLECT, "분노") == ["화났군요."]
    assert lines.of(Moment.REFLECT, "슬픔") == []
