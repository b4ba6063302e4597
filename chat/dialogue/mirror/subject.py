"""Whether the person who speaks is the subject of the last predicate, so that -시- is due.

Where that is not sure it is left out, and the sentence only given back as what was said.
"""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.clauses import (
    bare_noun,
    before_negation,
    clause_start,
    has_bare_human,
    is_done_to,
    is_own,
    link,
    subjects,
    word_of,
)
from chat.dialogue.mirror.implied import SWITCHING, is_speaker_implied, tells_of_all
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.parts import is_told_of_speaker
from chat.dialogue.mirror.persons import is_human

_TOWARDS = words("towards")
_WITHIN = words("within")
_INNER = words("inner")
_INNER_WORDS = words("inner_predicates")
_THINGS = words("things")
_ROLES = words("roles")
_BLOWS = {"충격", "스트레스", "상처", "행복"}
_DATIVE = re.compile(r"(?:한테|에게|께) .*고 ")
_NOBODY_TO = re.compile(r"[을할갈볼줄살만한] (?:사람|데|곳)(?: 하나)?(?:도)? ?없")
_THOUGHTS = {"생각", "느낌", "기분", "확신", "예감"}
_WORRIES = {"걱정", "고민", "불만", "불안", "부담"}


def is_speaker(sentence: Sentence, i: int) -> bool:
    """Whether the speaker is the subject of the predicate whose stem stands at `i`."""
    i = _main(sentence, i)
    m, word = sentence.morphemes[i], word_of(sentence, i)
    if _is_surely_own(sentence, i, word):
        return True
    if (thinks := _thinks(sentence, i, word)) is not None:
        return thinks
    clause = clause_start(sentence, i)
    inside, outside = subjects(sentence, clause, i), subjects(sentence, 0, clause)
    if _is_done_to_speaker(sentence, i, word, inside):
        return False
    if m.form == "되" and sentence.morphemes[i - 1].form == "게":
        inside = [j for j in inside if not _is_topic_thing(sentence, j)]
    if m.kind in {"VCN", "VCP"}:
        return _is_called(sentence, i, inside, outside)
    if len(inside) > 1 and is_own(sentence, inside[-1]) and is_human(sentence, inside[0]):
        return False
    if inside:
        return is_told_of_speaker(sentence, inside[-1], inside, word)
    return is_speaker_implied(sentence, i, word, outside)


def _is_surely_own(sentence: Sentence, i: int, word: str) -> bool:
    """Whether the predicate can only be the speaker's: 싶다, a time since, a part of the body."""
    m = sentence.morphemes[i]
    if m.form == "싶" or (m.form == "되" and _is_since(sentence, i)):
        return True
    guessed = {x.pair for x in sentence.morphemes[max(i - 3, 0) : i]}
    if m.form == "하" and guessed & {("같", "VA"), ("싶", "VX")}:
        return True
    if word == "없" and _NOBODY_TO.search(sentence.text):
        return True
    aches = bare_noun(sentence, i) in _INNER and word in _INNER_WORDS
    minds = word == "쓰이" and bare_noun(sentence, i) == "신경"
    return minds or (aches and not _is_others_part(sentence, i))


def _main(sentence: Sentence, i: int) -> int:
    """The verb itself where the predicate at `i` only denies or concedes it."""
    if sentence.morphemes[i].form in {"않", "못하"} and word_of(sentence, i) == "생각하":
        return before_negation(sentence, i)
    begins = word_of(sentence, i) == "시작하" and sentence.morphemes[i - 2].kind == "ETN"
    return i - 3 if begins or _is_conceded(sentence, i) else i


def _is_done_to_speaker(sentence: Sentence, i: int, word: str, inside: list[int]) -> bool:
    """Whether others do it to the speaker, who is no subject then."""
    if word in _TOWARDS | _WITHIN or not is_done_to(sentence, clause_start(sentence, i), i):
        return False
    comes = bool(inside) and sentence.morphemes[inside[-1]].form in _THOUGHTS
    return not (comes and word in {"들", "나"})


def _is_conceded(sentence: Sentence, i: int) -> bool:
    """Whether 하다 at `i` only concedes the verb before it: "아프긴 해"."""
    if sentence.morphemes[i].form != "하" or i < 3:
        return False
    mark, noun = sentence.morphemes[i - 1], sentence.morphemes[i - 2]
    if sentence.morphemes[i - 3].form in {"같", "싶"}:
        return False
    return mark.kind == "JX" and noun.pair == ("기", "ETN")


def _thinks(sentence: Sentence, i: int, word: str) -> bool | None:
    """Whether it is the speaker who thinks, says or means; None where the verb is another."""
    before = sentence.morphemes[i - 1]
    if before.pair == ("만", "JX"):  # "그렇다고만 해"
        before = sentence.morphemes[i - 2]
    if word == "생각하" and sentence.morphemes[i - 2].form == "구나":
        return True
    if word in {"생각하", "느끼"} and sentence.morphemes[i - 2].form.endswith("고"):
        return not _is_of_them(sentence, i)
    if sentence.morphemes[i].form != "하" or before.kind != "EC" or not before.form.endswith("고"):
        return None
    found = subjects(sentence, 0, i)
    if before.form.endswith("려고"):
        return not any(is_human(sentence, j) and not is_own(sentence, j) for j in found)
    if not found and _DATIVE.search(sentence.text) and any(is_human(sentence, j) for j in range(i)):
        return True
    people = [j for j in found if is_human(sentence, j) or is_own(sentence, j)]
    return bool(people) and is_own(sentence, people[-1])


def _is_of_them(sentence: Sentence, i: int) -> bool:
    """Whether others think it: "엄마는 내가 틀렸다고 생각해", "자기가 옳다고 생각해"."""
    if any(m.pair == ("자기", "NP") for m in sentence.morphemes):
        return True
    people = [j for j in subjects(sentence, 0, i) if is_human(sentence, j)]
    return any(sentence.morphemes[j + 1].kind == "JX" for j in people if not is_own(sentence, j))


def _is_called(sentence: Sentence, i: int, inside: list[int], outside: list[int]) -> bool:
    """Whether "…이다" or "아니다" says what the speaker is."""
    if sentence.morphemes[i].kind == "VCP" and sentence.morphemes[i - 1].form == "혼자":
        return not any(is_human(sentence, j) and not is_own(sentence, j) for j in inside)
    described = any(m.kind == "ETM" for m in sentence.morphemes[clause_start(sentence, i) : i])
    if inside and all(is_own(sentence, j) for j in inside) and not described:
        return True
    if sentence.morphemes[i].kind == "VCP":
        return _is_role(sentence, i, inside + outside)
    return bool(inside) and (
        is_own(sentence, inside[0]) or sentence.morphemes[inside[0]].form in _WORRIES | {"스트레스"}
    )


def names_subject(sentence: Sentence, i: int) -> bool:
    """Whether it is said who or what the predicate at `i` tells of."""
    clause = clause_start(sentence, i)
    inside = subjects(sentence, clause, i)
    if inside and all(_is_mere_topic(sentence, j, i) for j in inside):
        return False
    if inside or has_bare_human(sentence, i):
        return True
    if tells_of_all(sentence, i):
        return True
    if i and sentence.morphemes[i - 1].kind == "NNG" and word_of(sentence, i) in _THINGS:
        return True
    if sentence.morphemes[i].kind == "VCP":
        return True
    outside = [j for j in subjects(sentence, 0, clause) if not is_own(sentence, j)]
    return bool(outside) and link(sentence, i) not in SWITCHING


def _is_topic_thing(sentence: Sentence, noun: int) -> bool:
    return sentence.morphemes[noun + 1].kind == "JX" and not is_human(sentence, noun)


def _is_mere_topic(sentence: Sentence, noun: int, i: int) -> bool:
    """Whether the noun may be what is acted upon: "단것은 다 치웠어"."""
    acts = sentence.morphemes[i].kind == "VV" and word_of(sentence, i) not in _THINGS
    return acts and _is_topic_thing(sentence, noun)


def _is_others_part(sentence: Sentence, i: int) -> bool:
    """Whether somebody else is named right before: "엄마가 머리 아파", "아기 배 아파"."""
    start = clause_start(sentence, i)
    humans = [j for j in range(start, i) if is_human(sentence, j) and not is_own(sentence, j)]
    return bool(humans) and sentence.morphemes[humans[-1] + 1].kind not in {"VV", "VA"}


def _is_since(sentence: Sentence, i: int) -> bool:
    """Whether it tells how long it has been: "말을 안 한 지 2년 됐어"."""
    return any(m.pair == ("지", "NNB") for m in sentence.morphemes[:i])


def _is_role(sentence: Sentence, i: int, subjects: list[int]) -> bool:
    """Whether "…이다" at `i` says what the speaker is."""
    noun = sentence.morphemes[i - 1].form if i else ""
    others = [j for j in subjects if is_human(sentence, j) and not is_own(sentence, j)]
    if noun in _WORRIES | _BLOWS:
        return not any(sentence.morphemes[j + 1].kind == "JX" for j in others)
    if noun == "편" and sentence.morphemes[i - 3].form == "주":
        return False
    if noun in {"기분", "느낌", "심정", "상태"} and sentence.morphemes[i - 2].kind == "ETM":
        return True
    if subjects and not all(is_own(sentence, j) for j in subjects):
        return noun in {"편", "기분", "느낌", "마음"} and not any(
            is_human(sentence, j) for j in subjects
        )
    told = bool(subjects) and not any(m.kind == "ETM" for m in sentence.morphemes[:i])
    return told or noun in _ROLES
