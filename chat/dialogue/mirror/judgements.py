"""What is given back only as a feeling: to repeat "I am useless" as a fact would be to agree."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.lexicon import words

_WORDS = re.compile(
    r"쓸모없|한심|바보|못났|못생|멍청|무능|실패자|낙오자|루저|뚱뚱|민폐|패배자|이기적|짐이|"
    r"짐만|짐 같|"
    r"나쁜 (?:사람|엄마|아빠|딸|아들|자식|친구)(?:이[야에라]|인|같|처럼|[야예])|"
    r"(?:내|제|나의) (?:잘못|탓|책임|문제)|저의 (?:잘못|문제)|구제불능|뻔뻔|무책임|가관|쪼잔|"
    r"못됐|못된 (?:사람|엄마|아빠)|최악|(?<![가-힣])[나저] 때문|"
    r"인생\S* ?(?:다 |이제 )?(?:끝|망|실패|헛|허무|재미없)|"
    r"(?<!집이 )(?<!회사가 )(?<!가게가 )(?<!사업이 )망했|망친 인생|의미가? ?없|소용|"
    r"희망이? ?없|"
    r"가치가? ?없|쓸데없|찌질|보잘것|"
    r"형편없|미래가? ?없|답이 없|별로인|부족한 (?:사람|인간)"
)
_OWN_FAULT = re.compile(
    r"(?:내가|제가|나는|저는|난) .*(?:잘못했|못났|부족하|이상하|나쁘|모자라|못됐)"
)
_NOBODY = re.compile(
    r"아무도.*(?<![가-힣])(?:나|저|내|제|날|절)(?![가-힣]{2})|"
    r"(?<![가-힣])(?:나|저|내|제)(?:를|한테|에게)? ?(?:\S+[을를은는도] )?아무도"
)
_TOWARDS_ME = re.compile(r"(?<![가-힣])(?:나를|저를|날|절|나만|저만) ")
_ATTITUDES = words("attitudes")


def is_judgement(sentence: Sentence, word: str) -> bool:
    """Whether a sentence judges the speaker, all of life, or what others feel."""
    text = sentence.text
    if _WORDS.search(text) or _OWN_FAULT.search(text) or _NOBODY.search(text):
        return True
    return word in _ATTITUDES and bool(_TOWARDS_ME.search(text))
