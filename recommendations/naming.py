"""How names of songs and artists are compared: by their letters and digits alone. Pure."""

import re
import unicodedata

from hangulpy import get_chosung_string

from texts.clean import normalised

_FEATURING = re.compile(
    r"[(\[{]?(?<![a-z])(?:feat(?:uring)?|prod|ft)(?![a-z]).*", re.IGNORECASE | re.DOTALL
)
_INITIAL = re.compile("[ㄱ-ㅎ]+")
_ALONE = {unicodedata.normalize("NFKC", char): char for char in map(chr, range(0x3131, 0x3164))}
"""Letters of Hangul as they are typed alone, by how NFKC writes them: as parts of a syllable."""
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_ORIGINAL = re.compile(r"[(\[]\s*(?:원곡|original(?:ly)?(?: by)?)\s*:?\s*([^)\]]+)", re.IGNORECASE)
_VERSION = re.compile(
    r"(?:\s+[-~]\s+.*?\b(?:live|remaster(?:ed)?|ver(?:sion)?|edit|remix|acoustic|inst|cover|demo)\b.*"
    r"|\s+(?:[-~]\s+)?(?:\S+\s+ver(?:sion)?\b\.?|remaster(?:ed)?|리마스터|라이브|\S*\s?버전|커버))\s*$",
    re.IGNORECASE,
)
_BETWEEN_ARTISTS = re.compile(r"\s*,\s*")


def key(text: str) -> str:
    """`text` without spaces, signs, case and width: "좋은 날" and "좋은날" have the same."""
    return "".join(char for char in _folded(text).casefold() if char.isalnum())


def initials(text: str) -> str:
    """`key` with each syllable as its first consonant."""
    return get_chosung_string(key(text), keep_non_hangul=True)


def words(text: str) -> list[str]:
    """Keys of the words to look for, without who is featured where a title stands before."""
    whole = _folded(text)
    title = _FEATURING.sub("", whole)
    keys = (key(word) for word in (title if key(title) else whole).split())
    return [word for word in keys if word]


def work(title: str, artist: str) -> str:
    """What all versions of one song have in common: live, remastered, with a guest, sung again.

    The title without brackets and notes, and who sings it; "(원곡: X)" tells that X sang it first.
    Covers that do not tell so are songs of their own.
    """
    whole = _folded(title)
    bare = _VERSION.sub("", _FEATURING.sub("", _BRACKETS.sub(" ", whole)).rstrip())
    first = _ORIGINAL.search(whole)
    singer = artist_names(first[1] if first else artist)
    return f"{key(bare) or key(whole)}\n{key(singer[0]) if singer else ''}"


def artist_names(artist: str) -> list[str]:
    """The names of the first artist of a song: "태연 (TAEYEON), 창모" gives 태연 and TAEYEON."""
    first = _BETWEEN_ARTISTS.split(_folded(artist), maxsplit=1)[0]
    names = [_BRACKETS.sub(" ", first), *(a or b for a, b in _BRACKETS.findall(first))]
    return [name.strip() for name in names if key(name)]


def are_initials(word: str) -> bool:
    """Whether a word is written in consonants alone."""
    return _INITIAL.fullmatch(word) is not None


def _folded(text: str) -> str:
    return "".join(_narrow(char) for char in normalised(text))


def _narrow(char: str) -> str:
    """A full- or half-width letter as the plain one; consonants that stand alone stay so."""
    plain = unicodedata.normalize("NFKC", char)
    return _ALONE.get(plain, plain)
