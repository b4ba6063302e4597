"""Whether a question asks for what was just told: a time, or how it felt. Pure."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"\d+\s?(?:년|달|개월|주일?|일|시간|살|학년|번째)"
    r"|(?:한|두|세|네|몇|반|일|이|삼|사|오)\s?(?:년|달|개월|주|해)"
    r"|며칠|작년|재작년|올해|지난|어제|그제|엊그제|오늘|아까|방금|아침|새벽|저녁|요즘|최근|이번|부터"
    r"|어렸을|어릴|때부터|전에|[년달주일]째|월요일|화요일|수요일|목요일|금요일|토요일|일요일|주말|방학"
)
_FEELING = re.compile(
    r"불안|슬프|슬펐|슬퍼|우울|화가|화나|화났|짜증|무섭|무서|겁나|걱정|속상|서운|섭섭|괴롭|괴로|힘들|외롭|외로"
    r"|허전|공허|답답|억울|분하|창피|부끄|미안|후회|지치|지쳤|지쳐|행복|기쁘|기뻐|좋았|좋아|싫|미치|미칠|죽겠"
    r"|초조|긴장|떨리|떨려|두렵|두려|원망|밉|미워|놀라|놀랐|당황|허탈|실망|배신감|자신감|자존감|기분|마음이"
)
_ASKS_WHEN = re.compile(r"언제|얼마나 (?:됐|오래)|얼마나 된|오래됐|며칠|몇 시")
_ASKS_FEELING = re.compile(
    r"(?:마음|기분|심정)[이은을]? ?(?:어|들|였|이었)|어떤 (?:마음|기분|심정)|어땠어요"
)


def was_told(text: str, question: str) -> bool:
    """Whether `text` already says what `question` asks for."""
    if _ASKS_WHEN.search(question) and _TIME.search(text):
        return True
    return bool(_ASKS_FEELING.search(question) and _FEELING.search(text))
