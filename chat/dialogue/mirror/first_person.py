"""The speaker's "I" in a sentence: dropped, turned, or kept inside what somebody thinks."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Morpheme, Sentence
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.persons import is_human

_TO_ONESELF = words("to_oneself")
_FIRST = {"나", "저", "우리", "저희", "제", "내"}
_MARK = "\x01"
"""Stands before each word for "I", as the analyser found it, while words are exchanged."""
_SELF = (
    (r"\x01(?:나|저)도 모르게", "자신도 모르게"),
    (r"\x01(?:나를|저를|날|절) (?=[가-힣]+게 )", "자신을 "),
    (r"\x01(?:나|저|내|제) (?=(?:자신|스스로)(?![가-힣]감))", ""),
)
"""What stays for one's own sake, said of a listener: "나도 모르게"."""
_DROPPED = (
    (r"\x01(?:나의|저의|내|제) (?=(?:얘기|이야기|욕|험담|흉)[을를]? 하고? )", "자신의 "),
    (r"((?:다들|모두) \S+서 )\x01(?:나|저)도 ", r"\1따라 "),
    (r"\x01(?:나|저)만 빼고 ", "혼자만 빼고 "),
    (r"\x01(?:나|저)만 혼자 ", "혼자 "),
    (r"\x01(?:나|저)만 ", "혼자만 "),
    (r"\x01(?:나|저|우리)를 빼고 ", "혼자만 빼고 "),
    (r"\x01(?:나를|저를|날|절|우리를) (?:(?:보고|보며|보면서) )?", ""),
    (r"\x01(?:나|저) 보고 ", ""),
    (r"\x01(?:나|저|우리)(?:한테|에게|보고)(?:는|만|도|까지)? ", ""),
    (r"\x01(?:내게|제게)(?:는|만|도)? ", ""),
    (r"\x01(?:나는|나도|저는|저도|내가|제가|난|전|우리는|저희는|우리도|우리가|저희가) ", ""),
    (r"\x01(?:나의|저의|내|제|우리|저희|나|저) (?!때문|없이|따위|정도)", ""),
    (r"\x01(?=우리 ?나라)", ""),
)
_MUTUAL = re.compile(
    r"\x01(?:나|저|우리)(?:랑|와|하고) (?=.*(?:안 $|헤어|싸우|다투|멀어|맞))|"
    r"\x01(?:나|저)(?:랑|와|하고) $"
)
_WISHED = re.compile(
    r"(?<= )\x01(?:내가|제가) (?=\S+ ?\S*[기길] ?(?:를|을)? (?:바라|바랐|원하|원했))|"
    r"(?<= )\x01(?:내가|제가) (?=\S+ \S*[기길](?:를|을)? $)"
)
"""What others wish of the speaker: "내가 의대에 가길 바랐어"."""
_ONLY_I = re.compile(r"\x01(?:나|저)만 $")
_TIED = re.compile(
    r"[가-힣]도 \x01(?:나|저)도 |\x01(?:나|저) (?:말고|대신|빼고|없이) "
    r"|[가-힣](?:이|가|은|는|께서) \x01(?:내가|제가) "
    r"|[가-힣](?:이|가|은|는|께서) (?:(?!는데|지만|고 )[^\x01])*\x01(?:나|저)만 (?!빼|혼자)"
)
"""Where somebody else stands beside "I", so that it cannot go: "선생님이 나만 혼내"."""
_TO_ME = (r"\x01(?:(?:나|저)(?:한테|에게)|내게|제게)(?=(?:는|만|도|까지)? )", "자신에게")
_DONE_TO_ME = ((r"\x01(?:나를|저를|날|절)(?= )", "자신을"), _TO_ME)
"""Where a thing does it, it must be told to whom: "불행이 나한테 왔어"."""
_KEPT = (
    *_SELF,
    (r"\x01(?:나|저) (?=혼자만)", ""),
    (r"^\x01(?:나|저) 따위(?:는|가) ", "자신이 "),
    (
        r"^\x01(?:나|저) (?!때문|말고|대신|빼고|없이|따위|정도|하나|같은|아니|보고)"
        r"(?:진짜 |정말 )?",
        "자신이 ",
    ),
    *_DONE_TO_ME,
    (r"\x01(?:나|저) ?보고 ", "자신에게 "),
    (r"\x01(?:나|저)[는도] (?=\x01(?:내|제)가)", ""),
    (r"\x01(?:내|제)가 (?=생각해)", ""),
    (r"(?<=[가-힣] )\x01(?:나는|저는|난|전)(?= )", "자신은"),
    (r"\x01(?:나는|저는|난|전|제가|내가)(?= )", "자신이"),
    (
        r"\x01(?:나의|저의|내|제) "
        r"(?=(?:잘못|탓|책임|문제|몫|말|얘기|이야기|마음|편|생각|존재|욕|험담|흉)|$)",
        "자신의 ",
    ),
    (r"\x01(?:나의|저의|내|제|우리|저희) ", ""),
    (r"\x01(?:우리|저희)(?:는|가|도) ", ""),
    (r"\x01(?:우리|저희)", "우리"),
    (r"\x01(?:나|저)", "자신"),
)
_OWN_BESIDE_OTHERS = re.compile(
    r"((?:이|가|은|는|께서) (?:[^\x01]* )?)\x01(?:나의|저의|내|제) "
    r"(?!잘못|탓|책임|문제|몫)(?=[가-힣])"
)
"""Where "자신의" would be said of the one named before: "남편이 내 마음을 몰라"."""
_TOPIC = re.compile(r"^((?:그 )?\S+?)(은|는)(?= .*자신(?:을|에게))")
"""Who acts on the speaker, better marked as subject: "그 사람은 나를 속인 것 같아"."""
_BARE = re.compile(r"^(\S+(?:님|남편|엄마|아빠|친구)) (?=(?:너무|진짜|정말|맨날)?\s?$)")
"""Who is judged, named without a particle: "교수님 너무해"."""
_STARTS = re.compile(r"^(?:(?:사실|솔직히|그냥) )+")
_TOLD = {
    "걔가": "그 친구가",
    "걔는": "그 친구는",
    "걘": "그 친구는",
    "걔를": "그 친구를",
    "걜": "그 친구를",
    "걔랑": "그 친구랑",
    "걔네": "그 친구들",
    "걔네들": "그 친구들",
    "얘네": "그 친구들",
    "쟤네": "그 친구들",
    "걔들": "그 친구들",
    "걔네가": "그 친구들이",
    "걔네는": "그 친구들은",
    "걔네를": "그 친구들을",
    "걔네랑": "그 친구들이랑",
    "인간들": "사람들",
}
_TOLD_OF = re.compile(
    r"(?<![가-힣])(?:걔[가는를랑]|걘|걜|걔네[가는를랑])(?= )|"
    r"(?<![가-힣])(?:[걔얘쟤]네들?|걔들|인간들)"
    r"|(?<![가-힣])[걔얘쟤](?=[한도만에의였 ])"
)
_YOUNG = re.compile(r"저 (?:어렸|어릴|태어|초등|중학|고등|대학)")
_FORMER = re.compile(r"전 (?:남편|아내|부인|와이프|남친|여친|남자|여자|애인|직장|회사|사장)")


def turned(sentence: Sentence, end: int) -> str | None:
    """`sentence` up to `end` without the speaker's "I"; None where that cannot be dropped."""
    is_done = _is_done_by_a_thing(sentence)
    if _is_described(sentence, end):
        return None
    head = _MUTUAL.sub("", _WISHED.sub("", _marked(sentence, end)))
    if sentence.text.startswith("혼자", end):
        head = _ONLY_I.sub("", head)
    if _TIED.search(head):
        return None
    done = _DONE_TO_ME if is_done or _does_to_itself(sentence) else ()
    for pattern, instead in (*_SELF, *done, *_DROPPED):
        head = re.sub(pattern, instead, head)
    return None if _MARK in head else _named(_STARTS.sub("", head))


def kept(sentence: Sentence, end: int) -> str:
    """`sentence` up to `end` as it stands inside what somebody thinks, where "I" stays."""
    head = _OWN_BESIDE_OTHERS.sub(r"\1", _marked(sentence, end, of_nouns=False))
    for pattern, instead in _KEPT:
        head = re.sub(pattern, instead, head)
    head = _BARE.sub(_as_subject, _named(head.replace(_MARK, "")))
    if any(m.kind == "JKS" for m in sentence.morphemes):
        return head
    return _TOPIC.sub(lambda told: told[1] + {"은": "이", "는": "가"}[told[2]], head)


def compares(sentence: Sentence, end: int) -> bool:
    """Whether "I" is compared with, or the reason, so that it must stay: "나보다", "나 때문에"."""
    return bool(
        re.search(_MARK + "(?:나|저)(?:보다|처럼|밖에| 때문| 없이)", _marked(sentence, end))
    )


def _as_subject(named: re.Match[str]) -> str:
    closed = (ord(named[1][-1]) - ord("가")) % 28
    return named[1] + ("이 " if closed else "가 ")


def _does_to_itself(sentence: Sentence) -> bool:
    """Whether one does it to oneself: "나를 다독였는데"."""
    forms = {m.form for m in sentence.morphemes if m.kind[0] in "VN"}
    return any(word.removesuffix("하") in forms or word in forms for word in _TO_ONESELF)


def _is_done_by_a_thing(sentence: Sentence) -> bool:
    """Whether something comes over the speaker: "불행이 나한테 왔어"."""
    pairs = enumerate(zip(sentence.morphemes, sentence.morphemes[1:], strict=False))
    marked = [i for i, (_, mark) in pairs if mark.kind == "JKS"]
    return bool(marked) and not any(
        is_human(sentence, i) or is_first(sentence, sentence.morphemes[i]) for i in marked
    )


def next_ending(sentence: Sentence, i: int) -> int:
    """Where the verb after `i` ends; 0 where none does."""
    ends = (
        j
        for j, m in enumerate(sentence.morphemes)
        if j > i and m.kind in {"EC", "EF", "ETM", "ETN"} and m.form != "어"
    )
    return next(ends, 0)


def _is_of_noun(sentence: Sentence, at: int) -> bool:
    """Whether "내가" at `at` only tells of a noun after it: "내가 다니던 회사"."""
    i = next((i for i, m in enumerate(sentence.morphemes) if m.start == at), 0)
    end = next_ending(sentence, i)
    ms = sentence.morphemes
    return (
        ms[i + 1].kind == "JKS" and ms[end].kind == "ETM"
        and end + 1 < len(ms) and ms[end + 1].kind == "NNG"
    )  # fmt: skip


def _end_of_own(sentence: Sentence, m: Morpheme) -> int:
    """Where "내가" at `m` ends, or what it does, where that would be said of one before it."""
    i = sentence.morphemes.index(m)
    others = any(
        a.kind == "JKS" or a.pair in {("은", "JX"), ("는", "JX")} for a in sentence.morphemes[:i]
    )
    return sentence.morphemes[next_ending(sentence, i) if others else i + 1].end


def is_first(sentence: Sentence, m: Morpheme) -> bool:
    """Whether `m` says "I"; 저 before a noun may be read as "that"."""
    text = sentence.text
    if m.start and text[m.start - 1] != " ":
        return False
    if text[m.start : m.start + 2] == "전 ":
        says = m.kind == "NP" or (m.start == 0 and m.kind == "MM")
        return says and not _FORMER.match(text, m.start)
    if _YOUNG.match(text, m.start):
        return True
    says = (m.kind == "NP" and m.form in _FIRST) or m.pair in {("제", "MM"), ("내", "MM")}
    return says or (m.start == 0 and m.pair in {("저", "MM"), ("저", "IC")})


def _is_described(sentence: Sentence, end: int) -> bool:
    """Whether "I" has words that tell of it, which would be left hanging: "먹고 있는 나를"."""
    pairs = zip(sentence.morphemes, sentence.morphemes[1:], strict=False)
    return any(
        a.kind in {"ETM", "JKG"} and b.kind == "NP" and b.form in {"나", "저"} and b.start < end
        for a, b in pairs
    )


def _marked(sentence: Sentence, end: int, *, of_nouns: bool = True) -> str:
    text = sentence.text[:end]
    for m in reversed(sentence.morphemes):
        if m.start < end and is_first(sentence, m):
            if not of_nouns and _is_of_noun(sentence, m.start):
                text = text[: m.start] + text[_end_of_own(sentence, m) :].lstrip()
                continue
            text = f"{text[: m.start]}{_MARK}{text[m.start :]}"
    return text


def _named(head: str) -> str:
    """`head` without words one says only of a close friend."""
    return _TOLD_OF.sub(lambda told: _TOLD.get(told[0], "그 친구"), head)
