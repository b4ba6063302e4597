"""What is given back only as a feeling: to repeat "I am useless" as a fact would be to agree."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.clauses import word_of
from chat.dialogue.mirror.frames import Kind
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.predicate import Predicate, kind_of, others_act

_WORDS = re.compile(
    r"쓸모없|한심|바보|못났|못생|멍청|무능|실패자|낙오자|루저|뚱뚱|민폐|패배자|이기적|짐이|"
    r"짐만|짐 같|"
    r"나쁜 (?:사람|엄마|아빠|딸|아들|자식|친구)(?:이[야에라]|인|같|처럼|[야예])|"
    r"(?:내|제|나의) (?:잘못|탓|책임|문제)|저의 (?:잘못|문제)|구제불능|뻔뻔|무책임|가관|쪼잔|"
    r"못됐|못된 (?:사람|엄마|아빠)|최악|(?<![가-힣])[나저] 때문|"
    r"인생\S* ?(?:다 |이제 |이렇게 )?(?:끝|망|실패|헛|허무|재미없)|"
    r"(?<!집이 )(?<!회사가 )(?<!가게가 )(?<!사업이 )망했|망친 인생|의미가? ?없|소용|"
    r"희망이? ?없|"
    r"가치가? ?없|쓸데없(?!는)|찌질|보잘것|"
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


_HARSH = re.compile(
    r"버릇|대[들든]|도둑질|훔[치쳐친]|거짓말|변태|집착|못된|못돼|때[리려렸]|게으[르른]|못생|무식|"
    r"욕[을도]? ?(?:했|해|한 적|하게)|머리[가도]? 나[쁘쁜빠]|더럽|되는 [게일]\S* 하나도|"
    r"맞은 적|질투|바람[을도]? ?피"
)
_SCANT = re.compile(r"(?:[명번개]|하나|둘) ?밖에 (?:없|안)")
_FACING = words("facing")
_TREATMENTS = {"몰", "취급하", "여기", "대하"}
_WORLD = re.compile(r"(?:^|[^가-힣])세상이 ")
_EVALUATING = words("evaluating")
_STATES = words("within") | words("towards")
_TRAITS = {"눈치", "예의", "개념", "센스", "능력", "배려", "생각", "철", "염치"}
_MEASURES = {"많", "적", "다르", "다양하", "크", "작", "비슷하", "바쁘", "어리"}
"""What is told of people without judging them."""
_PLEASANT = {"좋", "예쁘", "괜찮", "낫", "신기하", "착하", "멋지", "대단하", "훌륭하"}


def is_harsh(text: str) -> bool:
    """Whether it would sound like a reproach, said to the one it is about."""
    return bool(_HARSH.search(text))


def is_scant(text: str) -> bool:
    """Whether it counts how little somebody has: "친구가 두 명밖에 없어"."""
    return bool(_SCANT.search(text))


def is_felt_towards(word: str) -> bool:
    """Whether "-시-" might make it what the listener is said to be: "역겨우시군요"."""
    return word in _FACING


def is_treated(sentence: Sentence, word: str) -> bool:
    """Whether somebody takes the speaker for something: "나를 바보 취급해"."""
    treats = word in _TREATMENTS or "취급" in sentence.text
    return treats and bool(_TOWARDS_ME.search(sentence.text))


def is_opinion(p: Predicate) -> bool:
    """Whether it is how somebody finds something: "세상이 불공평해", "못 믿을 사람이야"."""
    kind = kind_of(p.sentence, p.at)
    if _WORLD.search(p.sentence.text):
        return True
    if kind is Kind.ADJECTIVE:
        word = word_of(p.sentence, p.at)
        if word in _MEASURES:
            return _is_evaluating(p)
        if others_act(p) and word not in _STATES:
            return True
        return word in _EVALUATING and not (p.past and word in _PLEASANT)
    if kind is Kind.VERB:
        return p.stem.form == "보이" and p.before(2).form in {"것", "거"}
    return _is_evaluating(p) or _is_lack(p)


def _is_lack(p: Predicate) -> bool:
    """Whether somebody is said to be wanting in something: "팀장은 책임감이 없어"."""
    noun = p.before(2).form
    wanting = noun.endswith(("감", "성", "심")) or noun in _TRAITS
    return p.stem.form == "없" and wanting and others_act(p)


def _is_evaluating(p: Predicate) -> bool:
    """Whether the noun of "이다" or "있다" is a verdict, or has one before it."""
    forms = p.sentence.morphemes[: p.at]
    i = max((i for i, m in enumerate(forms) if m.kind in {"NNG", "NNB"}), default=-1)
    if i < 0 or i < len(forms) - 3 or forms[i].form in {"느낌", "기분", "생각", "마음"}:
        return False
    if forms[i].form in _EVALUATING:
        return True
    told = i > 1 and forms[i - 1].kind == "ETM" and word_of(p.sentence, i - 2) in _EVALUATING
    return told and (p.stem.kind == "VCP" or p.stem.form == "많")


def is_judgement(sentence: Sentence, word: str) -> bool:
    """Whether a sentence judges the speaker, all of life, or what others feel."""
    text = sentence.text
    if _WORDS.search(text) or _OWN_FAULT.search(text) or _NOBODY.search(text):
        return True
    return word in _ATTITUDES and bool(_TOWARDS_ME.search(text))
