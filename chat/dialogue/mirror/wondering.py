"""What a person asks themselves, given back as what they wonder: "…일까 싶으시군요"."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.first_person import kept
from chat.dialogue.mirror.frames import Claim, Kind

_WONDERED = re.compile(r"^(?P<head>.*\s\S*(?P<last>[가-힣])까)(?:요)?[\s.?!…~]*$")
_LOST = re.compile(r"^((?:뭐|무엇|어디|어디서)부터|뭘 먼저) 해야 (?:돼|되|하|할|해|합)\S*$")
"""Where one asks where to begin, and means that one does not know."""
_FINAL_RIEUL = 8
_TO_THE_BOT = re.compile(
    r"(?:해|들어|말해|알려|골라|추천해|도와)?\s?(?:줄까|줄래)|(?:할까|볼까|갈까|먹을까|잘까|그럴까)요?[\s.?!]*$"
    r"|공감|챗봇|노래|음악|우리 "
)


def wondered(sentence: Sentence) -> Claim | None:
    """`sentence` as a doubt of the one who speaks; None where it is none, or asked of 공감이."""
    if lost := _LOST.match(sentence.text):
        stem = (("막막", "XR"), ("하", "XSA"))
        return Claim(f"{lost[1]} 해야 할지 ", stem, Kind.ADJECTIVE, honorific=True)
    found = _WONDERED.match(sentence.text)
    if found is None or _TO_THE_BOT.search(sentence.text):
        return None
    if (ord(found["last"]) - ord("가")) % 28 != _FINAL_RIEUL:
        return None
    head = kept(sentence, found.end("head"))
    return Claim(f"{head} ", (("싶", "VX"),), Kind.ADJECTIVE, honorific=True)
