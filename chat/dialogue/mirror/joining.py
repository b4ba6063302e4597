"""Two short sentences of one person made one, so that nothing of theirs is lost."""

from __future__ import annotations

import re
from dataclasses import replace

from chat.dialogue.mirror.analysis import Sentence, nouns
from chat.dialogue.mirror.feelings import feels
from chat.dialogue.mirror.first_person import turned
from chat.dialogue.mirror.frames import Claim, Kind
from chat.dialogue.mirror.wording import letters

_BREATH = 45
"""Letters up to which two sentences are said as one."""
_BRIEF = 20
"""Letters up to which two sentences are plainly told in one breath."""
_SHORT = 6
"""Letters up to which a feeling is no more than one: "너무 속상하다"."""
_PERCEIVED = {"느끼", "같", "싶"}
"""How the last word of what somebody feels or guesses begins."""
_GOING_ON = {"니까", "으니까", "어서", "면서"}
"""Endings that give a reason, and so go on by themselves."""
_THAT = re.compile(r"^(?:그게|그거|그건) ")
_LATE = {"는데", "ᆫ데", "은데"}
"""How what is said after its consequence ends."""
_UNFIT = re.compile(
    r"^(?:거기|그 뒤|그 후|그날|그때|그래|그러|그렇|불과|그게|그거|그건|이게|이건|그런|이런|"
    r"이 생각|이 소리|이 말|이렇|이러)"
)
"""How a sentence begins that points back at the one before."""


def joined_claim(first: Claim, second: Claim, before: Sentence, sentence: Sentence) -> Claim | None:
    """`second` with `first` before it; None where the two do not make one sentence.

    `before` and `sentence` are the two as they were said.
    """
    if _is_felt_about(first, second):
        return _with_head(replace(second, head=_THAT.sub("", second.head)), first.named())
    if _is_said_late(first, sentence):
        return _with_head(first, turned(sentence, len(sentence.text.removesuffix("요"))))
    if sentence.morphemes[-1].form in _LATE or not _belong(first, second, before, sentence):
        return None
    if before.morphemes[-1].form in _GOING_ON:
        return _with_head(second, turned(before, len(before.text)))
    link = "어서" if _is_why(first, second) and not feels(before) else "고"
    return _with_head(second, first.linked(link, is_told=False))


def _is_felt_about(first: Claim, second: Claim) -> bool:
    """Whether a feeling is about what was done: "못 지켜줬어. 그게 제일 미안해"."""
    is_deed = first.kind is Kind.VERB and first.past and not first.quotes and not first.will
    return is_deed and second.honorific and bool(_THAT.match(second.head))


def _is_said_late(first: Claim, sentence: Sentence) -> bool:
    """Whether a sentence is why the one before is so: "말 못 했어. 창피해서"."""
    ends = [m.form for m in sentence.morphemes if m.form != "요"]
    return ends[-1] == "어서" and first.honorific and not first.will


def _belong(first: Claim, second: Claim, before: Sentence, sentence: Sentence) -> bool:
    """Whether both tell something, and neither only points at what stands elsewhere."""
    if first.will or second.will or first.stem == second.stem or not nouns(before):
        return False
    if _UNFIT.match(sentence.text) or _UNFIT.match(before.text):
        return False
    if not second.honorific or (first.kind is Kind.COPULA and not first.honorific):
        return False
    if first.stem[-1][0] in _PERCEIVED:
        return False
    if not _is_why(first, second) and not (first.honorific and first.past == second.past):
        return False
    is_brief = letters(before.text + sentence.text) <= _BRIEF
    return bool(nouns(sentence)) or second.kind is Kind.ADJECTIVE or is_brief


def _with_head(claim: Claim, head: str | None) -> Claim | None:
    """`claim` after `head`; None where that is too long for one breath."""
    if head is None or letters(head + claim.head) > _BREATH:
        return None
    return replace(claim, head=f"{head} {claim.head}")


def _is_why(first: Claim, second: Claim) -> bool:
    """Whether what happened is why one feels as one says in a word: "떨어져서 너무 속상하다"."""
    is_word = second.kind is Kind.ADJECTIVE and letters(second.head) <= _SHORT
    return is_word and first.kind is Kind.VERB and second.stem[-1][0] not in _PERCEIVED
