"""What is never given back: it asks something of 공감이, greets, insults, or must not be echoed."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Sentence
from chat.dialogue.mirror.lexicon import words

_REFUSED = re.compile(
    "|".join(
        (
            # Insults and oaths
            r"씨발|시발|ㅅㅂ|ㅂㅅ|병신|새끼|미친\s?[놈년]|지랄|좆|존나|ㅈㄴ|엿\s?먹|꺼져|닥쳐|"
            r"멍청[아이한]|같은 [놈년]|(?:그|저|이|나쁜) [놈년]|[은는] 년(?=[이은을아 .]|$)|"
            r"바보야|쓰레기|싸가지|싸이코|또라이|사람 \S+게 (?:하|해|만들)|환장|극혐|짐승|"
            r"[이그저]게 인간|빡이? ?[치쳐쳤돌]",
            # Slang that mocks where a listener says it
            r"쩔|쩌는|쪽 ?팔|꼬[인였] 것|꼬였|조졌|끝장|"
            # What Kiwi joins wrongly
            r"(?<![가-힣])[나저](?:라는|란) (?:사람|인간)|타고나서|"
            r"녹록지|\S긴 (?:\S+ )?(?:쉬|하나)",
            # Prejudice
            r"(?:장애인|외국인|조선족|동성애|흑인)\S* .*(?:보면|싫|더럽|무서|재수|불안|안 좋)",
            # Crises, which the caller has found before
            r"왜 사는|(?:수면제|약)[을를]? .*(?:한꺼번에|한번에|한 번에|다 먹)|영원히 잠|"
            r"목을 조[르를른]|목을 졸|찌를|죽어야|긋는|긋고|그었|약을 .*털어 ?넣|없어지는 게|"
            r"^.{0,5}없었으면 좋겠|"
            r"칼을|번개탄|농약|죽을 맛|죽여|죽이고|죽일|죽고|죽으[려면]|죽는\s?게|"
            r"죽었으면|죽을까|죽어\s?버|죽을래|자살|자해|목숨|유서|뛰어내|손목을|사라지고|"
            r"사라졌으면|없어졌으면|살기\s?싫",
            # Greetings, thanks, goodbyes
            r"^(?:안녕|하이|반가|반갑|처음 뵙)",
            r"잘\s?자|잘게|굿\s?밤|굿\s?나잇|바이|다음에\s?(?:봐|또)|자러\s?(?:간|가|갈)|"
            r"이제\s?자야|이만\s?(?:가|자|나|들어가|쉬)|ㅂㅂ|ㅃㅃ|또\s?올",
            r"들어\s?(?:줘|주|준)\S*\s?(?:고|감)|"
            r"^(?:정말|진짜|너무|참|많이|다|오늘도)?\s?(?:고마|고맙|감사|땡큐)",
            # The bot itself, the site, songs
            r"공감이|챗봇|로봇|\b봇|인공지능|AI\b|기계",
            r"비밀번호|탈퇴|로그인|회원|(?:내|제|대화)\s?기록|계정|앱\b",
            r"(?:노래|음악|곡|발라드|힙합|재즈|플레이리스트|플리)\S*\s?(?:좀\s?|하나\S*\s?)?(?:추천|틀|듣|들려|불러)|"
            r"틀어\s?(?:줘|주|봐)",
            r"영어로|한국어로|(?:이|그|저|다른|방금|아까) (?:노래|곡)",
            # What 공감이 said or did
            r"(?:네요|군요)[가는]? 아니|"
            r"(?:대답|답변|답장 속도)[이은] |아까 (?:말|얘기|했)|말했잖|못\s?알아듣|딴소리|"
            r"그런 (?:말|소리|얘기)(?:은|는|야)?\s?(?:나도|누가|누구나|아무나)|"
            r"동문서답|위로가\s|덕분에|도움이? (?:됐|되)",
            # Nothing told
            r"어쩔\s?수\s?없[지어죠잖]\S*$|"
            r"^(?:응|네|아니|글쎄|몰라)\b[\s,.]*(?:그래|맞|잘\s?모르|그냥|그게 아니)|"
            r"^(?:나도 |전 |저도 )?잘\s?모르겠|"
            r"^(?:.{0,9}\s)?(?:그런|그럴|맞는|아닌) [것거]\s?같[아네은습]\S*$|^그냥 그|"
            r"^(?:아니\S*\s)?괜찮아\S*$",
            r"^(?:미쳤다|대박|최고|헐)",
        )
    )
)
_LAMENTS = re.compile(r"어떡|어쩌|어쩜|어떻게 (?:하|해)|뭐 ?(?:하|해)")
_ASKED = {
    "왜",
    "뭐",
    "누구",
    "언제",
    "어디",
    "무엇",
    "무슨",
    "얼마",
    "어떻",
    "어떡하",
    "어쩌",
    "어쩌면",
    "몇",
}
_TAKEN_UP = {
    "는지",
    "은지",
    "ᆫ지",
    "ᆯ지",
    "을지",
    "다고",
    "ᆫ다고",
    "라고",
    "냐고",
    "자고",
    "으라고",
    "어도",
}
_QUESTIONS = words("questions")
_ORDERS = words("orders")
_COMMANDS = re.compile(
    r"^(?:조용히|그만|빨리|얼른|제발|힘내|가만히)\s.{0,8}$|지 마(?:요|라|세요)?$|"
    r"^보고 싶[어다]\S*$|^사랑해"
)
_NO_QUESTION = ("거든", "더라", "다니까", "ᆫ다니까", "는다니까")
"""Endings that tell something, even with a question mark."""
_FELT = {"기분", "느낌", "상태", "마음", "심정", "상황", "입장", "처지"}
_SECOND_PERSON = {"너", "너희", "당신", "니", "자네"}


def is_refused(text: str) -> bool:
    """Whether `text` holds words that no mirror may give back."""
    return bool(_REFUSED.search(text))


def is_addressed(found: list[Sentence]) -> bool:
    """Whether 공감이 is spoken to: asked, told to do something, or called "you"."""
    if any(m.form in _SECOND_PERSON and m.kind == "NP" for s in found for m in s.morphemes):
        return True
    last = found[-1]
    return is_order(last) or (asks(last) and (last.asks or not _LAMENTS.search(last.text)))


def asks(sentence: Sentence) -> bool:
    """Whether a sentence is a question, with or without its sign."""
    if _ending(sentence) in _QUESTIONS or (
        sentence.asks
        and not _ending(sentence).startswith(_NO_QUESTION)
        and not is_fragment(sentence)
    ):
        return True
    ms = sentence.morphemes
    if any(m.form == "얼마나" for m in ms):
        return not any(m.form.endswith("지") and m.kind == "EC" for m in ms)
    asked = [i for i, m in enumerate(ms) if m.form in _ASKED and not _is_while(sentence, i)]
    return bool(asked) and not any(_takes_up(sentence, i) for i in range(asked[-1], len(ms) - 1))


def is_fragment(sentence: Sentence) -> bool:
    """Whether it is a noun of feeling with what tells of it: "갇혀서 못 나오는 느낌"."""
    *before, last = sentence.morphemes
    return last.form in _FELT and bool(before) and before[-1].kind == "ETM"


def _is_while(sentence: Sentence, i: int) -> bool:
    """Whether "얼마" only tells of a while: "얼마 전에"."""
    after = sentence.morphemes[i + 1].form if i + 1 < len(sentence.morphemes) else ""
    return sentence.morphemes[i].form == "얼마" and after in {"전", "안", "동안", "후", "뒤"}


def _takes_up(sentence: Sentence, i: int) -> bool:
    """Whether a word of asking is answered within: "뭐라고", "왜 그러는지 몰라", "언제부턴가"."""
    m, after = sentence.morphemes[i], sentence.morphemes[i + 1]
    if m.kind == "EC" and m.form in _TAKEN_UP:
        return True
    if m.kind == "ETM" and after.form not in {"거", "것"}:
        return True
    if m.form == "으면" and sentence.morphemes[i - 1].kind == "EP":
        return True
    return m.form in {"몇", "든"} or (m.kind in {"NP", "JKB", "JX"} and after.kind == "VCP")


def is_order(sentence: Sentence) -> bool:
    """Whether a sentence wants something done, offers it or proposes it."""
    if _COMMANDS.search(sentence.text) or _ending(sentence) in _ORDERS:
        return True
    words = [m for m in sentence.morphemes if m.kind != "JX" or m.form != "요"]
    if len(words) < 2 or words[-1].kind not in {"EF", "EC"} or _has_subject(sentence):
        return False
    stem, end = words[-2], words[-1].form
    if end in {"세요", "시죠"}:
        return True
    linked = [m.form for m in words[:-2] if m.kind != "JX"][-1:] == ["어"]
    helps = stem.form in {"주", "보"} and linked
    return (helps or stem.form in {"도와주", "달"}) and end in {"어", "어요", "어라"}


def _has_subject(sentence: Sentence) -> bool:
    """Whether somebody is named who acts, so that the ending states and does not ask."""
    return any(
        m.kind == "JKS" or (m.kind == "JX" and m.form in {"은", "는", "ᆫ"})
        for m in sentence.morphemes
    )


def _ending(sentence: Sentence) -> str:
    ms = [m for m in sentence.morphemes if m.kind != "JX" or m.form != "요"]
    return ms[-1].form if ms and ms[-1].kind in {"EF", "EC"} else ""
