"""People named in an utterance by what they are to the speaker. Pure."""

from __future__ import annotations

import re

_KIN = (
    "엄마 아빠 어머니 아버지 부모님 부모 할머니 할아버지 외할머니 외할아버지 오빠 형 누나 "
    "언니 동생 남동생 여동생 남편 아내 와이프 집사람 신랑 시어머니 시아버지 시댁 시부모님 "
    "시누이 장모님 장인어른 친정엄마 친정 며느리 사위 아들 딸 아이 아기 애기 애들 아이들 "
    "손주 손자 손녀 조카 이모 고모 삼촌 큰아버지 작은아버지 사촌 가족 식구들 엄빠"
)
_LOVE = "남자친구 여자친구 남친 여친 애인 전남친 전여친 전남편 전처 썸남 썸녀 짝사랑"
_WORK = (
    "팀장님 팀장 부장님 부장 과장님 과장 대리님 대리 차장님 사장님 사장 대표님 대표 상사 "
    "선임 사수 부사수 후임 동료 직원 직원들 거래처 손님 고객 진상 점장님 매니저 원장님 "
    "실장님 면접관 알바생"
)
_STUDY = "선생님 쌤 담임 교수님 교수 지도교수 코치 선배 후배 동기 조원 반 친구 짝꿍 룸메 룸메이트"
_OTHERS = (
    "친구 친구들 절친 베프 단짝 이웃 옆집 윗집 아랫집 집주인 의사 의사선생님 상담사 "
    "간호사 그 사람 그 새끼 그 인간 걔 걔네 그놈 사람들 남들 다들 누군가 모르는 사람 "
    "강아지 고양이"
)
PERSONS = tuple(
    sorted(
        {
            name.replace("_", " ")
            for group in (_KIN, _LOVE, _WORK, _STUDY, _OTHERS)
            for name in group.replace("그 ", "그_")
            .replace("반 친구", "반_친구")
            .replace("모르는 사람", "모르는_사람")
            .split()
        },
        key=len,
        reverse=True,
    )
)
_ANY = "|".join(map(re.escape, PERSONS))
_PARTICLE = (
    "이랑|랑|하고|한테서|한테|에게|께서|께|이가|이는|이"
    "|가|은|는|을|를|도|만|의|와|과|네|들이|들은|들도|들"
)
_NAMED = re.compile(
    rf"(?<![가-힣])(?:우리 ?|울 ?|제 |내 )?({_ANY})(?=(?:{_PARTICLE})?(?:[^가-힣]|$))"
)
_ACTS = re.compile(
    rf"(?<![가-힣])(?:우리 ?|울 ?)?(?:{_ANY})들?(?:이|가|께서|은|는|도)(?=[^가-힣]|$)"
)
_SELF = re.compile(r"(?<![가-힣])(?:나|난|내가|제가|저|전|나는|저는|나도|저도)(?=[^가-힣]|$)")
_VAGUE = {
    "사람들",
    "남들",
    "다들",
    "누군가",
    "모르는 사람",
    "걔",
    "걔네",
    "그 사람",
    "그 인간",
    "그 새끼",
    "그놈",
    "진상",
}


def named(text: str) -> list[str]:
    """Who is named in `text`, each once, in order; not those that are nobody in particular."""
    found = (match[1] for match in _NAMED.finditer(text))
    return list(dict.fromkeys(name for name in found if name not in _VAGUE))


def somebody_acts(text: str) -> bool:
    """Whether somebody other than the speaker is the one who acts, by the particle behind them."""
    return _ACTS.search(text) is not None and _SELF.search(text) is None
