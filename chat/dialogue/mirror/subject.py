"""Whether the person who speaks is the subject of the last predicate, so that -시- is due.

Where that is not sure it is left out, which is natural as well.
"""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.clauses import (
    bare_noun,
    clause_start,
    has_bare_human,
    has_object,
    is_done_to,
    is_modified,
    is_own,
    is_owned,
    link,
    subjects,
    word_of,
)
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.persons import is_human

_TOWARDS = words("towards")
_WITHIN = words("within")
_INNER = words("inner")
_INNER_WORDS = words("inner_predicates")
_THINGS = words("things")
_ROLES = words("roles")
_AWAITED = words("awaited")
_HELD = frozenset(("일", "데", "곳", "말", "때", "수", "적", "사람", "줄", "것"))
"""Nouns that somebody has where words before them say which: "할 말이 없다"."""
_ALL = re.compile(r"(?<![가-힣])(?:다들|모두가?|주변에서는?|주위에서는?) ")
_BLOWS = {"충격", "스트레스", "상처", "행복"}
_HAD = (
    "친구",
    "애인",
    "남친",
    "여친",
    "아들",
    "딸",
    "동생",
    "언니",
    "누나",
    "오빠",
    "형",
    "남편",
    "아내",
)
_WORRIES = {"걱정", "고민", "불만", "불안", "부담"}
_SWITCHING = {
    "는데",
    "ᆫ데",
    "은데",
    "니까",
    "으니까",
    "더니",
    "면",
    "으면",
    "지만",
    "길래",
    "니",
    "어서",
}


def is_speaker(sentence: Sentence, i: int) -> bool:
    """Whether the speaker is the subject of the predicate whose stem stands at `i`."""
    m, word = sentence.morphemes[i], word_of(sentence, i)
    if m.form == "싶" or (m.form == "되" and _is_since(sentence, i)):
        return True
    if word == "생각하" and sentence.morphemes[i - 2].form == "구나":
        return True
    if word in {"생각하", "느끼"} and sentence.morphemes[i - 2].form.endswith("고"):
        return not any(is_human(sentence, j) for j in subjects(sentence, 0, min(i, 4)))
    if (
        m.form == "하"
        and sentence.morphemes[i - 1].kind == "EC"
        and sentence.morphemes[i - 1].form.endswith("고")
    ):
        found = subjects(sentence, 0, i)
        if sentence.morphemes[i - 1].form.endswith("려고"):
            return not any(is_human(sentence, j) and not is_own(sentence, j) for j in found)
        return any(is_own(sentence, j) for j in found)
    if m.form == "하" and any(
        x.pair == ("같", "VA") for x in sentence.morphemes[max(i - 3, 0) : i]
    ):
        return True
    if (
        bare_noun(sentence, i) in _INNER
        and word in _INNER_WORDS
        and not _is_others_part(sentence, i)
    ):
        return True
    clause = clause_start(sentence, i)
    if word not in _TOWARDS | _WITHIN and is_done_to(sentence, clause, i):
        return False
    inside, outside = subjects(sentence, clause, i), subjects(sentence, 0, clause)
    if m.kind == "VCN":
        return bool(inside) and (
            is_own(sentence, inside[0]) or sentence.morphemes[inside[0]].form in _WORRIES
        )
    if m.kind == "VCP":
        return _is_role(sentence, i, inside + outside)
    if len(inside) > 1 and is_own(sentence, inside[-1]) and is_human(sentence, inside[0]):
        return False
    if inside:
        return _of(sentence, inside[-1], inside, word)
    return _without(sentence, i, word, outside)


def tells_of_all(sentence: Sentence, i: int) -> bool:
    """Whether everybody around does what is told at `i`: "다들 쳐다봐"."""
    clause = sentence.text[sentence.morphemes[clause_start(sentence, i)].start :]
    return bool(_ALL.search(clause))


def names_subject(sentence: Sentence, i: int) -> bool:
    """Whether it is said who or what the predicate at `i` tells of."""
    clause = clause_start(sentence, i)
    if subjects(sentence, clause, i) or has_bare_human(sentence, i):
        return True
    if tells_of_all(sentence, i):
        return True
    if i and sentence.morphemes[i - 1].kind == "NNG" and word_of(sentence, i) in _THINGS:
        return True
    if sentence.morphemes[i].kind == "VCP":
        return True
    outside = [j for j in subjects(sentence, 0, clause) if not is_own(sentence, j)]
    return bool(outside) and link(sentence, i) not in _SWITCHING


def _of(sentence: Sentence, noun: int, inside: list[int], word: str) -> bool:
    """The same where the clause has a subject of its own, at `noun`."""
    form = sentence.morphemes[noun].form
    if word == "좋" and is_human(sentence, noun) and _is_praised(sentence, noun):
        return False
    if is_own(sentence, noun) or word in _TOWARDS or (form == "친구" and word in {"없", "많"}):
        return True
    if is_human(sentence, noun) and _is_had(sentence, noun, word):
        return True
    if is_human(sentence, noun):
        return word == "없" and form == "사람" and is_modified(sentence, noun)
    others = [i for i in inside[:-1] if is_human(sentence, i) and not is_own(sentence, i)]
    if others or (is_owned(sentence, noun) and form not in {"생각", "걱정", "기억"}):
        return False
    return word in _WITHIN or _is_part(sentence, noun, word)


def _is_praised(sentence: Sentence, noun: int) -> bool:
    """Whether people were good rather than liked: "사람들도 좋았어"."""
    past = any(m.kind == "EP" for m in sentence.morphemes[noun:])
    return past and not any(is_own(sentence, j) for j in range(noun))


def _is_had(sentence: Sentence, noun: int, word: str) -> bool:
    """Whether somebody is there for the speaker: "오래 만난 여자친구가 있어"."""
    if word not in {"있", "없", "많"} or sentence.morphemes[noun].kind == "XSN":
        return False
    placed = any(m.kind == "JKB" for m in sentence.morphemes[noun:])
    placed = placed or (noun > 0 and sentence.morphemes[noun - 1].kind in {"JKB", "JX"})
    return sentence.morphemes[noun].form.endswith(_HAD) and not placed


def _is_part(sentence: Sentence, noun: int, word: str) -> bool:
    """Whether what is told of a noun is told of the one it belongs to: "입맛이 없다"."""
    form = sentence.morphemes[noun].form
    if word in {"없", "있", "많"} and any(is_own(sentence, j) for j in range(noun)):
        return is_modified(sentence, noun)
    if form == "말":
        return word in {"나오", "떠오르", "통하"}
    if word in {"없", "있", "많"} and form in _HELD:
        return is_modified(sentence, noun)
    if word == "오":
        return form == "잠"
    turns = word.endswith("지") and noun + 2 < len(sentence.morphemes)
    return form in _INNER and (word in _INNER_WORDS or turns)


def _without(sentence: Sentence, i: int, word: str, outside: list[int]) -> bool:
    """The same where the clause has none."""
    if word == "남":
        return "혼자" in sentence.text
    if _is_waited_for(sentence, i):
        return False
    humans = [
        j
        for j in outside
        if is_own(sentence, j) or (is_human(sentence, j) and not _is_felt_for(sentence, j))
    ]
    if humans and not is_own(sentence, humans[-1]) and not _is_topic(sentence, humans):
        switched = link(sentence, i) in _SWITCHING
        return word in _TOWARDS or (word in _WITHIN and switched)
    things = [j for j in outside if not is_human(sentence, j) and not is_own(sentence, j)]
    goes_on = bool(things) and link(sentence, i) in {"고", "며", "으며"}
    if goes_on and (word in _THINGS or word.endswith("되")):
        return False
    if "줄 알았는데" in sentence.text and sentence.morphemes[i].kind in {"VV", "VX"}:
        return False
    if has_bare_human(sentence, i):
        return word in _TOWARDS
    return word in _WITHIN | _TOWARDS or _does(sentence, i, word)


def _is_others_part(sentence: Sentence, i: int) -> bool:
    """Whether somebody else is named right before: "엄마가 머리 아파", "아기 배 아파"."""
    start = clause_start(sentence, i)
    humans = [j for j in range(start, i) if is_human(sentence, j) and not is_own(sentence, j)]
    return bool(humans) and sentence.morphemes[humans[-1] + 1].kind not in {"VV", "VA"}


def _is_topic(sentence: Sentence, humans: list[int]) -> bool:
    """Whether it is all about the speaker: "나는 남편이 바빠서 혼자 …"."""
    if not is_own(sentence, humans[0]):
        return False
    last = sentence.morphemes[humans[-1] + 1]
    return sentence.morphemes[humans[0] + 1].kind == "JX" and last.kind == "JKS"


def _is_since(sentence: Sentence, i: int) -> bool:
    """Whether it tells how long it has been: "말을 안 한 지 2년 됐어"."""
    return any(m.pair == ("지", "NNB") for m in sentence.morphemes[:i])


def _is_felt_for(sentence: Sentence, noun: int) -> bool:
    """Whether the one at `noun` is who is missed or disliked: "엄마가 보고 싶어서"."""
    for i in range(noun + 1, len(sentence.morphemes)):
        m = sentence.morphemes[i]
        if m.form == "싶" or word_of(sentence, i) in _TOWARDS:
            return True
        if m.kind in {"EC", "EF", "ETM"} and m.form not in {"고", "어"}:
            return False
    return False


def _does(sentence: Sentence, i: int, word: str) -> bool:
    """Whether a verb without a subject is rather told of the speaker than of others or things."""
    if any(m.pair == ("자기", "NP") for m in sentence.morphemes):
        return False
    start = clause_start(sentence, i)
    if start > 1 and link(sentence, i) == "더니" and sentence.morphemes[start - 2].kind == "EP":
        return False
    if tells_of_all(sentence, i):
        return False
    if word in {"나오", "나가", "들어가", "돌아오", "들어오"} and any(
        m.pair == ("에서", "JKB") for m in sentence.morphemes[start:i]
    ):
        return True
    if any(m.form == "서로" for m in sentence.morphemes[:i]):
        return False
    if sentence.morphemes[-1].form.startswith("더라") and sentence.morphemes[i - 1].form != "게":
        return False
    if word in {"오", "나가", "들어오", "돌아오", "되"} and i:
        if word == "나가" and sentence.morphemes[i - 1].kind in {"NNG", "JKB"}:
            return True
        return sentence.morphemes[i - 1].kind == "EC" and _link_before(sentence, i)
    if word == "없" and re.search(
        r"(?:ᆯ|[을할갈볼줄살만한]) (?:사람|데|곳)(?: 하나)?(?:도)? ?없", sentence.text
    ):
        return True
    if word == "있" and sentence.morphemes[i].kind == "VX" and i > 1:
        return word_of(sentence, i - 2) not in _THINGS or has_object(sentence, i)
    if word in {"없", "있"}:
        return (
            sentence.morphemes[i].kind == "VX" or word == "있" or bare_noun(sentence, i) in _INNER
        )
    plain = sentence.morphemes[i].kind not in {"VA", "XSA"} or word in {"그렇", "괜찮"}
    return plain and (word not in _THINGS or has_object(sentence, i))


def _is_waited_for(sentence: Sentence, i: int) -> bool:
    """Whether somebody unnamed did or did not do it: "전화했는데 안 받아"."""
    m, text = sentence.morphemes[i], sentence.text
    if "말도 없이" in text or "말없이" in text:
        return True
    if m.kind == "VX" and m.form == "주" and re.search(r"(?<![가-힣])(?:안|못) ", text):
        return True
    refused = re.search(r"(?<![가-힣])안 [가-힣]+$|지\S* 않[가-힣]+$", text)
    if not refused or word_of(sentence, i) not in _AWAITED:
        return False
    return word_of(sentence, i) != "하" or bool(
        re.search(r"(?:꿈쩍|대꾸|반응|아는 척|답장|대답|사과|연락|답|말|인사)[을를도]? 안 ", text)
    )


def _link_before(sentence: Sentence, i: int) -> bool:
    return sentence.morphemes[i - 1].form in {"고", "러", "으러", "게", "어"}


def _is_role(sentence: Sentence, i: int, subjects: list[int]) -> bool:
    """Whether "…이다" at `i` says what the speaker is."""
    noun = sentence.morphemes[i - 1].form if i else ""
    if noun in _WORRIES | _BLOWS and not any(is_human(sentence, j) for j in subjects):
        return True
    if noun in {"기분", "느낌", "심정"} and sentence.morphemes[i - 2].kind == "ETM":
        return True
    if subjects and not all(is_own(sentence, j) for j in subjects):
        return noun in {"편", "기분", "느낌", "마음"} and not any(
            is_human(sentence, j) for j in subjects
        )
    told = bool(subjects) and not any(m.kind == "ETM" for m in sentence.morphemes[:i])
    return told or noun in _ROLES
