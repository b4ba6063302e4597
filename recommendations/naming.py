"""How names of songs and artists are compared: by their letters and digits alone. Pure."""

import re
import unicodedata

from hangulpy import get_chosung_string

from texts.clean import normalised

_FEATURING = re.compile(
    r"[(\[{]?(?<![a-z])(?:feat(?:uring)?|prod|ft)(?![a-z]).*", re.IGNORECASE | re.DOTALL
)
_INITIAL = re.compile("[ㄱ-ㅎ]+")


def key(text: str) -> str:
    """`text` without spaces, signs, case and width: "좋은 날" and "좋은날" have the same."""
    wide = "".join(_narrow(char) for char in normalised(text))
    return "".join(char for char in wide.casefold() if char.isalnum())


def initials(text: str) -> str:
    """`key` with each syllable as its first consonant."""
    return get_chosung_string(key(text), keep_non_hangul=True)


def words(text: str) -> list[str]:
    """Keys of the words to look for, without who is featured where a title stands before."""
    whole = "".join(_narrow(char) for char in normalised(text))
    title = _FEATURING.sub("", whole)
    keys = (key(word) for word in (title if key(title) else whole).split())
    return [word for word in keys if word]


def are_initials(word: str) -> bool:
    """Whether a word is written in consonants alone."""
    return _INITIAL.fullmatch(word) is not None


def _narrow(char: str) -> str:
    """A full-width letter as the plain one; consonants that stand alone stay what they are."""
    return char if "ㄱ" <= char <= "ㅣ" else unicodedata.normalize("NFKC", char)
