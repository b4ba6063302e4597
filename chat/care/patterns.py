"""Does someone need urgent help? What a person writes, weighed by a table of expressions.

The table is `data/expressions.csv`: to recognise another expression, add a row with an
example that it must find (a test reads the examples). Rows of level `none` are idioms: they are
taken out of the text first ("배고파 죽겠다고", "자살골"); those with a situation say of a wish that
there is none, or that it is over. Of the others the gravest that is found counts, and of equally
grave ones the first in the table.

An expression is a regular expression without spaces, in which
    `…`     stands for up to 8 characters, `…{,14}` for up to 14;
    `<die>` stands for the alternatives of `PARTS["die"]`.
No repetition is unbounded, so the time spent grows linearly with the text.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "data" / "expressions.csv"


class CrisisLevel(StrEnum):
    """How urgent help is, from not at all to now."""

    NONE = "none"
    UNSURE = "unsure"
    """Too little to tell: an ordinary answer, and a gentle question beside it."""
    CONCERN = "concern"
    """A wish, a thought, hopelessness, a hint; violence in the past; worry about somebody."""
    EMERGENCY = "emergency"
    """A plan, means, an act under way, or danger now."""


class Situation(StrEnum):
    """Whose danger it is; decides which help fits."""

    SELF = "self"
    VIOLENCE = "violence"
    """Somebody hurts or threatens the person."""
    OTHER = "other"
    """Somebody else may take their life."""
    BEREAVED = "bereaved"
    """Somebody took their life."""
    HARM = "harm"
    """The person may hurt somebody."""


class Danger(NamedTuple):
    """A level, and whose danger it is; `SAFE` where there is none."""

    level: CrisisLevel
    situation: Situation


SAFE = Danger(CrisisLevel.NONE, Situation.SELF)

PARTS = {
    "die": "(?:죽|듁|쥭)",
    "vulgardie": "(?:뒤지|뒤져|뒈지|뒈져|디지|디져)",
    "want": "(?:[고꼬구]?(?:만|는|도)?(?:싶|십|시[프퍼포푸ㅍ]|ㅅㅍ)|[고꼬구](?:파|프|픈|픔|잡))",
    "suicide": "(?<![혼남여의과피감모부각잘])자살",
    "me": "(?:^나|내가|제가|나는|저는|^난|나도|저도|나만|나하나|저하나)",
    "person": (
        "(?:남편|아내|와이프|집사람|전처|[남여]친|(?:남자|여자)?친구|애인|남자|여자|아빠|아버지|엄마"
        "|어머니|부모님|계부|계모|오빠|형|누나|언니|동생|삼촌|고모부|이모부|할아버지|할머니|사촌|조카"
        "|아들|딸|며느리|사위|시누이|장모|장인|아이|애|애들|걔|선생님|교수님|코치|감독|사장님?|상사"
        "|[부팀과]장님?|대표|선임|선배들?|후배|학생|환자|룸메(?:이트)?|동기|이웃|그놈|그사람|그인간|누군?가?)"
    ),
    "stranger": "(?:누가|누군가|모르는|이상한|낯선|어떤|스토커|전남친|전여친|전남편|전처|남편)",
    "weapon": "(?:칼|식칼|흉기|망치|도끼|골프채|몽둥이|방망이|각목|쇠파이프|가위|허리띠|벨트)",
    "drug": (
        "(?:약(?![속간국사점해하한올체혼손])|수면제|진통제|타이레놀|졸피뎀|안정제|항우울제|게보린)"
    ),
    "bulk": (
        "(?:한꺼번에|한번에|한입에|몽땅|전부|죄다|통째로|한통|한움큼|한줌|한주먹|잔뜩|과다|수십)"
    ),
    "work": (
        "(?:프로젝트|과제|숙제|업무|회사|일|시험|공부|회의|방학|보고서|논문|작업|관계|연애|청소"
        "|집안일|설거지|수학|다이어트|게임|발표|취준|대화|수업|학원|운동|빨래|휴가|사이)"
    ),
    "media": (
        "(?:뉴스|기사|드라마|영화|소설|웹툰|만화|책|다큐|방송|수업|교육|강의|게임|연예인|주인공"
        "|캐릭터|배우|가수|아이돌|통계|논문)"
    ),
}

_SOMEBODY = r"<person>들?(?:이|가|은|는|께서|도)"
_REPORTS = (
    r"(?:[싶싫한겠린는운난었았했없갔낫인]|거|기)(?:대|다고|다는|다며|다네|단다|다길래|다던|래)|싶어[하해]"
    r"|하셔|하세요|하신|하는것같|보냈|전화했|연락|털어놓?[놨았]"
)
_MEANS = (
    "(?:약|수면제|목을|옥상|유서|자해|손목|칼로|농약|지금|자살|번개탄|극단|한강|의식|뛰어내|난간"
    "|숨을)"
)
_MESSAGE = "라?고(?:톡|카톡|문자|연락|전화|디엠)(?:이|가)?(?:왔|와|옴)"
_OF_SOMEBODY = f"{_SOMEBODY}(?:…{{,16}}(?:{_REPORTS})|[^나내저제서]{{0,4}}{_MEANS})|{_MESSAGE}"
"""Reported speech ("친구가 죽고 싶대"), or somebody as the one who acts ("언니가 약을")."""

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_SPELT = re.compile(f"([{_LEADS}])([ㅏ-ㅣ])(?:([{_TAILS.strip()}])(?![ㅏ-ㅣ]))?")
_APART = re.compile(r"(?<=[ㄱ-ㅣ])[\s.,·_~-]+(?=[ㄱ-ㅣ])")
_SELF_HARM = re.compile(r"(?<![ㄱ-ㅎ])ㅈㅎ(?=\s*(?:했|하|함|할|한|해|또|흔|참|끊))")
"""An abbreviation whose second letter would be taken for laughter."""
_SILENT = re.compile(r"[^가-힣ㄱ-ㅎa-z0-9]|[ㅋㅎ]")
_NOT_HANGUL = re.compile(r"[^가-힣ㄱ-ㅎ]")
_REPEATED = re.compile(r"(.)\1{2,}")
_GAP = re.compile(r"…(?:\{,(\d+)\})?")
_PART = re.compile(r"<([a-z]+)>")
_TAKEN_OUT = "·"


@dataclass(frozen=True, slots=True)
class Expression:
    """A row of the table; `example` is a sentence that it finds."""

    level: CrisisLevel
    situation: Situation | None
    pattern: re.Pattern[str]
    example: str


def assess(text: str) -> Danger:
    """How urgently `text` calls for help, and whose danger it tells of."""
    found = _gravest(text)
    if found is None:
        return SAFE
    expression, heard = found
    whose = expression.situation or Situation.SELF
    if whose is Situation.SELF and _of_somebody().search(heard):
        whose = Situation.OTHER
    return Danger(expression.level, whose)


def denied(text: str) -> frozenset[Situation]:
    """Of which dangers `text` says that there are none, or that they are over."""
    heard = normalise(text)
    return frozenset(
        row.situation
        for row in expressions()
        if row.level is CrisisLevel.NONE and row.situation and row.pattern.search(heard)
    )


def normalise(text: str) -> str:
    """`text` as the expressions see it: syllables, consonants, a–z and digits, nothing between.

    Undoes what hides a word: spaces, punctuation, full-width letters, letters spelt one by one
    ("ㅈㅏㅅㅏㄹ", "ㅈ ㅏ ㅅ ㅏ ㄹ"), drawn-out syllables, laughter in between.
    """
    together = _APART.sub("", unicodedata.normalize("NFC", text))
    composed = _SPELT.sub(_syllable, _SELF_HARM.sub("자해", together))
    folded = "".join(c if "ㄱ" <= c <= "ㅣ" else unicodedata.normalize("NFKC", c) for c in composed)
    return _REPEATED.sub(r"\1", _SILENT.sub("", folded.lower()))


def compiled(expression: str) -> re.Pattern[str]:
    """The regular expression behind the table's notation."""
    whole = _PART.sub(lambda part: PARTS[part[1]], expression)
    return re.compile(_GAP.sub(lambda gap: f"[^{_TAKEN_OUT}]{{0,{gap[1] or 8}}}?", whole))


@lru_cache
def expressions() -> tuple[Expression, ...]:
    """The table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Expression(
                CrisisLevel(row["level"]),
                Situation(row["situation"]) if row["situation"] else None,
                compiled(row["expression"]),
                row["example"],
            )
            for row in csv.DictReader(file)
        )


def _gravest(text: str) -> tuple[Expression, str] | None:
    """The expression that counts and the text it was found in, idioms taken out."""
    heard = normalise(text)
    views = dict.fromkeys((heard, _NOT_HANGUL.sub("", heard)))  # "죽1고싶어"
    for level in (CrisisLevel.EMERGENCY, CrisisLevel.CONCERN):
        for view in map(_without_idioms, views):
            for expression in expressions():
                if expression.level is level and expression.pattern.search(view):
                    return expression, view
    return None


def _without_idioms(heard: str) -> str:
    for expression in expressions():
        if expression.level is CrisisLevel.NONE:
            heard = expression.pattern.sub(_TAKEN_OUT, heard)
    return heard


@lru_cache
def _of_somebody() -> re.Pattern[str]:
    return compiled(_OF_SOMEBODY)


def _syllable(spelt: re.Match[str]) -> str:
    lead, vowel, tail = spelt.groups(default=" ")
    letters = (_LEADS.index(lead) * 21 + ord(vowel) - ord("ㅏ")) * 28 + _TAILS.index(tail)
    return chr(ord("가") + letters)
