"""What an answer in a talk in care means."""

import pytest

from chat.care.answers import Said, expressions, hear
from chat.care.patterns import normalise

HEARD = {
    "네": {Said.YES},
    "응 있어": {Said.YES},
    "아니요": {Said.NO},
    "없어요": {Said.NO},
    "글쎄 잘 모르겠어": {Said.UNSURE},
    "오늘 밤에 할까 생각 중이야": {Said.TONIGHT},
    "방법까지 생각해 봤어": {Said.PLAN},
    "약 모아둔 거 있어": {Said.MEANS},
    "신고하면 더 심해질까 봐 무서워": {Said.FEARS_REPORT, Said.FEAR},
    "네? 아니요 그런 말 한 사람 없는데요": {Said.TAKEN_BACK, Said.NO},
    "농담이야 ㅋㅋ": {Said.JOKE},
    "죽고 싶은 건 아니고 너무 지쳤어요": {Said.DENIED, Said.TIRED},
    "전화는 싫어": {Said.REFUSES},
    "그만 물어봐": {Said.QUIET},
    "사실은 제 얘기예요": {Said.OWN_STORY},
    "친정엄마가 내일 와 주신대요": {Said.GOOD_NEWS, Said.FAMILY},
    "지금은 나가고 없어요": {Said.SAFE},
    "내일 상담 전화 해 보려고요": {Said.WILL_CALL},
    "약 다 치웠어": {Said.PUT_AWAY},
    "...": {Said.SILENCE},
    "ㅠㅠ": {Said.SILENCE},
}
NOT_HEARD = {
    "예쁘긴 한데": Said.YES,
    "감기약 먹었어": Said.ACTED,
    "계획은 없어요": Said.PLAN,
    "밥 준비는 다 했어": Said.MEANS,
    "내일 전화할까 생각 중이야": Said.TONIGHT,
    "아니 근데 있긴 해": Said.NO,
    "혼자가 아니에요": Said.ALONE,
}


@pytest.mark.parametrize("text", HEARD)
def test_what_is_meant_is_heard(text: str) -> None:
    assert set(hear(text)) == HEARD[text]


@pytest.mark.parametrize("text", NOT_HEARD)
def test_what_only_sounds_alike_is_not(text: str) -> None:
    assert NOT_HEARD[text] not in hear(text)


@pytest.mark.parametrize("row", expressions(), ids=lambda row: f"{row.said} {row.example}")
def test_each_row_finds_its_example(row) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    assert row.pattern.search(normalise(row.example))
