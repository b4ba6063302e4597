"""What of a text may be stored, and what of it may be shown to people who review it."""

import re
import unicodedata
from collections.abc import Iterable

from emotions import own_names, personal_names
from texts.clean import normalised

MASK = "○○○"

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What PostgreSQL cannot hold in text."""

_TOP_LEVEL = "com|net|org|info|biz|edu|gov|kr|jp|cn|us|uk|io|co|me|ai|app|dev|gg|tv|ly|be|shop|site"

_ADDRESS = (
    r"[가-힣]{1,4}(?:시|군|구|읍|면|동)\s[가-힣\d]{1,8}(?:대로|로|길)\s?\d+(?:-\d+)?(?![\d가-힣])"
    r"|[가-힣]{2,6}(?:대로|로)\s?\d+번?길(?:\s?\d+(?:-\d+)?)?"
    r"|\d{1,4}동\s?\d{2,4}호|[가-힣]{1,4}동\s?\d+-\d+번?지?"
)
_PLATE_LETTER = "[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배]"
_PLATE = rf"\d{{2,3}}{_PLATE_LETTER}\s?\d{{4}}(?!\d)"

_SPOKEN_DIGIT = r"[\d공영일이삼사오육륙칠팔구]"

_PERSONAL = re.compile(
    "|".join(
        [
            r"(?:https?://|www\.)\S+",
            r"(?<![a-z0-9._%+-])[a-z0-9._%+-]+\s?[@＠]\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*",
            rf"(?<![a-z0-9.-])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL})(?![a-z0-9-])(?:[/?#][!-~]*)?",
            r"[@＠][\w.]+",
            r"(?:카톡|카카오톡|인스타|텔레그램|트위터)\s?(?:아이디|id)?(?:는|은|가|:)?\s?[A-Za-z][\w.]{3,}",
            _ADDRESS,
            rf"(?<!\d){_PLATE}",
            # Telephone, registration, account and card numbers, however they are spaced.
            r"[+(]?\d(?:[\s.()\-·/\ufe0f\u20e3]{0,4}\d){6,}(?:[\ufe0f\u20e3]|\*+)*",
            r"\d{6}[\s\-]*[\d*]\*{3,}",
            r"\d{6,}",
            rf"01[016-9](?:[\s.\-]?{_SPOKEN_DIGIT}){{7,8}}",
            r"[공영]\s?일\s?[공영일육칠팔구](?:[\s-]?[공영일이삼사오육칠팔구]){7,8}",
        ]
    ),
    re.IGNORECASE,
)


_DASHES = "\u2212\u30fc\u3161\u1173"
"""What is typed for a dash and is none to Unicode: minus, the long sounds of kana and of Hangul."""


def storable(text: str) -> str:
    """`text` without the characters that the database cannot hold."""
    return _UNSTORABLE.sub("", text)


def masked(text: str, names: Iterable[str] = ()) -> str:
    """`text` with addresses, handles, long numbers and names made unreadable.

    `names` are names in any case, such as the writer's own, and hidden where they stand as names
    (`emotions.own_names`). Of others only those are found that `emotions.personal_names` can tell,
    so a person must read what is to be shared. What stays is `texts.clean.normalised`.
    """
    clean = normalised(storable(text))
    numbers = [found.span() for found in _PERSONAL.finditer(_plain(clean))]
    without = _hidden(clean, numbers)
    own = own_names.spans(without, [normalised(name) for name in names])
    return personal_names.replaced(_hidden(without, own), MASK)


def _hidden(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in reversed(list(spans)):
        text = text[:start] + MASK + text[end:]
    return text


def _plain(text: str) -> str:
    """`text`, character for character, with digits, signs and Latin letters as on a keyboard."""
    return "".join(
        char if char < "\x80" or "가" <= char <= "힣" else _on_keyboard(char) for char in text
    )


def _on_keyboard(char: str) -> str:
    """Of any digit the digit ("７", "⑦", "七"); of any dash "-"; of "ａ" a."""
    if char in _DASHES or unicodedata.category(char) == "Pd":
        return "-"
    value = unicodedata.numeric(char, -1)
    if value in range(10):
        return str(int(value))
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 and folded.isascii() else char
