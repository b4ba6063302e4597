"""The last predicate of a sentence turned into a claim a listener can make."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.first_person import turned
from chat.dialogue.mirror.frames import Claim, Kind
from chat.dialogue.mirror.predicate import read
from chat.dialogue.mirror.refusals import asks, is_order
from chat.dialogue.mirror.shapes import SHAPES
from chat.dialogue.mirror.statements import plain

_REPEATED = re.compile(
    r"(?:또|또다시|오늘도|어제도|내일도|이번에도|이번 주도|주말도|벌써|여전히|아직도) "
)


_DENIED = re.compile(r"그[건게] 아니\S*$")


def claimed(sentence: Sentence) -> Claim | None:
    """What `sentence` states, as a listener may give it back; None where it states nothing."""
    if asks(sentence) or is_order(sentence) or _DENIED.search(sentence.text):
        return None
    predicate = read(sentence)
    if predicate is None:
        return _again(sentence)
    for shape in SHAPES:
        if (found := shape(predicate)) is not None:
            return found if isinstance(found, Claim) else None
    return plain(predicate)


def _again(sentence: Sentence) -> Claim | None:
    """A sentence without a predicate: "오늘도 야근"."""
    last = sentence.morphemes[-1]
    if last.kind != "NNG" or not _REPEATED.match(sentence.text):
        return None
    head = turned(sentence, last.start)
    return (head and Claim(head, (last.pair, ("이", "VCP")), Kind.COPULA)) or None
