"""Texts without words, and what they say."""

import pytest

from chat.dialogue.signs import Sign, sign_of, without_signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("ㅠㅠㅠㅠㅠ", Sign.TEARS),
        ("ㅜㅜ", Sign.TEARS),
        ("ㅠㅋㅠㅠ", Sign.TEARS),
        ("T_T", Sign.TEARS),
        ("😭😭", Sign.TEARS),
        ("❤️‍🩹", Sign.TEARS),
        ("💔", Sign.TEARS),
        ("ㅋㅋㅋㅋ", Sign.LAUGHTER),
        ("ㅎㅎ", Sign.LAUGHTER),
        ("🤣", Sign.LAUGHTER),
        ("❤️", Sign.HEART),
        ("🥰", Sign.HEART),
        ("😊", Sign.JOY),
        ("👍🏻", Sign.JOY),
        ("😡", Sign.ANGER),
        ("ㅡㅡ", Sign.ANGER),
        ("😱", Sign.FEAR),
        ("ㄷㄷ", Sign.FEAR),
        ("😩", Sign.WEARY),
        ("💪", Sign.CHEERING),
        ("ㅇㅇ", Sign.YES),
        ("ㄴㄴ", Sign.NO),
        ("...", Sign.SILENCE),
        ("…", Sign.SILENCE),
        ("나 울어 ㅠㅠ", None),
        ("ㅎㅇ 반가워", None),
        ("?!", None),
        ("", None),
    ],
)
def test_what_is_no_word_has_a_meaning(text: str, sign: Sign | None) -> None:
    assert sign_of(text) is sign


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("속상해 ㅠㅠㅠ", "속상해"),
        ("붙었어!!! 🎉🎉", "붙었어!!!"),
        ("그게ㅋㅋ웃겨", "그게 웃겨"),
        ("❤️‍🩹 아파", "아파"),
    ],
)
def test_words_stand_without_signs(text: str, words: str) -> None:
    assert without_signs(text) == words
