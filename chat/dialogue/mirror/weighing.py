"""Which of several sentences is given back: the one that weighs most."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from chat.dialogue.mirror.analysis import Sentence, nouns
from chat.dialogue.mirror.clauses import subjects
from chat.dialogue.mirror.feelings import feels
from chat.dialogue.mirror.first_person import is_first
from chat.dialogue.mirror.frames import Claim, Kind
from chat.dialogue.mirror.joining import joined_claim
from chat.dialogue.mirror.persons import is_human
from chat.dialogue.mirror.rewriting import claimed

_INNER = {"싶", "느끼", "같", "모르"}
"""How the last word of what somebody wishes, finds or guesses begins."""
_REASONS = {"라", "라서", "어서", "니까", "으니까", "고", "ᆫ데", "는데", "은데"}
"""How a sentence ends that only leads to another."""
_POINTS = re.compile(r"^(?:그게|그거|그건|그걸|이게|이거|이건) ")
_POINTED = re.compile(r"(?<![가-힣])(?:그거|그것|이거|이것)(?:였|이었|이에|예|야|이야)\S*$")
"""How a sentence points at what stands in another."""
_ALIVE = {"좋아하", "싫어하", "먹", "자", "울", "짖"}
"""What only somebody alive does, whatever their name: "초코는 고구마를 좋아했어"."""
_MEANT = ("려고", "면", "봐", "지")
"""How what somebody means, wishes, fears or doubts ends."""
_THANKS = re.compile(r"^(?:(?:진짜|정말|너무|참|다|많이) )*(?:고마|고맙|감사)\S*$")
_SAID = re.compile(r"^(?:하고|라고|이라고|하면서|하더니|하더라|한테|이러) ?")
"""How a sentence goes on that had something said in it: "어 그래? 하고 끝이야"."""


def weightiest(found: list[Sentence]) -> Claim | None:
    """What weighs most of the sentences that can be given back; of like weight the last.

    Two that stand together and tell of the speaker alone are given as one.
    """
    if any(_is_cut(*pair) for pair in pairwise(found)):
        return None
    claims = [claimed(one) for one in found]
    told = [
        (one, _of_another(claim) if _is_about(i, found, claims) else claim)
        for i, (one, claim) in enumerate(zip(found, claims, strict=True))
        if claim and not (len(found) > 1 and (_points(one) or _THANKS.match(one.text)))
    ]
    for (before, first), (after, second) in reversed([*pairwise(told)]):
        beside = found.index(after) == found.index(before) + 1
        if beside and (both := joined_claim(first, second, before, after)):
            return both
    whole = [one for one in told if len(found) == 1 or _is_whole(*one)]
    return max(reversed(whole), key=lambda one: _weight(*one))[1] if whole else None


def _is_whole(sentence: Sentence, claim: Claim) -> bool:
    """Whether it is more than one word, or a word that tells a matter: not "오빠야"."""
    is_call = claim.kind is Kind.COPULA and not claim.honorific
    return " " in sentence.text or (nouns(sentence) > 0 and not is_call)


def _is_cut(sentence: Sentence, after: Sentence) -> bool:
    """Whether a sentence breaks off in a question about a word, or is only said in another."""
    asks_word = sentence.asks and sentence.morphemes[-1].kind not in {"EF", "EC", "JX"}
    return asks_word or bool(_SAID.match(after.text) and sentence.asks)


def _points(sentence: Sentence) -> bool:
    """Whether it only points at what another sentence tells: "그게 제일 걸려"."""
    points = _POINTS.match(sentence.text) and nouns(sentence) < 2 and not feels(sentence)
    return bool(points or _POINTED.search(sentence.text))


def _is_about(i: int, found: list[Sentence], claims: list[Claim | None]) -> bool:
    """Whether the sentence at `i` names nobody and goes on about who acts in the one before."""
    if not i or _names(found[i]):
        return False
    before, claim = found[i - 1], claims[i - 1]
    if claim is None or claim.honorific:
        return False
    who = subjects(before, 0, len(before.morphemes) - 1)
    if not who or is_first(before, before.morphemes[who[-1]]):
        return False
    return is_human(before, who[-1]) or claim.stem[-1][0] in _ALIVE


def _names(sentence: Sentence) -> bool:
    """Whether it is said whose doing a sentence tells, or whose feeling."""
    if any(is_first(sentence, m) or m.form in {"혼자", "싶"} for m in sentence.morphemes):
        return True
    return feels(sentence) or bool(subjects(sentence, 0, len(sentence.morphemes) - 1))


def _of_another(claim: Claim) -> Claim:
    """`claim` only as what was said, where it may be another's doing."""
    means = claim.head.rstrip().endswith(_MEANT) and claim.stem[0][0] in {"걱정", "막막", "하"}
    is_own = means or claim.will or claim.kind is Kind.COPULA
    return claim if is_own or not claim.honorific else replace(claim, honorific=False, quotes=True)


def _weight(sentence: Sentence, claim: Claim) -> int:
    """What is felt, wished, feared or meant weighs most, then what has a matter."""
    if _concedes(sentence) or (claim.quotes and not _names(sentence)):
        return 0
    is_own = "자신" in claim.head or any(is_first(sentence, m) for m in sentence.morphemes)
    is_view = claim.stem[-1][0] == "느끼" and not is_own
    is_inner = claim.honorific and claim.stem[-1][0] in _INNER and not is_view
    if is_inner or claim.stem[0][0] in {"걱정", "막막"} or feels(sentence):
        return 3 if nouns(sentence) else 2
    is_count = claim.kind is Kind.COPULA and not claim.honorific  # "세 번째야"
    return int(nouns(sentence) > 0 and not is_count)


def _concedes(sentence: Sentence) -> bool:
    """Whether a sentence only concedes: "떨리긴 하는데"."""
    return bool(re.search(r"[가-힣]긴 [하해했]\S*$", sentence.text))
