"""Goodbyes and thanks, and what only sounds like them."""

import pytest

from chat.dialogue.courtesy import GOODBYE, GOODNIGHT, THANKS, courtesy


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("고맙습니다. 오늘은 이만 자볼게요", GOODNIGHT),
        ("이제 자러 갈게", GOODNIGHT),
        ("나 잘래", GOODNIGHT),
        ("그럼 수고해", GOODBYE),
        ("버스 왔다 간다", GOODBYE),
        ("내일 또 올게요", GOODBYE),
        ("ㅂㅂ", GOODBYE),
        ("들어줘서 고마워", THANKS),
        ("덕분에 좀 정리됐어요", THANKS),
        ("감사합니다", THANKS),
        ("Bye bye", GOODBYE),
        ("엄마한테 고맙다고 말하고 싶어", ""),
        ("친구가 와 줘서 고마웠어", ""),
        ("잠을 못 자요", ""),
        ("매일 야근하러 간다고 했어요", ""),
        ("자려고 누우면 생각이 많아져요", ""),
        ("오늘 병원 갈게 걱정이에요", ""),
    ],
)
def test_plain_goodbyes_and_thanks_are_heard(text: str, topic: str) -> None:
    assert courtesy(text) == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("오늘은 이만 잘게 ㅂㅂ", GOODNIGHT),
        ("고마워요 이제 자야겠어요 안녕히 계세요", GOODNIGHT),
        ("고맙긴 한데 그만두면 대출은 어떡해요", ""),
        ("고마운데 지금은 말하기 싫어", ""),
    ],
)
def test_a_night_is_wished_and_thanks_with_a_but_are_none(text: str, topic: str) -> None:
    assert courtesy(text) == topic
