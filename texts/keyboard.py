"""Korean typed while the keyboard stood on English: "dlrj dho dlfo" is "이거 왜 이래"."""

from __future__ import annotations

import re

from hangulpy import convert_qwerty_to_hangul

from texts.morphemes import kiwi

_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_WHOLE = re.compile(r"[가-힣\s\d.,!?~;:'\"()-]+")
_SYLLABLE = re.compile(r"[가-힣]")
LEAST_SYLLABLES = 2
"""One syllable is too little to tell: "do" is 애 and "so" is 내."""
LIKELY = -9.0
"""Log probability a character from which a text is Korean; English read as Korean has less."""


def meant(text: str) -> str:
    """What `text` says in Korean, or "" where it was typed as it was meant.

    English seldom yields whole syllables, and where it does ("sorry" is 낵교), no Korean words.
    """
    if not _LATIN.search(text) or _SYLLABLE.search(text):
        return ""
    korean: str = convert_qwerty_to_hangul(text)
    if not _WHOLE.fullmatch(korean) or len(_SYLLABLE.findall(korean)) < LEAST_SYLLABLES:
        return ""
    return korean if kiwi().analyze(korean)[0][1] / len(korean) > LIKELY else ""
