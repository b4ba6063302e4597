"""One form for the same text, and whether anything of a text can be seen."""

import re
import unicodedata

_SHAPING = "\u200c\u200d\ufe00-\ufe0f\U000e0000-\U000e0fff"
"""Joiners and selectors: they say how their neighbours look, as in the emoji of a family."""

_FILLERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
"""With `_SHAPING`, what Unicode calls default ignorable; and the braille pattern without dots."""

_INVISIBLE = re.compile(f"[{_FILLERS}]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING_TO_SEE = re.compile(rf"[\s\x00-\x1f\x7f{_SHAPING}]*")


def normalised(text: str) -> str:
    """`text` as it is stored and compared: the same letters are the same characters.

    Hangul is composed (NFC), invisible letters are gone, every kind of space is a plain one, and
    none stands around it. Line breaks and tabs inside stay.
    """
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text))).strip()


def is_blank(text: str) -> bool:
    """Whether nothing of `text` can be seen: spaces, invisible letters or nothing at all."""
    return _NOTHING_TO_SEE.fullmatch(_INVISIBLE.sub("", text)) is not None
