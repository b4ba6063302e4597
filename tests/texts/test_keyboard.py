import pytest

from texts import keyboard


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dlrj dho dlfo", "이거 왜 이래"),
        ("wnrrh tlvek", "죽고 싶다"),
        ("dkssudgktpdy", "안녕하세요"),
        ("dkssud", "안녕"),
        ("sk ghkskTdj", "나 화났어"),
        ("ahfmrpTdj...", "모르겠어..."),
        ("vlrhsgo!!", "피곤해!!"),
    ],
)
def test_korean_typed_in_english_mode_is_read(typed: str, meant: str) -> None:
    assert keyboard.meant(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "sorry", "today", "work", "disco", "angry", "so sad", "go to sleep", "I am tired", "who",
        "hello", "ok", "duck", "아이유 nct", "이거 왜 이래", "1234", "^^", "ㅋㅋㅋ", "", "LOL",
    ],
)  # fmt: skip
def test_english_and_korean_stay_as_they_are(text: str) -> None:
    assert keyboard.meant(text) == ""
