"""The speaker's "I" in a sentence: dropped, turned, or kept inside what somebody thinks."""

from __future__ import annotations

import re

from chat.dialogue.mirror.analysis import Morpheme, Sentence

_FIRST = {"나", "저", "우리", "저희", "제", "내"}
_MARK = "\x01"
"""Stands before each word for "I", as the analyser found it, while words are exchanged."""
_DROPPED = (
    (r"\x01(?:나|저)만 빼고 ", "혼자만 빼고 "),
    (r"\x01(?:나|저)만 혼자 ", "혼자 "),
    (r"\x01(?:나|저)만 ", "혼자만 "),
    (r"\x01(?:나|저|우리)를 빼고 ", "혼자만 빼고 "),
    (r"\x01(?:나를|저를|날|절|우리를) (?:(?:보고|보며|보면서) )?", ""),
    (r"\x01(?:나|저) 보고 ", ""),
    (r"\x01(?:나|저|우리)(?:한테|에게|보고)(?:는|만|도|까지)? ", ""),
    (r"\x01(?:내게|제게|네게)(?:는|만|도)? ", ""),
    (r"\x01(?:나는|나도|저는|저도|내가|제가|난|전|우리는|저희는|우리도|우리가|저희가) ", ""),
    (r"\x01(?:나의|저의|내|제|우리|저희|나|저) ", ""),
    (r"\x01(?=우리 ?나라)", ""),
)
_MUTUAL = re.compile(
    r"\x01(?:나|저|우리)(?:랑|와|하고) (?=.*(?:안 $|헤어|싸우|다투|멀어|맞))|"
    r"\x01(?:나|저)(?:랑|와|하고) $"
)
_TIED = re.compile(
    r"[가-힣]도 \x01(?:나|저)도 |\x01(?:나|저) (?:말고|대신|빼고|없이) "
    r"|[가-힣](?:이|가|은|는|께서) \x01(?:내가|제가) "
    r"|[가-힣](?:이|가|은|는|께서) (?:(?!는데|지만|고 )[^\x01])*\x01(?:나|저)만 (?!빼|혼자)"
)
"""Where somebody else stands beside "I", so that it cannot go: "선생님이 나만 혼내"."""
_KEPT = (
    (r"\x01(?:나는|저는|난|전|제가)(?= )", "내가"),
    (r"\x01제게", "내게"),
    (r"\x01제(?= )", "내"),
    (r"\x01절(?= )", "나를"),
    (r"\x01저희", "우리"),
    (r"\x01저", "나"),
)
_STARTS = re.compile(r"^(?:(?:사실|솔직히|그냥) )+")
_TOLD = {
    "걔가": "그 사람이",
    "걔는": "그 사람은",
    "걘": "그 사람은",
    "걔를": "그 사람을",
    "걔랑": "그 사람이랑",
}
_TOLD_OF = re.compile(r"(?<![가-힣])(?:걔[가는를랑]|걘)(?= )|(?<![가-힣])걔(?=[네들한도만에의 ])")
_FORMER = re.compile(r"전 (?:남편|아내|부인|와이프|남친|여친|남자|여자|애인|직장|회사|사장)")


def turned(sentence: Sentence, end: int) -> str | None:
    """`sentence` up to `end` without the speaker's "I"; None where that cannot be dropped."""
    if _is_described(sentence, end):
        return None
    head = _MUTUAL.sub("", _marked(sentence, end))
    if _TIED.search(head):
        return None
    for pattern, instead in _DROPPED:
        head = re.sub(pattern, instead, head)
    return None if _MARK in head else _named(_STARTS.sub("", head))


def kept(sentence: Sentence, end: int) -> str:
    """`sentence` up to `end` as it stands inside what somebody thinks, where "I" stays."""
    head = _marked(sentence, end)
    for pattern, instead in _KEPT:
        head = re.sub(pattern, instead, head)
    return _named(head.replace(_MARK, ""))


def compares(sentence: Sentence, end: int) -> bool:
    """Whether "I" is compared with, or the reason, so that it must stay: "나보다", "나 때문에"."""
    return bool(
        re.search(_MARK + "(?:나|저)(?:보다|처럼|밖에| 때문| 없이)", _marked(sentence, end))
    )


def is_first(sentence: Sentence, m: Morpheme) -> bool:
    """Whether `m` says "I"; 저 before a noun may be read as "that"."""
    text = sentence.text
    if m.start and text[m.start - 1] != " ":
        return False
    if text[m.start : m.start + 2] == "전 ":
        return m.kind == "NP" and not _FORMER.match(text, m.start)
    says = (m.kind == "NP" and m.form in _FIRST) or m.pair == ("제", "MM")
    return says or (m.start == 0 and m.pair in {("저", "MM"), ("저", "IC")})


def _is_described(sentence: Sentence, end: int) -> bool:
    """Whether "I" has words that tell of it, which would be left hanging: "먹고 있는 나를"."""
    pairs = zip(sentence.morphemes, sentence.morphemes[1:], strict=False)
    return any(
        a.kind in {"ETM", "JKG"} and b.kind == "NP" and b.form in {"나", "저"} and b.start < end
        for a, b in pairs
    )


def _marked(sentence: Sentence, end: int) -> str:
    text = sentence.text[:end]
    for m in reversed(sentence.morphemes):
        if m.start < end and is_first(sentence, m):
            text = f"{text[: m.start]}{_MARK}{text[m.start :]}"
    return text


def _named(head: str) -> str:
    """`head` without words one says only of a close friend."""
    return _TOLD_OF.sub(lambda told: _TOLD.get(told[0], "그 사람"), head)
