"""A question about others tells nothing of who asks."""

import pytest

from emotions import versions
from emotions.classifier import EmotionClassifier
from emotions.classifier.asking import asks_of_others


@pytest.fixture(scope="module")
def shipped() -> EmotionClassifier:
    return versions.shipped()


@pytest.mark.parametrize(
    "text",
    [
        "너는 슬픈 적 있어?",
        "넌 외로울 때 뭐 해?",
        "너도 화날 때가 있어??",
        "공감이는 뭘 좋아해?",
        "근데 너는 누구를 미워해 봤어?",
        "왜 사람들은 화를 낼까?",
        "다들 이별하면 어떻게 해?",
        "사람은 왜 우는 걸까? ㅋㅋ",
    ],
)
def test_questions_about_others_are_told(text: str) -> None:
    assert asks_of_others(text)


@pytest.mark.parametrize(
    "text",
    [
        "왜 이렇게 힘들까?",
        "나 이제 어떡해?",
        "너도 내가 싫지?",
        "다들 나를 왜 미워할까?",
        "사람들은 왜 나한테만 그래?",
        "너는 몰라. 너무 슬퍼",
        "너무 외로운데 어떡하지?",
        "다들 행복해 보여",
        "사람이 무서워",
        "우리는 왜 헤어졌을까?",
    ],
)
def test_what_tells_of_oneself_is_none(text: str) -> None:
    assert not asks_of_others(text)


@pytest.mark.parametrize(
    "talk",
    [
        ["너 이름이 뭐야?", "지금 뭐 해?", "점심 뭐 먹었어?", "몇 살이야?"],
        ["너는 누구야?", "사람이야 로봇이야?", "내 말 알아들어?", "어떻게 배웠어?"],
        ["이거 어떻게 쓰는 거야?", "노래는 언제 나와?", "돈 내야 해?", "내 이야기 저장돼?"],
        ["너는 슬픈 적 있어?", "넌 외로울 때 뭐 해?", "너는 누구를 미워해 봤어?"],
        ["시험은 왜 봐야 해?", "공부는 왜 해?", "학교는 왜 가?", "어른들은 왜 일해?"],
        ["오늘 무슨 요일이지?", "비 올까?", "우산 가져가야 할까?", "버스는 언제 와?"],
    ],
)
def test_a_talk_of_questions_alone_claims_no_feeling(
    shipped: EmotionClassifier, talk: list[str]
) -> None:
    assert shipped.predict_talk(talk).is_calm


def test_a_feeling_beside_such_questions_is_heard(shipped: EmotionClassifier) -> None:
    told = ["너는 행복해?", "나는 요즘 너무 불안하고 초조해", "너도 그럴 때 있어?"]
    reading = shipped.predict_talk(told)
    assert not reading.is_calm
    assert reading.vector.top == "불안"
