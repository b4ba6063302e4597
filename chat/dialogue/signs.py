"""What laughter, tears and emoji say where no word is written. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from enum import StrEnum


class Sign(StrEnum):
    """The meaning of what is no word."""

    TEARS = "tears"
    LAUGHTER = "laughter"
    HEART = "heart"
    JOY = "joy"
    ANGER = "anger"
    FEAR = "fear"
    WEARY = "weary"
    CHEERING = "cheering"
    YES = "yes"
    NO = "no"
    SILENCE = "silence"


JAMO = {
    "ㅠ": Sign.TEARS, "ㅜ": Sign.TEARS, "ㅡ": Sign.WEARY, "ㅋ": Sign.LAUGHTER, "ㅎ": Sign.LAUGHTER,
}  # fmt: skip
SHORTHAND = {
    "ㅇㅇ": Sign.YES, "ㅇㅋ": Sign.YES, "ㅇㅈ": Sign.YES, "ㄹㅇ": Sign.YES, "ㅔ": Sign.YES,
    "ㄴㄴ": Sign.NO, "ㄴ": Sign.NO, "ㅗ": Sign.ANGER, "ㅗㅗ": Sign.ANGER, "ㅂㄷㅂㄷ": Sign.ANGER,
    "ㅂㄷ": Sign.ANGER, "ㄷㄷ": Sign.FEAR, "ㄷㄷㄷ": Sign.FEAR, "ㅎㅌ": Sign.CHEERING,
    "ㅇ": Sign.YES,
    "ㅡㅡ": Sign.ANGER, "-_-": Sign.ANGER, "ㅡ_ㅡ": Sign.ANGER, "t_t": Sign.TEARS,
    "ㅠ_ㅠ": Sign.TEARS, "ㅜ_ㅜ": Sign.TEARS, "ㅠ.ㅠ": Sign.TEARS, ":(": Sign.TEARS, ":)": Sign.JOY,
    "^^": Sign.JOY, "^_^": Sign.JOY, "ㅎㅅㅎ": Sign.JOY,
}  # fmt: skip
EMOJI = {
    Sign.TEARS: "😢😭🥲😥😿🥺😞😔☹🙁😟😓💧💔❤️‍🩹",
    Sign.LAUGHTER: "😂🤣😆😹",
    Sign.HEART: "❤🧡💛💚💙💜🤎🖤🤍💕💖💗💓💞💘💝🥰😍🫶♥",
    Sign.JOY: "😀😃😄😁😊☺🙂😇🤗😋🤩🥳🎉🎊✨👍👏🙌😸🌸🌷🍀",
    Sign.ANGER: "😠😡🤬👿💢😤🖕👊😾",
    Sign.FEAR: "😱😨😰😧😦🙀😳",
    Sign.WEARY: "😩😫😪😴🥱😵😮‍💨🫠😑😐😒🙄🤒🤕🤢🤮",
    Sign.CHEERING: "💪🔥🙏",
}
_BROKEN_HEARTS = ("💔", "❤️‍🩹", "❤\u200d🩹")
_BY_EMOJI = {char: sign for sign, chars in EMOJI.items() for char in chars if ord(char) > 0x2000}
_JOINERS = re.compile("[\ufe0f\ufe0e\u200d\U0001f3fb-\U0001f3ff\U0001fa79\u2642\u2640]")
_DOTS = re.compile(r"^[\s.…·,~\-_]+$")


def sign_of(text: str) -> Sign | None:
    """What a text without words says; None where it has words or says nothing known."""
    bare = text.strip().lower()
    if not bare or any(_is_letter(char) for char in bare):
        return None
    if _DOTS.match(bare):
        return Sign.SILENCE
    if any(heart in bare for heart in _BROKEN_HEARTS):
        return Sign.TEARS
    if (short := SHORTHAND.get("".join(bare.split()))) is not None:
        return short
    seen = Counter(
        sign
        for char in _JOINERS.sub("", bare)
        if (sign := JAMO.get(char) or _BY_EMOJI.get(char)) is not None
    )
    return seen.most_common(1)[0][0] if seen else None


def without_signs(text: str) -> str:
    """`text` without its tears, laughter and emoji, for those who read words alone."""
    words = re.sub(r"[ㄱ-ㅎㅏ-ㅣ]{2,}|[ㅠㅜㅋㅎ]+", " ", text)
    kept = "".join(c for c in words if unicodedata.category(c) not in ("So", "Sk", "Cf", "Mn"))
    return " ".join(kept.split())


def _is_letter(char: str) -> bool:
    """A letter that is no single jamo, but for the x and t of old faces."""
    return unicodedata.category(char)[0] in "LN" and not "ㄱ" <= char <= "ㅣ" and char not in "t_"
