"""Which mood a song should have for what people do, where they are and how they feel. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emotions.vector import EmotionVector

BRIGHT = EmotionVector((0.72, 0.07, 0.07, 0.07, 0.07))
LOVING = EmotionVector((0.6, 0.05, 0.1, 0.1, 0.15))
CONSOLING = EmotionVector((0.45, 0.05, 0.12, 0.13, 0.25))
WISTFUL = EmotionVector((0.2, 0.05, 0.1, 0.25, 0.4))
SAD = EmotionVector((0.05, 0.05, 0.1, 0.25, 0.55))
PARTED = EmotionVector((0.05, 0.1, 0.05, 0.4, 0.4))
ANGRY = EmotionVector((0.15, 0.45, 0.15, 0.15, 0.1))


@dataclass(frozen=True)
class Mood:
    """What a song is wished for: `name` leads to the line that is said with it."""

    name: str
    vector: EmotionVector


_TABLE: tuple[tuple[Mood, str], ...] = (
    (Mood("rain", WISTFUL), r"비\s*(?:가\s*)?(?:오|올|와|온|내리)\S*|장마\S*|빗소리"),
    (Mood("snow", WISTFUL), r"눈\s*(?:이\s*)?(?:오|올|와|온|내리)\S*|겨울\S*|크리스마스\S*"),
    (Mood("sleep", CONSOLING), r"잠(?:이|을|들)?\s*(?:잘|잘\s*오|안\s*오|드는|들기|들|자기)\S*"
                               r"|자기\s*전\S*|잘\s*때|꿀잠\S*|수면\S*|자장가|불면\S*|졸릴\S*"),
    (Mood("move", BRIGHT), r"운동\S*|러닝\S*|달리기\S*|달릴\S*|뛸\S*|헬스\S*|조깅\S*|홈트\S*"),
    (Mood("work", CONSOLING), r"공부\S*|일할\S*|일하\S*|집중\S*|작업\S*|코딩\S*|독서\S*|책\s*읽\S*"
                              r"|과제\S*|카페\S*"),
    (Mood("way", BRIGHT), r"드라이브\S*|운전\S*|출근\S*|등교\S*|여행\S*|산책\S*|걸을\S*|걷기\S*"
                          r"|기차\S*|버스\S*|지하철\S*"),
    (Mood("morning", BRIGHT), r"아침\S*|기상\S*|일어날\S*|청소\S*|설거지\S*|요리\S*|샤워\S*"),
    (Mood("evening", CONSOLING), r"퇴근\S*|하교\S*|하루\s*(?:끝|마무리)\S*|저녁\S*"),
    (Mood("parted", PARTED), r"이별\S*|헤어\S*|차였\S*|차인\S*|전\s*(?:남친|여친|애인)\S*"
                             r"|짝사랑\S*"),
    (Mood("love", LOVING), r"사랑\S*|설레\S*|달달\S*|달콤\S*|연애\S*|고백\S*|썸\S*|데이트\S*"
                           r"|로맨틱\S*"),
    (Mood("bright", BRIGHT), r"신나\S*|신난\S*|신날\S*|신이\s*나\S*|흥\S*|밝은|밝고|경쾌\S*|활기\S*"
                             r"|즐거\S*|즐겁\S*|텐션\S*|업\s*되\S*|기쁠\S*|기쁜\S*|행복\S*"
                             r"|기운\s*나\S*"
                             r"|기분\s*(?:이\s*)?(?:좋|업|전환)\S*|댄스\S*|댄스곡|빠른|상큼\S*"
                             r"|축하\S*"
                             r"|스트레스\S*|생일\S*|파티\S*"),
    (Mood("console", CONSOLING), r"위로\S*|힐링\S*|힘\s*(?:이\s*)?(?:나|들|내|낼|든|되|없)\S*"
                                 r"|응원\S*"
                                 r"|용기\S*|지칠\S*|지친\S*|지쳤\S*|지쳐\S*|외로\S*|외롭\S*|따뜻\S*"
                                 r"|다독\S*|토닥\S*|불안\S*|긴장\S*|떨릴\S*|떨려\S*|떨리\S*|걱정\S*"
                                 r"|초조\S*|속상\S*|피곤\S*|면접\S*|시험\S*"),
    (Mood("calm", CONSOLING), r"잔잔\S*|조용\S*|차분\S*|편안\S*|편하게|부드러\S*|느린|포근\S*"
                              r"|몽환\S*|멍\s*때\S*|발라드"),
    (Mood("angry", ANGRY), r"화(?:가\s*)?(?:나|날|난|났)\S*|열\s*받\S*|빡\S*|짜증\S*|분노\S*"
                           r"|강렬\S*"
                           r"|억울\S*"),
    (Mood("sad", SAD), r"슬픈|슬플\S*|슬퍼\S*|슬프\S*|우울\S*|눈물\S*|울고|울\s*때|애절\S*|처량\S*"
                       r"|먹먹\S*|센치\S*|기분\s*(?:이\s*)?(?:안\s*좋|별로|꿀꿀)\S*"),
    (Mood("wistful", WISTFUL), r"그리운|그리울\S*|그리움|쓸쓸\S*|새벽\S*|밤에|밤\s*(?:노래|음악)?$"
                               r"|가을\S*|감성\S*|추억\S*|보고\s*싶\S*|비|옛날"),
    (Mood("spring", LOVING), r"봄\S*|꽃\S*|여름\S*|바다\S*"),
)  # fmt: skip
_MOODS = tuple((mood, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")) for mood, pattern in _TABLE)


def mood_in(text: str) -> Mood | None:
    """The mood that `text` asks for: what one does comes before how one feels."""
    return next((mood for mood, pattern in _MOODS if pattern.search(text)), None)


def without_moods(text: str) -> str:
    """`text` without the words that `mood_in` knows."""
    for _mood, pattern in _MOODS:
        text = pattern.sub(" ", text)
    return " ".join(text.split())
