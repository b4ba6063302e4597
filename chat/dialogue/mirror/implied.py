"""Whether the one who speaks is meant where a clause names nobody."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.clauses import (
    bare_noun,
    clause_start,
    has_bare_human,
    has_object,
    is_own,
    link,
    word_of,
)
from chat.dialogue.mirror.first_person import is_first
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.persons import is_human

_TOWARDS = words("towards")
_WITHIN = words("within")
_INNER = words("inner")
_THINGS = words("things")
_AWAITED = words("awaited")
_SEEN = {"힘들어하", "슬퍼하", "괴로워하", "아파하", "외로워하", "속상해하", "답답해하"}
"""What is rather said of somebody whose feelings are seen from without."""
_MANNERS = {"살갑", "다정", "친절", "차갑", "쌀쌀맞", "냉정", "쌀쌀", "매정", "싸늘", "퉁명스럽"}
_ALL = re.compile(r"(?<![가-힣])(?:다들|모두가?|주변에서는?|주위에서는?) ")
SWITCHING = words("switching")
"""Endings after which the subject may be another."""


def is_speaker_implied(sentence: Sentence, i: int, word: str, outside: list[int]) -> bool:
    """Whether the predicate at `i`, whose clause names nobody, tells of the speaker.

    `outside` are the subjects of the clauses before.
    """
    if word == "남":
        return "혼자" in sentence.text
    if _is_waited_for(sentence, i) and not any(is_own(sentence, j) for j in outside):
        return False
    humans = [
        j
        for j in outside
        if is_own(sentence, j) or (is_human(sentence, j) and not _is_felt_for(sentence, j))
    ]
    if humans and not is_own(sentence, humans[-1]) and not _is_topic(sentence, humans):
        switched = link(sentence, i) in SWITCHING
        return word in _TOWARDS or (word in _WITHIN and switched)
    if _is_answered(sentence, i, word, humans):
        return False
    if _is_of_things(sentence, i, word, outside) or _is_belied(sentence, i):
        return False
    if has_bare_human(sentence, i):
        return word in _TOWARDS or (word in _WITHIN and link(sentence, i) in SWITCHING)
    return word in _WITHIN | _TOWARDS or _does(sentence, i, word)


def _is_answered(sentence: Sentence, i: int, word: str, humans: list[int]) -> bool:
    """Whether others do it when the speaker does something: "내가 울어도 모른 척해"."""
    if not humans or word in _TOWARDS | _WITHIN:
        return False
    does = sentence.morphemes[humans[-1] + 1].kind == "JKS" and is_own(sentence, humans[-1])
    return does and link(sentence, i) in {"어도", "면", "으면", "니까", "으니까"}


def tells_of_all(sentence: Sentence, i: int) -> bool:
    """Whether everybody around does what is told at `i`: "다들 쳐다봐"."""
    clause = sentence.text[sentence.morphemes[clause_start(sentence, i)].start :]
    return bool(_ALL.search(clause))


def _is_of_things(sentence: Sentence, i: int, word: str, outside: list[int]) -> bool:
    """Whether a thing goes on to do it: "증상이 나타났고 오래 지속됐어"."""
    things = [j for j in outside if not is_human(sentence, j) and not is_own(sentence, j)]
    goes_on = bool(things) and link(sentence, i) in {"고", "며", "으며"}
    return goes_on and (word in _THINGS or word.endswith("되"))


def _is_belied(sentence: Sentence, i: int) -> bool:
    """Whether it went otherwise than thought: "올 줄 알았는데 가 버렸어"."""
    return "줄 알았는데" in sentence.text and sentence.morphemes[i].kind in {"VV", "VX"}


def _is_topic(sentence: Sentence, humans: list[int]) -> bool:
    """Whether it is all about the speaker: "나는 남편이 바빠서 혼자 …"."""
    if not is_own(sentence, humans[0]):
        return False
    last = sentence.morphemes[humans[-1] + 1]
    return sentence.morphemes[humans[0] + 1].kind == "JX" and last.kind == "JKS"


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
    if _is_of_others(sentence, i):
        return False
    if (goes := _goes(sentence, i, word)) is not None:
        return goes
    if word in {"없", "있"}:
        return _has(sentence, i, word)
    plain = sentence.morphemes[i].kind not in {"VA", "XSA"} or word in {"그렇", "괜찮"}
    return plain and (word not in _THINGS or has_object(sentence, i))


def _is_of_others(sentence: Sentence, i: int) -> bool:
    """Whether others do it: they themselves, all, one another, or in answer ("-었더니")."""
    if any(m.pair == ("자기", "NP") for m in sentence.morphemes) or tells_of_all(sentence, i):
        return True
    start = clause_start(sentence, i)
    if start > 1 and link(sentence, i) == "더니" and sentence.morphemes[start - 2].kind == "EP":
        return True
    if sentence.morphemes[-1].form == "더니" and sentence.morphemes[-2].kind != "EP":
        return True
    if any(m.form == "서로" for m in sentence.morphemes[:i]) or _treats(sentence, i):
        return True
    seen = any(m.form.startswith("더라") for m in sentence.morphemes[-2:])
    return seen and sentence.morphemes[i - 1].form != "게"


def _treats(sentence: Sentence, i: int) -> bool:
    """Whether it tells how somebody is to others: "엄청 살갑게 해", "회사에서 무시해"."""
    clause = sentence.morphemes[clause_start(sentence, i) : i]
    word = word_of(sentence, i)
    own = [is_first(sentence, m) for m in clause]
    if word == "주" and any(own) and any(m.kind == "JKO" for m in clause):
        return True
    if any(own):
        return False
    is_seen = word == "하" and [m.kind for m in sentence.morphemes[max(i - 2, 0) : i]] == [
        "VA",
        "EC",
    ]
    if word in _SEEN or (is_seen and sentence.morphemes[i - 1].form == "어"):
        return True
    slights = word == "무시하" and not has_object(sentence, i)
    before = sentence.morphemes[max(i - 3, 0) : i]
    is_so = before[-1:] and before[-1].form == "게" and any(m.form in _MANNERS for m in before)
    return slights or (bool(is_so) and word in {"하", "대하", "굴"})


def _goes(sentence: Sentence, i: int, word: str) -> bool | None:
    """Whether the speaker comes or goes; None where the verb is another."""
    before = sentence.morphemes[i - 1]
    clause = sentence.morphemes[clause_start(sentence, i) : i]
    leaves = word in {"나오", "나가", "들어가", "돌아오", "들어오"}
    places = {m.form for m in clause if m.kind == "JKB"}
    if leaves and ("에서" in places or (word == "돌아오" and places & {"로", "으로", "에"})):
        return True
    if word not in {"오", "나가", "들어오", "돌아오", "되"} or not i:
        return None
    if word == "나가" and before.kind in {"NNG", "JKB"}:
        return True
    return before.kind == "EC" and before.form in {"고", "러", "으러", "게", "어", "다", "다가"}


def _has(sentence: Sentence, i: int, word: str) -> bool:
    """Whether the speaker is somewhere or has something: "누워 있어", "얘기할 사람 하나 없어"."""
    if word == "있" and sentence.morphemes[i].kind == "VX" and i > 1:
        return word_of(sentence, i - 2) not in _THINGS or has_object(sentence, i)
    return sentence.morphemes[i].kind == "VX" or word == "있" or bare_noun(sentence, i) in _INNER


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
