"""A feeling that a person denies before telling what they feel: "슬프지 않지만 행복해".

Neither bags of words nor the encoder see that the first is denied, so it is left out before they
read. Pure. Only words of feelings are dropped, and only where another such word stays. "좋지 않다",
"편하지 않다" and "재미없다" are no denials: they are what is felt.
"""

from __future__ import annotations

import re

_STEMS = (
    "슬프|슬퍼|우울하?|불안하?|걱정[되하]?|걱정스럽|무섭|두렵|초조하?|긴장[되하]?|떨리|겁나|화나|짜증나|"
    "짜증스럽|분하|억울하?|밉|싫|속상하?|서운하?|섭섭하?|야속하?|서럽|외롭|쓸쓸하?|허전하?|공허하?|허무하?|"
    "괴롭|힘들|답답하?|지치|상처받|창피하?|부끄럽|비참하?|실망하?|실망스럽|후회하?|후회되|그립|막막하?|"
    "행복하?|기쁘|즐겁|신나|만족하?|만족스럽|뿌듯하?|설레|후련하?|반갑|고맙|평온하?"
)
_ADNOMINAL = (
    "슬픈|우울한|불안한|걱정[되하]는|걱정스러운|무서운|두려운|초조한|긴장[되하]?[는한]|떨리는|겁나는|화난|화나는|"
    "짜증나는|분한|억울한|미운|싫은|속상한|서운한|섭섭한|야속한|서러운|외로운|쓸쓸한|허전한|공허한|허무한|괴로운|"
    "힘든|답답한|지친|지치는|상처받은|창피한|부끄러운|비참한|실망한|실망스러운|후회하는|후회되는|그리운|막막한|"
    "행복한|기쁜|즐거운|신나는|신난|만족하는|만족스러운|뿌듯한|설레는|후련한|반가운"
)
_NOUNS = (
    "슬픔|우울|불안감?|걱정|두려움|겁|화|짜증|분노|억울함|미움|서운함|섭섭함|외로움|상처|눈물|실망|후회|원망|불만|아쉬움|"
    "행복|기쁨|즐거움|만족|설렘|긴장"
)
_STRESSED = r"(?<!보통\s)(?<!여간\s)(?<!이만저만\s)"
"""Of "보통 힘든 게 아니야" the negation only stresses."""
_DEGREE = (
    r"(?:(?:전혀|별로|그렇게|하나도|딱히|그다지|많이|이제|이젠|더 이상|절대|조금도|크게)\s+){0,2}"
)
_PARTICLE = "(?:은|는|이|가|도|을|를)?"
_BUT = r"(?:지만|는데도?|은데도?|으나|고)요?,?\s+"
_PAST = "(?:았|었|겠)?"
_ENDS = r"(?:아요?|습니다|았어요?|았습니다|네요?|거든요?)[.!~…,]*\s+"

_DENIED = re.compile(
    rf"(?<![가-힣]){_STRESSED}{_DEGREE}(?:"
    rf"(?:{_NOUNS}){_PARTICLE}\s?나지[는도]?\s?않(?:{_PAST}{_BUT}|{_ENDS})"
    rf"|(?:{_STEMS})지[는도가]?\s?(?:않|못하)(?:{_PAST}{_BUT}|{_ENDS})"
    rf"|안\s(?:{_STEMS})(?:았|었)?{_BUT}"
    rf"|(?:{_ADNOMINAL})\s?(?:건|것은|게|것이|것도|건가 했는데)\s?"
    rf"(?:아니{_PAST}{_BUT}|아닌데도?요?,?\s+|아니(?:라|에요|야|예요)[.!,]*\s+|아닙니다[.!,]*\s+)"
    rf"|(?:{_NOUNS}|{_ADNOMINAL}\s(?:마음|기분|느낌|감정)){_PARTICLE}\s?"
    rf"(?:아니{_PAST}{_BUT}|아닌데도?요?,?\s+|아니라[.!,]*\s+|없{_BUT}|없(?:어요?|습니다)[.!~…,]*\s+)"
    rf"|(?:{_STEMS})(?:다|ㄴ다|는다)기보다[는도]?,?\s+|(?:{_NOUNS})이?라기보다[는도]?,?\s+"
    r")"
)
_FEELING = re.compile(
    f"{_STEMS}|{_ADNOMINAL}|{_NOUNS}|"
    "기뻐|기뻤|기쁩|무서|두려|미워|싫어|서러|외로|괴로|아파|부끄러|그리|즐거|반가|고마|화가|짜증|설레|설렜|"
    "신이|신났|즐거|괜찮|편해|편안|좋|재미|재밌|아프|아픈|울었|울고|지쳤|지쳐|다행|감사|평온|차분|홀가분|시원|나쁘|나빠"
)


def without_denied(text: str) -> str:
    """`text` without the feelings that it denies, where it then tells of one."""
    left = _DENIED.sub("", text)
    return left if left != text and _FEELING.search(left) else text
