import pytest

from chat.utterance import NothingSaid, TooLong, clean

INVISIBLE = ["\u3164", "\u200b", "\u2800", "\u115f\u1160", "\u00ad", " \u3164\n\u200d\ufe0f"]


@pytest.mark.parametrize("text", ["", "  ", "\n", "\x00", "\ud800", "\x00 \udfff", *INVISIBLE])
def test_nothing_cannot_be_said(text: str) -> None:
    with pytest.raises(NothingSaid):
        clean(text)


def test_a_thousand_characters_can_be_said_and_one_more_cannot() -> None:
    assert clean("가" * 1000) == "가" * 1000
    with pytest.raises(TooLong, match="1000"):
        clean("가" * 1001)


def test_what_cannot_be_stored_is_dropped_and_line_breaks_stay() -> None:
    assert clean(" 첫\x00 줄\r\n둘째\ud83d 줄 ") == "첫 줄\n둘째 줄"


def test_emoji_and_other_languages_stay() -> None:
    assert clean("👨‍👩‍👧 sad 悲しい") == "👨‍👩‍👧 sad 悲しい"


def test_what_is_stored_is_composed() -> None:
    decomposed = "\u1112\u1161\u11ab\u1102\u1175"
    assert clean(f"{decomposed}\u200b가 왔어요") == "한니가 왔어요"
