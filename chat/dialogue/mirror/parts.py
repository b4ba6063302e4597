"""Whether what is told of a noun is told of the one who speaks: "입맛이 없어", "친구가 미워"."""

from __future__ import annotations

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.clauses import is_modified, is_own, is_owned
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.persons import is_human

_TOWARDS = words("towards")
_WITHIN = words("within")
_INNER = words("inner")
_INNER_WORDS = words("inner_predicates")
_HELD = words("held")
"""Nouns that somebody has where words before them say which: "할 말이 없다"."""
_HAD = tuple(words("had"))
"""Whom somebody has: "남자친구가 있어"."""
_CIRCUMSTANCES = {"사정", "형편"}
"""What is somebody's, whoever stands before it: "남편 집안 사정이 안 좋아"."""
_THERE = {"있", "없", "많"}


def is_told_of_speaker(sentence: Sentence, noun: int, inside: list[int], word: str) -> bool:
    """Whether `word`, said of the noun at `noun`, tells of the speaker.

    `inside` are all the subjects of the clause.
    """
    form = sentence.morphemes[noun].form
    if is_human(sentence, noun) and not is_own(sentence, noun):
        return _is_of_somebody(sentence, noun, word)
    others = [i for i in inside[:-1] if is_human(sentence, i) and not is_own(sentence, i)]
    if others and word == "좋" and form in _INNER:
        return False
    if form in _CIRCUMSTANCES and any(is_human(sentence, i) for i in range(noun)):
        return is_own(sentence, 0)
    if is_own(sentence, noun) or word in _TOWARDS:
        return True
    if others or (is_owned(sentence, noun) and form not in {"생각", "걱정", "기억"}):
        return False
    return word in _WITHIN or _is_part(sentence, noun, word)


def _is_of_somebody(sentence: Sentence, noun: int, word: str) -> bool:
    """The same where the noun is somebody else: who is liked, missed, or had."""
    form = sentence.morphemes[noun].form
    if word == "좋" and _is_praised(sentence, noun):
        return False
    if word in _TOWARDS or (form == "친구" and word in {"없", "많"}):
        return True
    is_topic = sentence.morphemes[noun + 1].kind == "JX"
    if _is_had(sentence, noun, word) or (is_topic and word in {"만나", "사귀"}):
        return True
    return word == "없" and form == "사람" and is_modified(sentence, noun)


def _is_praised(sentence: Sentence, noun: int) -> bool:
    """Whether people were good rather than liked: "사람들도 좋았어"."""
    past = any(m.kind == "EP" for m in sentence.morphemes[noun:])
    return past and not any(is_own(sentence, j) for j in range(noun))


def _is_had(sentence: Sentence, noun: int, word: str) -> bool:
    """Whether somebody is there for the speaker: "오래 만난 여자친구가 있어"."""
    if word not in _THERE or sentence.morphemes[noun].kind == "XSN":
        return False
    placed = any(m.kind == "JKB" for m in sentence.morphemes[noun:])
    placed = placed or (noun > 0 and sentence.morphemes[noun - 1].kind in {"JKB", "JX"})
    return sentence.morphemes[noun].form.endswith(_HAD) and not placed


def _is_part(sentence: Sentence, noun: int, word: str) -> bool:
    """Whether what is told of a noun is told of the one it belongs to: "입맛이 없다"."""
    form = sentence.morphemes[noun].form
    if word in _THERE and any(is_own(sentence, j) for j in range(noun)):
        return is_modified(sentence, noun)
    if form == "말":
        return word in {"나오", "떠오르", "통하"}
    if word in _THERE and form in _HELD:
        return is_modified(sentence, noun)
    if word == "오":
        return form == "잠"
    turns = word.endswith("지") and noun + 2 < len(sentence.morphemes)
    return form in _INNER and (word in _INNER_WORDS or turns)
