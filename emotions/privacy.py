"""What of a text may be stored, and what of it may be shown to people who review it."""

import re

MASK = "○○○"

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What PostgreSQL cannot hold in text."""

_TOP_LEVEL = "com|net|org|info|biz|edu|gov|kr|jp|cn|us|uk|io|co|me|ai|app|dev|gg|tv|ly|be|shop|site"

_PERSONAL = re.compile(
    "|".join(
        [
            r"(?:https?://|www\.)\S+",
            r"(?<![a-z0-9._%+-])[a-z0-9._%+-]+\s?[@＠]\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*",
            rf"(?<![a-z0-9.-])(?:[a-z0-9-]+\.)+(?:{_TOP_LEVEL})(?![a-z0-9-])(?:[/?#][!-~]*)?",
            r"[@＠][\w.]+",
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


def masked(text: str) -> str:
    """`text` with addresses, handles and long numbers made unreadable.

    Names and places stay: no pattern finds them, so a person must read what is to be shared.
    """
    return _PERSONAL.sub(MASK, storable(text))
