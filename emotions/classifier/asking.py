"""Questions that tell nothing of the person who asks: of 공감이, or of people at large. Pure."""

from __future__ import annotations

import re

_OF_OTHERS = re.compile(
    r"\s*(?:(?:근데|그런데|그럼|그러면|혹시)[\s,]+)?"
    r"(?:너[는도]?|넌|네가|니가|당신[은도]?|공감[이아]?[는가도]?|다들"
    r"|(?:왜\s)?(?:사람들?|남들|어른들?)[은도이])"
    r"\s[^?]*\?[\s?!~ㅋㅎㅠㅜ]*"
)
_OF_ONESELF = re.compile(
    r"(?<![가-힣])(?:(?:나|내|저|제|우리)(?:한테|에게|하고|[는도를만랑의가])*|날|난|전)(?![가-힣])"
)


def asks_of_others(text: str) -> bool:
    """Whether `text` is one question, about others alone: "너는 외로울 때 뭐 해?"."""
    return _OF_OTHERS.fullmatch(text) is not None and _OF_ONESELF.search(text) is None
