"""The last predicate of a sentence turned into a claim a listener can make."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.first_person import turned
from chat.dialogue.mirror.frames import Claim, Kind
from chat.dialogue.mirror.predicate import read
from chat.dialogue.mirror.refusals import asks, is_fragment, is_order
from chat.dialogue.mirror.shapes import SHAPES
from chat.dialogue.mirror.statements import plain

_REPEATED = re.compile(
    r"(?:또|또다시|오늘도|어제도|내일도|이번에도|이번 주도|주말도|벌써|여전히|아직도) "
)


_POINTING = re.compile(
    r"(?:.*(?<![가-힣])그랬다고|"
    r"이러면서|그러면서|이래서|이러니|이러는|하는 그런|이 (?:생각|소리|말)을)(?:\s|$)"
)
_ODD = re.compile(r"[가-힣]나 (?:몰라|모르겠|모르)")
"""Asked for show: "누가 그랬나 몰라"."""
_SHOW = re.compile(r"(?<![가-힣])(?:뭐라고|뭘|상상이나|누가|어떻게|왜)(?!.*(?:모르|면 좋)) ")
_DENIED = re.compile(r"그[건게] 아니\S*$")


def claimed(sentence: Sentence) -> Claim | None:
    """What `sentence` states, as a listener may give it back; None where it states nothing."""
    if asks(sentence) or is_order(sentence) or _is_unfit(sentence):
        return None
    predicate = read(sentence)
    if predicate is None:
        return _again(sentence)
    for shape in SHAPES:
        if (found := shape(predicate)) is not None:
            return found if isinstance(found, Claim) else None
    return plain(predicate)


def _is_unfit(sentence: Sentence) -> bool:
    """Whether it denies, points back, is cut off at its head, or is asked for show."""
    if (
        _DENIED.search(sentence.text)
        or _ODD.search(sentence.text)
        or _POINTING.match(sentence.text)
    ):
        return True
    will = any(m.pair == ("겠", "EP") for m in sentence.morphemes[-4:])
    return sentence.morphemes[0].kind[0] == "J" or (will and bool(_SHOW.search(sentence.text)))


def _again(sentence: Sentence) -> Claim | None:
    """A sentence without a predicate: "오늘도 야근"."""
    last = sentence.morphemes[-1]
    if is_fragment(sentence):
        head = turned(sentence, last.start)
        own = last.form != "상황"
        stem = (last.pair, ("이", "VCP"))
        return Claim(head, stem, Kind.COPULA, honorific=own, quotes=not own) if head else None
    if last.kind != "NNG" or not _REPEATED.match(sentence.text):
        return None
    head = turned(sentence, last.start)
    return (head and Claim(head, (last.pair, ("이", "VCP")), Kind.COPULA)) or None
