"""The last predicate of a sentence: its stem, its tense, and how it ended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chat.dialogue.mirror.analysis import Form, Morpheme, Sentence, is_now
from chat.dialogue.mirror.clauses import word_of
from chat.dialogue.mirror.frames import Kind
from chat.dialogue.mirror.lexicon import words
from chat.dialogue.mirror.persons import is_human

STATED = words("stated")
TOLD = words("told")
_EVENTS = words("events")

REASONS = {"어서", "어가지고", "느라", "느라고"}
STEMS = {"VV", "VA", "VX", "XSV", "XSA", "VCP", "VCN"}
_STATES = words("within") | words("towards")
_LASTING = {
    "있",
    "없",
    "재미있",
    "맛있",
    "재밌",
    "쓸모없",
    "상관없",
    "관계없",
    "끊임없",
    "맛없",
    "멋있",
}


@dataclass(frozen=True)
class Predicate:
    """The last predicate of a sentence: its stem's place, its tense, and how it ended."""

    sentence: Sentence
    at: int
    """Index of the stem among the morphemes."""
    past: bool
    will: bool
    honoured: bool
    ending: str

    @property
    def stem(self) -> Morpheme:
        return self.sentence.morphemes[self.at]

    def before(self, back: int = 1) -> Morpheme:
        """The morpheme `back` places before the stem; an empty one where there is none."""
        i = self.at - back
        return self.sentence.morphemes[i] if i >= 0 else Morpheme("", "", 0, 0)


def read(sentence: Sentence) -> Predicate | None:
    """The last predicate, where the sentence ends in one and its ending is known."""
    ms = list(sentence.morphemes)
    while ms and ms[-1].form in {"요", "ᆼ"} and ms[-1].kind in {"JX", "Z_CODA"}:
        ms.pop()
    if not ms or ms[-1].kind not in {"EF", "EC", "ETN"}:
        return None
    ending, i = ms[-1].form, len(ms) - 2
    marks = set()
    while i >= 0 and ms[i].kind == "EP":
        marks.add(ms[i].form)
        i -= 1
    if "겠" in marks and i > 0 and ms[i].form == "어야":
        i -= 1
    if (
        i < 0
        or (i == 0 and ms[i].kind == "VCP")
        or ms[i].kind not in STEMS
        or not marks <= {"었", "았", "겠", "시", "으시", "엇", "었었", "았었"}
    ):
        return None
    honoured = bool(marks & {"시", "으시"}) or ending in {"세요", "으세요"}
    past = bool(marks & {"었", "았", "엇", "었었", "았었"})
    if ending in TOLD and any(m.form in {"면", "으면"} for m in ms[:i]):
        ending = "다"
    noted = ending in {"음", "ᆷ"} and "겠" not in marks and not is_now(sentence)
    past = past or (noted and _is_done(sentence, i))
    if_ever = any(m.form in {"면", "으면"} for m in ms[:i])
    happened = kind_of(sentence, i) is Kind.VERB or sentence.in_past
    lasts = if_ever or _is_lasting(sentence, i)
    told = ending in TOLD or (ending in REASONS and happened and not lasts)
    return Predicate(sentence, i, past or told, "겠" in marks, honoured, ending)


def _is_lasting(sentence: Sentence, i: int) -> bool:
    """Whether a reason is what one feels, or is never good at: "발표를 잘 못해서"."""
    lacks = sentence.morphemes[i].form == "못하" or sentence.morphemes[i - 1].form == "못"
    bad_at = lacks and any(m.form == "잘" for m in sentence.morphemes[:i])
    return bad_at or (word_of(sentence, i) in _STATES and not sentence.in_past)


def _is_done(sentence: Sentence, i: int) -> bool:
    """Whether a note like "제목 씀" tells what was done."""
    before = sentence.morphemes[i - 1].form if i else ""
    undone = before == "안" and re.search(r"(?:하나|아무것)도 |아직", sentence.text)
    is_deed = kind_of(sentence, i) is Kind.VERB and (before not in {"안", "못"} or bool(undone))
    return is_deed or word_of(sentence, i) in _EVENTS


def kind_of(sentence: Sentence, i: int) -> Kind:
    """How the stem at `i` conjugates, as those that help another do as that one does."""
    m = sentence.morphemes[i]
    if m.form in _LASTING:
        return Kind.EXISTENCE
    if m.kind in {"VCP", "VCN"}:
        return Kind.COPULA
    if m.kind in {"VA", "XSA"} or m.form == "싶" or _is_too_much(sentence, i):
        return Kind.ADJECTIVE
    helps = m.form in {"않", "못하"} or (
        m.form == "하" and sentence.morphemes[i - 1].form in {"도", "는", "ᆫ", "은"}
    )
    if (
        m.kind in {"VX", "VV"}
        and helps
        and any(x.kind in {"ETN", "EC"} for x in sentence.morphemes[max(i - 2, 0) : i])
    ):
        j = i - 1
        while j > 0 and sentence.morphemes[j].kind not in STEMS:
            j -= 1
        return kind_of(sentence, j)
    if (
        m.kind == "VX"
        and m.form == "보"
        and sentence.morphemes[i - 1].form.endswith(("까", "나", "가"))
    ):
        return Kind.ADJECTIVE
    return Kind.VERB


def _is_too_much(sentence: Sentence, i: int) -> bool:
    """Whether it is 너무하다, which the analyser takes for a doing: "교수님 너무해"."""
    m, before = sentence.morphemes[i], sentence.morphemes[i - 1]
    return m.form == "하" and i > 0 and before.form == "너무" and before.end == m.start


def joint(sentence: Sentence, i: int) -> tuple[Form, ...]:
    """The stem, with the noun before "이다", whose last sound it depends on."""
    if _is_too_much(sentence, i):
        return (("너무하", "VA"),)
    return tuple(m.pair for m in sentence.morphemes[first_of_joint(sentence, i) : i + 1])


def joint_start(sentence: Sentence, i: int) -> int:
    return sentence.morphemes[first_of_joint(sentence, i)].start


def first_of_joint(sentence: Sentence, i: int) -> int:
    m = sentence.morphemes[i]
    return i - 1 if i and (m.kind == "VCP" or _is_too_much(sentence, i)) else i


def others_act(p: Predicate) -> bool:
    return any(is_human(p.sentence, i) for i in range(p.at))


def is_quotation(p: Predicate) -> bool:
    return p.stem.form in {"하", "그러"} and p.before().form.endswith("고")
