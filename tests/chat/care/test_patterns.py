"""Recognising that somebody needs urgent help, and not taking idioms for it."""

import pytest

from chat.care.patterns import (
    CrisisLevel,
    Situation,
    assess,
    denied,
    expressions,
    normalise,
)

EMERGENCIES = [
    "지금 옥상에 올라와 있어요",
    "유서 다 써놨어",
    "수면제를 한꺼번에 삼켰어요",
    "방금 손목을 그었어요",
    "오늘 밤에 죽을 거예요",
    "번개탄 샀어",
    "남편이 칼을 들고 쫓아와요",
    "한강 다리 위에 서 있어",
]
CONCERNS = [
    "죽고 싶어",
    "주꼬싶다",
    "죽 고 싶 어 요",
    "자살하고 싶은 생각이 들어요",
    "그냥 사라지고 싶어요",
    "내일 아침에 눈을 안 떴으면 좋겠어",
    "살고 싶지 않아요",
    "나만 없어지면 다들 편할 텐데",
    "더 이상 살 이유가 없다",
    "자꾸 자해하게 돼요",
    "죽고싶다ㅋㅋ",
    "뒤지고 싶다 진짜",
    "이제 다 끝내고 싶어요 사는 게 지옥이야",
    "I want to die",
    "친구가 자살하고 싶대요",
    "아빠한테 맨날 맞아요",
]
ORDINARY = [
    "배고파 죽겠어",
    "보고 싶어 죽겠다",
    "웃겨서 죽는 줄 알았어",
    "더워 죽겠네",
    "할머니가 돌아가셨어요",
    "강아지가 죽었어요",
    "죽도록 공부했는데 떨어졌어",
    "게임에서 자꾸 죽어서 짜증나",
    "자살골 넣고 졌어",
    "이 프로젝트 빨리 끝내고 싶어",
    "회사 그만두고 싶어요",
    "죽 먹었어",
    "약 먹고 잤더니 나았어",
    "손목시계를 샀어",
    "옥상에서 고기 구워 먹었어",
    "칼국수 먹고 싶다",
    "오늘 기분이 좋아요",
    "",
    "ㅋㅋㅋㅋ",
    "\ud800\x00",
]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_a_plan_or_an_act_is_an_emergency(text: str) -> None:
    assert assess(text).level is CrisisLevel.EMERGENCY


@pytest.mark.parametrize("text", CONCERNS)
def test_a_wish_or_a_hint_is_at_least_a_concern(text: str) -> None:
    assert assess(text).level is not CrisisLevel.NONE


@pytest.mark.parametrize("text", ORDINARY)
def test_idioms_and_grief_are_no_crisis(text: str) -> None:
    assert assess(text).level is CrisisLevel.NONE


@pytest.mark.parametrize("row", expressions(), ids=lambda row: row.example)
def test_each_row_of_the_table_finds_its_example(row) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    assert row.pattern.search(normalise(row.example))


def test_whose_danger_it_is_decides_the_help() -> None:
    assert assess("죽고 싶어").situation is Situation.SELF
    assert assess("친구가 자살하고 싶대요").situation is Situation.OTHER
    assert assess("남편이 칼을 들고 쫓아와요").situation is Situation.VIOLENCE


@pytest.mark.parametrize(
    "text",
    [
        "죽고 싶은 건 아니고 그냥 지쳤어",
        "죽을 생각은 전혀 없어요",
        "예전에는 죽고 싶었는데 지금은 괜찮아요",
        "자해하려는 건 아니에요",
    ],
)
def test_a_wish_that_is_denied_or_over_is_no_crisis(text: str) -> None:
    assert Situation.SELF in denied(text)
    assert assess(text).level is CrisisLevel.NONE


@pytest.mark.parametrize(
    "text", ["죽고 싶은 건 아닌데 사라지고 싶어", "자살하려는 건 아닌데 더는 못 버티겠어"]
)
def test_what_is_said_beside_a_denial_is_heard(text: str) -> None:
    assert assess(text).level is CrisisLevel.CONCERN


def test_no_repetition_is_unbounded_so_that_long_texts_take_no_longer_for_each_letter() -> None:
    for row in expressions():
        assert "*" not in row.pattern.pattern.replace(r"\*", "")
        assert "+" not in row.pattern.pattern.replace(r"\+", "")
    assert assess("죽" * 1000).level is CrisisLevel.NONE
