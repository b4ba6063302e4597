"""Whether a time is told, so that nobody is asked for what was just said. Pure."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"\d+\s?(?:년|달|개월|주일?|일|시간|살|학년|번째)|(?:한|두|세|네|몇|반|일|이|삼|사|오)\s?(?:년|달|개월|주|해)"
    r"|며칠|작년|재작년|올해|지난|어제|그제|엊그제|오늘|아까|방금|아침|새벽|저녁|요즘|최근|이번|부터"
    r"|어렸을|어릴|때부터|전에|[년달주일]째|월요일|화요일|수요일|목요일|금요일|토요일|일요일|주말|방학"
)
_WHEN = re.compile(r"언제|얼마나 (?:됐|오래)|얼마나 된|오래됐|며칠")


def tells_when(text: str) -> bool:
    """Whether `text` says when, since when or for how long."""
    return _TIME.search(text) is not None


def asks_when(question: str) -> bool:
    """Whether `question` asks for just that."""
    return _WHEN.search(question) is not None
