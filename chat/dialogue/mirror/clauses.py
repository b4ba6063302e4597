"""How a sentence is built: its last clause, and the nouns marked as subject in it."""

from __future__ import annotations

from chat.dialogue.mirror.analysis import Morpheme, Sentence
from chat.dialogue.mirror.first_person import is_first, next_ending
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.persons import is_human

_INNER = words("inner")
_TIMES = words("times")
_TO_ONESELF = words("to_oneself")
_DONE = {"그만두", "관두", "끊", "버리", "팔", "사", "읽", "쓰", "마시", "접", "포기하"}
_PLACES = {"거기", "여기", "저기", "집", "학교", "회사", "병원", "학원", "밖"}
_GOING = {"가", "오", "다니", "나가"}
_ASKED_WITHIN = {"는지", "은지", "ᆫ지", "ᆯ지", "을지"}
_CALLED = {"다고", "ᆫ다고", "는다고", "라고"}
_SAID_WITHIN = {"단", "ᆫ단", "는단", "다는", "ᆫ다는", "는다는", "라는", "란", "냐는"}
_UPON = words("upon")
_BY_ITSELF = {"깨", "자", "울", "다치", "태어나"}
"""What needs no object, so that a bare noun before it is who does it: "애 깼네"."""


def word_of(sentence: Sentence, i: int) -> str:
    """The dictionary stem at `i`: 속상하, 걱정되, 떠지, 싫어지."""
    m = sentence.morphemes[i]
    before = sentence.morphemes[i - 1] if i else m
    if m.kind in {"XSV", "XSA"} or (before.kind == "NNG" and before.end == m.start):
        return sentence.morphemes[i - 1].form + m.form
    if m.kind == "VX" and m.form == "지" and i > 1:
        return sentence.text[sentence.morphemes[i - 2].start : m.start].strip() + "지"
    if m.kind == "VX" and m.form in {"않", "못하"}:
        return word_of(sentence, before_negation(sentence, i))
    if m.form == "들" and i > 1 and sentence.morphemes[i - 2].form == "마음":
        return "마음에들"
    return m.form


def before_negation(sentence: Sentence, i: int) -> int:
    """Where the verb stands that 않다 or 못하다 at `i` denies."""
    j = i - 1
    while j > 0 and sentence.morphemes[j].kind in {"EC", "JX", "JKO", "JKS", "MAG"}:
        j -= 1
    return j


def subjects(sentence: Sentence, start: int, end: int) -> list[int]:
    """Where nouns stand that are marked as subject or topic between two morphemes."""
    found = []
    for i in range(start + 1, end):
        m, noun = sentence.morphemes[i], sentence.morphemes[i - 1]
        marked = (
            m.kind in {"JKS", "JKC"}
            or _is_misread(sentence, i)
            or (m.kind == "JX" and m.form in {"은", "는", "ᆫ"})
        )
        if m.kind == "JX" and m.form in {"도", "만"}:
            marked = is_human(sentence, i - 1) or is_own(sentence, i - 1)
            marked = marked or (noun.form in _INNER and not _takes_object(sentence, end))
            comes = noun.form in {"전화", "연락", "답장", "문자"} and not _is_sent(sentence, end)
            marked = marked or noun.form in {"때", "적", "비"} or comes
        if _is_within(sentence, i) or _is_left_out(sentence, i) or _is_conceded(sentence, i):
            continue
        if not marked or noun.kind not in {
            "NNG",
            "NNP",
            "NP",
            "NNB",
            "NR",
            "SN",
            "XSN",
            "ETN",
            "SL",
        }:
            continue
        if _is_asked_within(sentence, i, end) or _is_done_topic(sentence, i, end):
            continue
        if m.kind == "JX" and (noun.form in _TIMES or _is_amount(sentence, i - 1)):
            continue
        found.append(i - 1)
    return found


def _is_asked_within(sentence: Sentence, i: int, end: int) -> bool:
    """Whether what is marked at `i` belongs to what is checked or said: "가스가 꺼졌는지"."""
    ending = next_ending(sentence, i)
    form = sentence.morphemes[ending].form
    if not i < ending < end:
        return False
    of_thing = form in _CALLED and not is_human(sentence, i - 1) and not is_own(sentence, i - 1)
    return of_thing or form in _ASKED_WITHIN or form in _SAID_WITHIN


def _is_done_topic(sentence: Sentence, i: int, end: int) -> bool:
    """Whether the topic at `i` is what is done: "공부는 학교에서 하고 있어"."""
    m, noun = sentence.morphemes[i], sentence.morphemes[i - 1]
    if m.kind == "JX" and noun.form in _PLACES and sentence.morphemes[end].form in _GOING:
        return True
    if m.kind != "JX" or noun.kind != "NNG" or is_human(sentence, i - 1):
        return False
    return any(x.pair == ("하", "VV") or x.form in _DONE for x in sentence.morphemes[i : end + 1])


def _takes_object(sentence: Sentence, i: int) -> bool:
    """Whether the verb at `i` does something to a noun: "자신감도 잃었어"."""
    if i >= len(sentence.morphemes):
        return False
    return sentence.morphemes[i].form in {"잃", "잊", "갖", "가지", "찾", "내", "쓰", "주", "느끼"}


def _is_sent(sentence: Sentence, end: int) -> bool:
    """Whether somebody does it: "연락만 돌리고 있어"."""
    return any(m.form in {"돌리", "보내", "하", "기다리"} for m in sentence.morphemes[:end])


def _is_misread(sentence: Sentence, i: int) -> bool:
    """Whether a subject's 이 was taken for "이다": no ending follows it."""
    m = sentence.morphemes[i]
    return m.pair == ("이", "VCP") and m.end > m.start and sentence.morphemes[i + 1].kind[0] != "E"


def _is_amount(sentence: Sentence, noun: int) -> bool:
    """Whether a noun counts: "하루에 다섯 잔은"."""
    counts = noun > 0 and sentence.morphemes[noun - 1].kind in {"NR", "SN"}
    return counts and not is_human(sentence, noun)


def _is_within(sentence: Sentence, i: int) -> bool:
    """Whether somebody at `i` only tells of a noun after it: "내가 사 준 옷을"."""
    own = is_first(sentence, sentence.morphemes[i - 1])
    if sentence.morphemes[i].kind not in {"JKS", "JKC"}:
        return False
    end = next_ending(sentence, i)
    if sentence.morphemes[end].kind == "ETN" and sentence.morphemes[end + 1].form == "전":
        return True
    if not own and not is_human(sentence, i - 1):
        return sentence.morphemes[end].kind == "ETM" and _is_seen(sentence, end + 1)
    if sentence.morphemes[end].kind != "ETM":
        return False
    if end + 2 >= len(sentence.morphemes):
        return own
    return own or (
        sentence.morphemes[end + 1].form
        not in {"척", "줄", "적", "지", "수", "모양", "편", "중", "듯", "데", "앞"}
        and sentence.morphemes[end + 2].kind in {"JKO", "JKB", "JX", "JKS", "NNG"}
    )


def _is_seen(sentence: Sentence, i: int) -> bool:
    """Whether the noun at `i` is a time, or what is seen or known: "불이 꺼진 걸 봤어"."""
    form, after = sentence.morphemes[i].form, sentence.morphemes[i + 1 : i + 2]
    return form == "때" or (form in {"것", "거"} and bool(after) and after[0].kind == "JKO")


def _is_left_out(sentence: Sentence, i: int) -> bool:
    """Whether "나만" at `i` is the one who was left out: "나만 빼고"."""
    return i + 1 < len(sentence.morphemes) and sentence.morphemes[i + 1].form == "빼"


def _is_conceded(sentence: Sentence, i: int) -> bool:
    """Whether the mark at `i` is on a verb or on what is slept: "듣긴 하다", "잠도 못 자다"."""
    noun = sentence.morphemes[i - 1]
    if noun.kind == "ETN" and sentence.morphemes[i].kind == "JX":
        return True
    return noun.form in {"잠", "한숨"} and any(
        m.pair == ("자", "VV") for m in sentence.morphemes[i:]
    )


def clause_start(sentence: Sentence, i: int) -> int:
    """Where the last clause begins: after the last ending that links two."""
    j = i - 1
    while j > 0:
        m, after = sentence.morphemes[j], sentence.morphemes[j + 1]
        if m.kind == "MAJ" or (m.pair == ("데", "NNB") and after.kind in {"VV", "VA", "MAG"}):
            return j + 1
        if m.kind == "EC" and not _is_chained(m, after, j + 1 == i):
            return j + 1
        j -= 1
    return 0


def _is_chained(m: Morpheme, after: Morpheme, at_stem: bool) -> bool:
    """Whether an ending ties two verbs into one predicate, rather than two clauses."""
    if after.kind == "VX" or m.form in {
        "게",
        "지",
        "ᆯ지",
        "는지",
        "은지",
        "ᆫ지",
        "다고",
        "라고",
        "냐고",
        "자고",
    }:
        return True
    if after.kind in {"JX", "JKS", "JKO"}:
        return True
    return at_stem and after.kind in {"VV", "XSV"} and m.form in {"어", "러", "으러"}


def link(sentence: Sentence, i: int) -> str:
    start = clause_start(sentence, i)
    return sentence.morphemes[start - 1].form if start else ""


def is_own(sentence: Sentence, i: int) -> bool:
    return is_first(sentence, sentence.morphemes[i])


def is_modified(sentence: Sentence, noun: int) -> bool:
    return noun > 0 and sentence.morphemes[noun - 1].kind == "ETM"


def is_owned(sentence: Sentence, noun: int) -> bool:
    """Whether a part belongs to somebody else: "엄마 손이", "동생의 머리가"."""
    j = noun - 1
    if j >= 0 and sentence.morphemes[j].kind == "JKG":
        j -= 1
    return j >= 0 and is_human(sentence, j) and not is_own(sentence, j)


def is_done_to(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the speaker is the one it is done to: "나를 쳐다봐", "저한테 화를 내요"."""
    if end < len(sentence.morphemes) and word_of(sentence, end) in _TO_ONESELF:
        return False
    pairs = zip(sentence.morphemes[start:end], sentence.morphemes[start + 1 : end], strict=False)
    return any(
        is_first(sentence, a) and b.form in {"를", "을", "ᆯ", "한테", "에게"} for a, b in pairs
    )


def has_object(sentence: Sentence, i: int) -> bool:
    """Whether the clause has an object, so that somebody acts: "집을 나왔어"."""
    return any(m.kind == "JKO" for m in sentence.morphemes[clause_start(sentence, i) : i])


def has_bare_human(sentence: Sentence, i: int) -> bool:
    """Whether somebody stands without a particle where a subject would: "엄마 아파"."""
    ms = sentence.morphemes
    return any(
        is_human(sentence, j) and not is_own(sentence, j)
        and ms[j].form not in {"누구", "아무"}
        and ms[j + 1].kind in {"MAG", "VV", "VA", "MM", "NP", "XSN"}
        and ms[j + 1].form not in _UPON
        and (ms[j + 1].kind != "XSN" or _acts_next(sentence, j + 2))
        and ms[j + 2].kind != "ETM"
        for j in range(i - (sentence.morphemes[i].form not in _BY_ITSELF))
    )  # fmt: skip


def _acts_next(sentence: Sentence, i: int) -> bool:
    """Whether what stands at `i` is done by the one before it."""
    m, after = sentence.morphemes[i], sentence.morphemes[i + 1]
    return m.kind in {"MAG", "VV", "VA"} and m.form not in _UPON and after.kind != "ETM"


def bare_noun(sentence: Sentence, i: int) -> str:
    for m in reversed(sentence.morphemes[:i]):
        if m.kind in {"NNG", "NNB"}:
            return m.form
        if m.kind not in {"MAG", "JX"}:
            return ""
    return ""
