"""What of a text may be stored, and what of it may be shown to people who review it."""

import re
from collections.abc import Iterable

from emotions import personal_names

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
            r"[+(]?\d(?:[\s.()\-–—·/\u200b]{0,3}\d){6,}(?:\*+)?",
            r"\d{6}[\s\-–—]*[\d*]\*{3,}",
            r"\d{6,}",
            r"[공영]\s?일\s?[공영일육칠팔구](?:[\s-]?[공영일이삼사오육칠팔구]){7,8}",
        ]
    ),
    re.IGNORECASE,
)


def storable(text: str) -> str:
    """`text` without the characters that the database cannot hold."""
    return _UNSTORABLE.sub("", text)


def masked(text: str, names: Iterable[str] = ()) -> str:
    """`text` with addresses, handles, long numbers and names made unreadable.

    `names` are names in any case, such as the writer's own. Of others only those are found that
    `emotions.personal_names` can tell, so a person must read what is to be shared.
    """
    return personal_names.replaced(_PERSONAL.sub(MASK, storable(text)), MASK, names)
