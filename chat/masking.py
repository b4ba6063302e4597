"""Personal data taken out of an utterance before it is kept for staff to read. Pure.

Finds what has a form of its own (numbers, addresses, links), the names it is told, and Korean names
where something beside them shows that they are names. It misses a bare name without surname or
title, foreign names, nicknames, and places told in words: staff read with care all the same, and
mark as private what it left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

NAME = "[이름]"

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９－", "0123456789-")

_LINK = r"https?://\S+|www\.\S+|(?:[a-zA-Z\d-]+\.)+(?:com|net|kr|io|org|me)\b(?:/\S*)?"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_RESIDENT = r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?-?\s?[1-8]\d{6}(?!\d)"
_PHONE = (
    r"(?:\+82[-.\s]?\(?0?\)?|\(?0)(?:1[016-9]|2|[3-6]\d|70|50\d)\)?[-.\s]?\d{3,4}[-.\s]?\d{4}(?!\d)"
)
_SPELT_PHONE = r"(?:공|영)일(?:공|영)[\s-]?(?:[공영일이삼사오육륙칠팔구][\s-]?){7,8}"
_ACCOUNT = (
    r"\d{10,19}(?!\d)|\d{4}(?:[-\s]\d{4}){3}(?!\d)|\d{3,6}-\d{2,6}-\d{4,7}(?:-\d{1,3})?(?!\d)"
)
_PLATE_LETTER = "[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배]"
_PLATE = rf"\d{{2,3}}{_PLATE_LETTER}\s?\d{{4}}(?!\d)"
_HANDLE = (
    r"@[A-Za-z0-9_.]{3,}"
    r"|(?:카톡|카카오톡|인스타|텔레그램|트위터)\s?(?:아이디|id)?(?:는|은|가|:)?\s?[A-Za-z][\w.]{3,}"
)
_ADDRESS = (
    r"[가-힣]{1,4}(?:시|군|구|읍|면|동)\s[가-힣\d]{1,8}(?:대로|로|길)\s?\d+(?:-\d+)?(?![\d가-힣])"
    r"|[가-힣]{2,6}(?:대로|로)\s?\d+번?길(?:\s?\d+(?:-\d+)?)?"
    r"|\d{1,4}동\s?\d{2,4}호|[가-힣]{1,4}동\s?\d+-\d+번?지?"
)
_FORMS = [
    (label, re.compile(rf"(?<![\dA-Za-z])(?:{pattern})"))
    for label, pattern in (
        ("[이메일]", _EMAIL),
        ("[링크]", _LINK),
        ("[주민번호]", _RESIDENT),
        ("[전화번호]", f"{_PHONE}|{_SPELT_PHONE}"),
        ("[계좌번호]", _ACCOUNT),
        ("[차량번호]", _PLATE),
        ("[아이디]", _HANDLE),
        ("[주소]", _ADDRESS),
    )
]
"""In this order: an e-mail address holds what looks like a handle, a phone number an account."""

_SURNAME = (
    "(?:남궁|황보|선우|제갈|독고|사공|서문|"
    "[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용])"
)
_GIVEN = (
    "[가강건겸경고관광교국규균근기나남다달담대덕도동두라란래려련령로록루률름리린림마만명모무문미민"
    "범별병보봄복빈새샘서석선설섭성세소솔송수숙순슬승시신아안애언연엽영예오옥온완요용우욱운웅원월유"
    "윤율은을의익인일임자잔재정제종주준중지진찬창채천철초춘충태하학한해향혁현형혜호홍화환효훈휘희흠]"
)
_TITLE = (
    r"\s?(?:씨|님|선배|후배|오빠|언니|누나|과장|부장|대리|팀장|차장|사장|원장|교수|쌤|선생)"
    r"|\s(?:형|군|양)(?![가-힣])"
)
_CALLED = r"(?:이?(?:한테|에게|랑)|이(?:가|는|를|도|네|의|하고))"
_NOT_NAMES = {
    "강아지", "고민하", "기대하", "조심하", "선생", "학생", "동생", "주인", "하나", "우리", "학원",
    "하늘", "은인", "애인", "연인", "지인", "미인", "동안", "미안", "정도", "대신", "무슨", "원인",
}  # fmt: skip
_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![가-힣])({_SURNAME}{_GIVEN}{{2}})(?={_TITLE}|{_CALLED})",
        rf"(?<![가-힣])({_GIVEN}{{2}})(?=\s?(?:씨|오빠|언니|누나|쌤)|이(?:한테|랑)(?![가-힣]))",
        r"(?:제|내) 이름은 ?([가-힣]{2,4}?)(?=이?에요|예요|이?야|입니다|이?라|이고|임|[\s.,!]|$)",
        rf"(?:저는|나는|난|전) ({_SURNAME}{_GIVEN}{{2}})(?=이?라고|입니다|이?에요|예요)",
    )
)


def mask(text: str, names: Iterable[str] = ()) -> str:
    """`text` with labels such as "[전화번호]" in place of personal data.

    `names` are names of people in any case, such as the writer's own.
    """
    text = text.translate(_WIDE_DIGITS)
    for label, pattern in _FORMS:
        text = pattern.sub(label, text)
    for pattern in _of_names(names):
        text = pattern.sub(NAME, text)
    for pattern in _NAMES:
        text = pattern.sub(_unless_word, text)
    return text


def _of_names(names: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Each name whole, and of a Korean one of three syllables the given name where it is called."""
    for name in names:
        if len(name) < 2:
            continue
        yield re.compile(re.escape(name))
        if re.fullmatch("[가-힣]{3}", name):
            yield re.compile(rf"(?<![가-힣]){name[1:]}(?={_TITLE}|{_CALLED})")


def _unless_word(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _NOT_NAMES else found[0].replace(name, NAME)
