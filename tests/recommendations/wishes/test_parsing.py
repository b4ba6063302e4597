"""What is a wish for a song, and what is a story in which songs occur."""

import pytest

from recommendations.wishes.parsing import Named, wished

WISHES = {
    # what is wished for: name, mood, one more
    "운동할 때 듣는 노래 추천": ("", "move", False),
    "신나는 거 틀어줘": ("", "bright", False),
    "아이유 노래 틀어줘": ("아이유", "", False),
    "밤편지 듣고 싶다": ("밤편지", "", False),
    "비 오는 날 노래": ("", "rain", False),
    "다른 노래 없어?": ("", "", True),
    "이별 노래": ("", "parted", False),
    "잠 잘 때 들을 노래": ("", "sleep", False),
    "노래 추천해 줘": ("", "", False),
    "노래 줘ㅋㅋ": ("", "", False),
    "지금 듣기 좋은 노래 골라 줘": ("", "", False),
    "우울할 때 들을 노래 추천해 주세요": ("", "sad", False),
    "위로되는 노래 하나 골라 줘ㅠㅠ": ("", "console", False),
    "잔잔한 걸로 하나 부탁해": ("", "calm", False),
    "잔잔한 발라드 추천": ("", "calm", False),
    "뭐 들을지 모르겠는데 골라 줄래요": ("", "", False),
    "박효신 야생화 틀어줘": ("박효신 야생화", "", False),
    "아이유의 무릎 들려줘": ("아이유 무릎", "", False),
    "야생화를 틀어주세요!": ("야생화", "", False),
    "슬픈 노래 말고 신나는 노래 틀어줘": ("", "bright", False),
    "오늘 너무 우울해. 신나는 노래 틀어줘": ("", "bright", False),
    "우울한데 아이유 노래 틀어줘": ("아이유", "sad", False),
    "노래 불러줘": ("", "", False),
    "무슨 노래 들으면 좋을까?": ("", "", False),
    "하나 더 틀어줘": ("", "", True),
    "다른 거 없어?": ("", "", True),
    "공부할 때 들을 음악 있어?": ("", "work", False),
    "드라이브할 때 듣기 좋은 노래 뭐 있어": ("", "way", False),
    "운동할 때 들을 거 추천해줘": ("", "move", False),
    "노래나 좀 틀어봐": ("", "", False),
    "잠이 안 오는데 노래 추천해줘": ("", "sleep", False),
    "노래가 듣고 싶어": ("", "", False),
    "다음 곡 틀어줘": ("", "", True),
    "내가 말하는 곡 틀어 줄 수 있어?": ("", "", False),
    "몽환적인 노래 추천 가능?": ("", "calm", False),
    "뉴진스 신곡 들려줘": ("뉴진스", "", False),
}

STORIES = [
    "노래방 갔는데 재밌었어", "노래를 못 불러서 창피해", "그 노래 들으면 전남친 생각나",
    "노래 듣다가 눈물이 터졌어요", "슬픈 노래를 틀어도 마음이 안 움직여요",
    "하루 종일 슬픈 노래만 틀어 놨어", "남자친구가 노래 불러줘요", "친구가 노래 추천해 줬어",
    "엄마가 불러 주던 노래 듣고 싶다", "그 노래 듣고 싶다", "비 오는 날엔 옛날 노래가 땡겨",
    "하늘이 노래요", "콧노래가 나와요", "노래자랑에 나가고 싶어", "노래는 내 삶의 전부야",
    "노래 들을 힘도 없어", "요즘 듣는 노래", "제일 좋아하는 노래",
    "음악 하는데 먹고살 길이 막막해요",
    "옆집이 밤마다 음악을 틀어", "음악회 표가 있어", "통곡했어",
    "엄마 목소리 듣고 싶다", "아빠 목소리 한 번만 더 듣고 싶다", "칭찬 듣고 싶어",
    "잘했다는 말 듣고 싶어요", "좋은 소식 듣고 싶어", "그 사람 웃는 거 듣고 싶다",
    "전공만 듣고 싶다",
    "에어컨 틀어줘", "영화 추천해줘", "이야기 들려줘", "약 추천해줘", "부탁해", "추천해줘",
    "공부 잘하는 언니는 내가 모르는 것들을 알려줘", "이렇게 빡세게 나가요", "집에 가고 싶다",
    "노래는 어떻게 추천해요?", "왜 이 노래를 추천한 거예요?", "노래 언제 추천해 줘요?",
    "골라 준 노래 들려줘", "노래 듣는 것도 공짜야?", "노래 재생이 안 돼", "노래 그만 틀어줘",
    "찜한 곡 다시 듣고 싶어요", "외국 노래도 있어요?",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WISHES.items())
def test_a_wish_is_heard(text: str, expected: tuple[str, str, bool]) -> None:
    wish = wished(text)
    assert wish is not None
    assert (wish.name, wish.mood.name if wish.mood else "", wish.another) == expected


@pytest.mark.parametrize("text", STORIES)
def test_a_story_is_no_wish(text: str) -> None:
    assert wished(text) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("걱정말아요 그대 듣고 싶어요", "걱정말아요 그대"),
        ("꿈을 꿨어요 듣고 싶어", "꿈을 꿨어요"),
        ("비 노래 틀어줘", "비"),
    ],
)
def test_a_title_that_looks_like_a_clause_is_kept_whole(text: str, whole: str) -> None:
    wish = wished(text)
    assert wish is not None
    assert wish.whole == whole


def test_words_of_a_mood_are_no_title() -> None:
    wish = wished("잠 잘 때 들을 노래")
    assert wish is not None
    assert wish.whole == ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("뉴진스 노래 틀어줘", Named.SURELY),
        ("밤편지 틀어줘", Named.PERHAPS),
        ("하늘이 파란 노래", Named.IF_KNOWN),
        ("별빛 들려줘", Named.IF_KNOWN),
    ],
)
def test_how_sure_a_name_is(text: str, named: Named) -> None:
    wish = wished(text)
    assert wish is not None
    assert wish.named is named
