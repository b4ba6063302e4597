"""Personal data is taken out; what only looks like it stays, character for character."""

import pytest

from chat.dialogue import intents
from emotions.privacy import masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("카톡 아이디 solbandi93", "○○○"),
        ("인스타 sol_bandi 야", "○○○ 야"),
        ("12가 3456 차", "○○○ 차"),
        ("123가4567", "○○○"),
        ("101동 1203호 살아요", "○○○ 살아요"),
        ("마포구 월드컵로 25 에 살아", "○○○ 에 살아"),
        ("테헤란로 12길 3", "○○○"),
        ("연남동 123-4번지", "○○○"),
        ("김민수 과장이 또 그래", "○○○ 과장이 또 그래"),
        ("박지은 씨가 미워요", "○○○ 씨가 미워요"),
        ("이서연한테 차였어", "○○○한테 차였어"),
        ("최준호랑 싸웠어", "○○○랑 싸웠어"),
        ("정하은이가 나를 따돌려", "○○○이가 나를 따돌려"),
        ("강도윤 팀장님이 소리쳤어", "○○○ 팀장님이 소리쳤어"),
        ("남궁민수 교수님", "○○○ 교수님"),
        ("지훈이랑 헤어졌어", "○○○이랑 헤어졌어"),
        ("수진 언니가 그랬어", "○○○ 언니가 그랬어"),
        ("제 이름은 한소희예요", "제 이름은 ○○○예요"),
        ("내 이름은 보라야", "내 이름은 ○○○야"),
        ("저는 윤재희라고 해요", "저는 ○○○라고 해요"),
    ],
)
def test_personal_data_gets_a_label(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("송하늘이 왔다 갔어", "○○○이 왔다 갔어"),
        ("하늘이랑 밥 먹었어", "○○○이랑 밥 먹었어"),
        ("오늘 하늘이 맑아", "오늘 하늘이 맑아"),
    ],
)
def test_names_that_are_told_are_found(text: str, left: str) -> None:
    assert masked(text, ["송하늘", "", "솔"]) == left


@pytest.mark.parametrize(
    "text",
    """
    김치찌개 먹고 싶어
    이번에 또 떨어졌어
    한동안 연락이 없었어
    정말로 지쳤어
    선생님이 나만 미워해
    고민하고 있어요
    친구한테 말했어
    전남친한테 연락 왔어
    조금씩 나아지고 있어
    남편이랑 싸웠어
    부장님 때문에 힘들어
    엄마한테 혼났어
    우리한테 왜 그래
    최근에 이사했어
    강아지한테 미안해
    고양이랑 둘이 살아
    하나님이 계실까
    신나는 노래 틀어 줘
    여자친구한테 차였어
    남자친구랑 헤어졌어
    할머니한테 가고 싶어
    동생이랑 다퉜어
    애인한테 거짓말했어
    나한테 왜 이래
    이모한테 돈을 빌렸어
    고모님이 돌아가셨어
    팀장님이 소리 질렀어
    주인한테 돌려줬어
    2026년 11월 23일에 시험이야
    오후 3시 30분에 만나기로 했어
    연봉이 3000만원이야
    109에 전화했어
    1388이나 1366은 어디야
    112에 신고했어
    점수가 95점에서 60점이 됐어
    앞으로 3개월 남았어
    제대로 10분도 못 잤어
    3 대 1로 졌어
    2시간씩 3번 나눠서 했어
    1시간 2시간 3시간 계속 울었어
    키가 180이고 몸무게가 75야
    사람들이 무서워
    무지개가 떴어
    ㅠㅠ 너무 힘들다...
    이상한 사람이야
    정신이 없어
    진짜이랑 가짜
    유일한 희망이야
    기대하고 갔는데
    마마보이랑 결혼한 줄 몰랐어
    엄마가 오빠만 챙길 때마다 서운했어
    조별로 앉는데 나만 남아서 선생님이 봐 줬어
    하루 종일 씨름했어
    """.strip().splitlines(),
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert masked(text.strip()) == text.strip()


def test_nothing_that_gonggami_understands_is_taken_for_personal_data() -> None:
    texts = [text for intent in intents.shipped() for text in intent.utterances]
    assert [text for text in texts if masked(text) != text] == []


@pytest.mark.parametrize(
    "text",
    ["", "1" * 1000, "가" * 1000, "-" * 1000, "a@" * 500, "1-" * 500, "\ud800\0", "김민" * 500],
)
def test_hostile_input_is_no_trouble(text: str) -> None:
    assert isinstance(masked(text, ["가나다"]), str)
