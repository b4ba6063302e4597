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
_HELD = frozenset(("일", "데", "곳", "말", "수", "적", "사람", "줄", "것"))
"""Nouns that somebody has where words before them say which: "할 말이 없다"."""
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
    if m.form == "싶":
        return True
    if word in {"생각하", "느끼"} and sentence.morphemes[i - 2].form.endswith("고"):
        return not any(is_human(sentence, j) for j in subjects(sentence, 0, min(i, 4)))
    if (
        m.form == "하"
        and sentence.morphemes[i - 1].kind == "EC"
        and sentence.morphemes[i - 1].form.endswith("고")
    ):
        return any(is_own(sentence, j) for j in subjects(sentence, 0, i))
    clause = clause_start(sentence, i)
    if word not in _TOWARDS | _WITHIN and is_done_to(sentence, clause, i):
        return False
    inside, outside = subjects(sentence, clause, i), subjects(sentence, 0, clause)
    if m.kind == "VCN":
        return bool(inside) and is_own(sentence, inside[0])
    if m.kind == "VCP":
        return _is_role(sentence, i, inside + outside)
    if inside:
        return _of(sentence, inside[-1], inside, word)
    return _without(sentence, i, word, outside)


def _of(sentence: Sentence, noun: int, inside: list[int], word: str) -> bool:
    """The same where the clause has a subject of its own, at `noun`."""
    form = sentence.morphemes[noun].form
    if is_own(sentence, noun) or word in _TOWARDS or (form == "친구" and word in {"없", "많"}):
        return True
    if is_human(sentence, noun):
        return word == "없" and form == "사람" and is_modified(sentence, noun)
    others = [i for i in inside[:-1] if is_human(sentence, i) and not is_own(sentence, i)]
    if others or is_owned(sentence, noun):
        return False
    return word in _WITHIN or _is_part(sentence, noun, word)


def _is_part(sentence: Sentence, noun: int, word: str) -> bool:
    """Whether what is told of a noun is told of the one it belongs to: "입맛이 없다"."""
    form = sentence.morphemes[noun].form
    if word in {"없", "있", "많"} and form in _HELD:
        return is_modified(sentence, noun)
    if word == "오":
        return form == "잠"
    return form in _INNER and word in _INNER_WORDS


def _without(sentence: Sentence, i: int, word: str, outside: list[int]) -> bool:
    """The same where the clause has none."""
    if word == "남":
        return "혼자" in sentence.text
    if _is_waited_for(sentence, i):
        return False
    humans = [j for j in outside if is_human(sentence, j) or is_own(sentence, j)]
    if humans and not is_own(sentence, humans[-1]):
        switched = link(sentence, i) in _SWITCHING
        return word in _TOWARDS or (word in _WITHIN and switched)
    if has_bare_human(sentence, i):
        return word in _TOWARDS
    return word in _WITHIN | _TOWARDS or _does(sentence, i, word)


def _does(sentence: Sentence, i: int, word: str) -> bool:
    """Whether a verb without a subject is rather told of the speaker than of others or things."""
    if any(m.pair == ("자기", "NP") for m in sentence.morphemes):
        return False
    if sentence.morphemes[-1].form.startswith("더라") and sentence.morphemes[i - 1].form != "게":
        return False
    if word in {"오", "나가", "들어오", "돌아오", "되"} and i:
        return sentence.morphemes[i - 1].kind == "EC" and _link_before(sentence, i)
    if word in {"없", "있"}:
        return (
            sentence.morphemes[i].kind == "VX" or word == "있" or bare_noun(sentence, i) in _INNER
        )
    plain = sentence.morphemes[i].kind not in {"VA", "XSA"} or word == "그렇"
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
        re.search(r"(?:답장|대답|사과|연락|답|말|인사)[을를도]? 안 ", text)
    )


def _link_before(sentence: Sentence, i: int) -> bool:
    return sentence.morphemes[i - 1].form in {"고", "러", "으러", "게", "어"}


def _is_role(sentence: Sentence, i: int, subjects: list[int]) -> bool:
    """Whether "…이다" at `i` says what the speaker is."""
    noun = sentence.morphemes[i - 1].form if i else ""
    if subjects and not all(is_own(sentence, j) for j in subjects):
        return noun in {"편", "기분", "느낌", "마음"} and not any(
            is_human(sentence, j) for j in subjects
        )
    told = bool(subjects) and not any(m.kind == "ETM" for m in sentence.morphemes[:i])
    return told or noun in _ROLES
