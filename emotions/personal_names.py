"""Korean names of people in running text, where something beside them shows that they are names.

A heuristic of our own, for masking: a surname and two syllables common in given names, before a
title or a particle that only follows a person; a given name before "언니" or "씨"; what follows "제
이름은". Kiwi must see nouns there, and no part of another word. It misses bare names, foreign names
and nicknames.
"""

from __future__ import annotations

import re
from functools import partial

from texts.morphemes import Morphemes

SURNAME = (
    "(?:남궁|황보|선우|제갈|독고|사공|서문|"
    "[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용])"
)
_GIVEN = (
    "[가강건겸경고관광교국규균근기나남다달담대덕도동두라란래려련령로록루률름리린림마만명모무문미민"
    "범별병보봄복빈새샘서석선설섭성세소솔송수숙순슬승시신아안애언연엽영예오옥온완요용우욱운웅원월유"
    "윤율은을의익인일임자잔재정제종주준중지진찬창채천철초춘충태하학한해향혁현형혜호홍화환효훈휘희흠]"
)
TITLE = (
    r"\s?(?:씨(?![름앗줄])|님|선배|후배|오빠|언니|누나|과장|부장|대리|팀장|차장|사장|원장|교수|쌤|선생)"
    r"|\s(?:형|군|양)(?![가-힣])"
)
_CALLED = r"(?:이?(?:한테|에게|랑)|이(?:가|는|를|도|네|의|하고))"
_NOT_NAMES = {
    "강아지", "고민하", "기대하", "조심하", "선생", "학생", "동생", "주인", "하나", "우리", "학원",
    "하늘", "은인", "애인", "연인", "지인", "미인", "동안", "미안", "정도", "대신", "무슨", "원인",
    "전문가", "노래자", "제미나",
}  # fmt: skip
_LIKELY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![가-힣])({SURNAME}{_GIVEN}{{2}})(?={TITLE}|{_CALLED})",
        rf"(?<![가-힣])({_GIVEN}{{2}})(?=\s?(?:씨(?![름앗줄])|오빠|언니|누나|쌤)|이(?:한테|랑)(?![가-힣]))",
        rf"(?:저는|나는|난|전) ({SURNAME}{_GIVEN}{{2}})(?=이?라고|입니다|이?에요|예요)",
    )
)


_TOLD = re.compile(
    r"(?:제|내) 이름은 ?([가-힣]{2,4}?)(?=이?에요|예요|이?야|입니다|이?라|이고|임|[\s.,!]|$)"
)
"""What is a name whatever word it is."""
OF_NAMES = {"NNG", "NNP", "NNB", "NR", "NP", "MM", "XPN", "XSN", "XR"}
"""Tags of the pieces into which Kiwi cuts a name that it does not know."""


def replaced(text: str, label: str) -> str:
    """`text` with `label` in place of names."""
    text = _TOLD.sub(lambda found: found[0].replace(found[1], label), text)
    for pattern in _LIKELY:
        if pattern.search(text):
            text = pattern.sub(partial(_unless_word, Morphemes(text), label), text)
    return text


def _unless_word(morphemes: Morphemes, label: str, found: re.Match[str]) -> str:
    """The label where Kiwi sees nouns, and no part of another word."""
    name, (start, end) = found[1], found.span(1)
    inside = morphemes.within(start, end)
    last = inside[-1]
    is_whole = last.end == end or (last.tag == "NNP" and last.form.endswith("이"))
    if inside[0].start < start or not is_whole or name in _NOT_NAMES:
        return found[0]
    if any(one.tag not in OF_NAMES for one in inside):
        return found[0]
    return found[0].replace(name, label)
