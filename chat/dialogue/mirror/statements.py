"""A predicate stated as it is, or as what somebody feels to be so."""

from __future__ import annotations

import re
from dataclasses import replace

from chat.dialogue.mirror.clauses import word_of
from chat.dialogue.mirror.feelings import feels
from chat.dialogue.mirror.first_person import compares, kept, turned
from chat.dialogue.mirror.frames import HONORIFIC, Claim, Kind
from chat.dialogue.mirror.judgements import (
    is_felt_towards,
    is_harsh,
    is_judgement,
    is_opinion,
    is_scant,
    is_treated,
)
from chat.dialogue.mirror.persons import is_human
from chat.dialogue.mirror.predicate import (
    REASONS,
    STATED,
    TOLD,
    Predicate,
    is_quotation,
    joint,
    joint_start,
    kind_of,
    others_act,
)
from chat.dialogue.mirror.subject import is_speaker, names_subject

_LEFT = {"남", "쌓이", "걸리", "막히", "들", "나", "열리", "닫히"}
"""What things do, so that 있다 after it is not 계시다."""
_GENERAL = re.compile(r"[가-힣]면 |누구|원래|다들|사람")
_DONE_TO = {"쓰", "읽", "듣", "사", "끊", "마시", "먹"}
"""What is done to a noun that may stand before it without a space."""


def judged(p: Predicate) -> Claim | None:
    """내가 한심해 → 내가 한심하다고 느끼다: nobody agrees with that by saying it again."""
    if not is_judgement(p.sentence, word_of(p.sentence, p.at)):
        return None
    wonders = any(m.form == "싶" for m in p.sentence.morphemes[max(p.at - 4, 0) : p.at + 1])
    if is_quotation(p) or wonders:
        return None
    if p.will:
        head = kept(p.sentence, joint_start(p.sentence, p.at))
        return replace(_as_told(p, head, own=False), quotes=True)
    return found(p)


def found(p: Predicate) -> Claim:
    """What somebody finds so; a state that is over was found so then."""
    if p.past and kind_of(p.sentence, p.at) is not Kind.VERB:
        return felt(quoted(replace(p, past=False)), past=True)
    return felt(quoted(p))


def plain(p: Predicate) -> Claim | None:
    """The predicate itself, with the speaker's "I" dropped."""
    if p.ending not in STATED | TOLD | REASONS or p.stem.form in {"이러", "이렇", "말"}:
        return None
    if _is_empty(p) or _is_opinion(p) or (p.honoured and not others_act(p)):
        return None
    head = turned(p.sentence, joint_start(p.sentence, p.at))
    if head is None:
        return _with_own(p)
    own = not p.honoured and is_speaker(p.sentence, p.at) and not _is_idiom(p)
    if p.will and not own and others_act(p):
        return None
    if (view := _viewed(p, head, own)) is not None:
        return view
    told = _as_told(p, head, own)
    return replace(told, honorific=False, quotes=True) if _is_only_quoted(p, head, own) else told


def _with_own(p: Predicate) -> Claim | None:
    """What is said where "I" cannot go: "나보다", "나 때문에", "나밖에"."""
    if not compares(p.sentence, p.stem.start) or p.will:
        return None
    return _alone(p) or _wondering(p) or _compared(p) or felt(quoted(p))


def _viewed(p: Predicate, head: str, own: bool) -> Claim | None:
    """What is said as how somebody sees it, where to repeat it would be to agree."""
    word = word_of(p.sentence, p.at)
    if (
        _is_mine(p)
        or _is_forbidden(p)
        or _is_unlikely(p)
        or (head.endswith("자신에게 ") and not own)
    ):
        return felt(quoted(p))
    if p.will:
        return None
    if own and is_felt_towards(word):
        return found(p)
    if is_treated(p.sentence, word) or _is_creed(p) or (not own and is_opinion(p)):
        return felt(quoted(replace(p, past=False)), p.past)
    return None


def _wondering(p: Predicate) -> Claim | None:
    """나 때문인가 싶기도 해: the doubt is the speaker's, and "I" stays in it."""
    if not is_speaker(p.sentence, p.at) or "싶" not in p.sentence.text:
        return None
    return _as_told(p, kept(p.sentence, joint_start(p.sentence, p.at)), own=True)


def _compared(p: Predicate) -> Claim | None:
    """후배가 나보다 먼저 승진했어: a fact, though "I" stays in it."""
    kind = kind_of(p.sentence, p.at)
    if kind is not Kind.EXISTENCE and not (kind is Kind.VERB and p.past):
        return None
    head = kept(p.sentence, joint_start(p.sentence, p.at))
    return replace(_as_told(p, head, own=False), quotes=True)


def _alone(p: Predicate) -> Claim | None:
    """집에 나밖에 없었어: a fact, though "I" stays in it."""
    if "밖에" not in p.sentence.text:
        return None
    head = kept(p.sentence, joint_start(p.sentence, p.at))
    return Claim(head, joint(p.sentence, p.at), kind_of(p.sentence, p.at), p.past, quotes=True)


def _as_told(p: Predicate, head: str, own: bool) -> Claim:
    stem = joint(p.sentence, p.at) + ((HONORIFIC,) if p.honoured else ())
    head += " " if _is_run_on(p) else ""
    kind = kind_of(p.sentence, p.at)
    if p.honoured and kind is Kind.EXISTENCE:
        kind = Kind.ADJECTIVE
    return Claim(head, stem, kind, p.past, p.will, own, stays=_stays(p))


def _is_run_on(p: Predicate) -> bool:
    """Whether a space is wanting: "제목씀", "과제 안함"."""
    before = p.before()
    is_object = before.kind == "NNG" and len(before.form) > 1 and p.stem.form in _DONE_TO
    denies = before.pair in {("안", "MAG"), ("못", "MAG")} and p.stem.kind == "VV"
    denies = denies and (before.form == "안" or p.stem.form != "하")
    return before.end == p.stem.start > 0 and (is_object or denies)


def _is_only_quoted(p: Predicate, head: str, own: bool) -> bool:
    """Whether a listener only says what was said: a guess, a reproach, or nobody's doing."""
    undone = own and p.past and p.ending in {"음", "ᆷ"} and p.before().form == "안"
    if p.will or undone or is_scant(p.sentence.text):
        return True
    if is_harsh(p.sentence.text) and not _others_do(p):
        return True
    if is_quotation(p) and not own:
        return not others_act(p) and p.sentence.morphemes[1].kind != "JKB"
    if p.honoured:
        return not names_subject(p.sentence, p.at)
    if own:
        return False
    if "자신" in head:
        return True
    if p.stem.kind == "VCN" or (p.stem.kind == "VCP" and _is_told_of_own(p)):
        return True
    is_rule = any(m.form in {"면", "으면"} for m in p.sentence.morphemes)
    is_state = kind_of(p.sentence, p.at) is Kind.ADJECTIVE and not p.past
    return ((is_rule or is_state) and not others_act(p)) or not names_subject(p.sentence, p.at)


def felt(head: str, past: bool = False) -> Claim:
    """`head`, which is what somebody thinks, and that it is felt."""
    return Claim(head + " ", (("느끼", "VV"),), Kind.VERB, past=past, honorific=True)


def seems(head: str, past: bool) -> Claim:
    return Claim(head + " ", (("느껴지", "VV"),), Kind.VERB, past=past, honorific=True)


def quoted(p: Predicate) -> str:
    head = kept(p.sentence, joint_start(p.sentence, p.at))
    stem = joint(p.sentence, p.at) + ((HONORIFIC,) if p.honoured else ())
    return Claim(head, stem, kind_of(p.sentence, p.at), p.past, p.will).quoted()


def _is_told_of_own(p: Predicate) -> bool:
    """내가 사랑하는 사람이야: somebody is told by what the speaker does."""
    return bool(re.search(r"(?<![가-힣])[내제]가 \S+ ", p.sentence.text[: p.before().start]))


def _is_creed(p: Predicate) -> bool:
    """공짜는 없어: what somebody thinks of the world."""
    if p.stem.form != "없" or p.past or others_act(p) or p.at > 3:
        return False
    return p.before().kind == "JX" and p.before().form in {"은", "는"}


def _is_unlikely(p: Predicate) -> bool:
    """잘해 줄 리가 없어: a belief about others."""
    return p.stem.form == "없" and any(m.pair == ("리", "NNB") for m in p.sentence.morphemes)


def _is_forbidden(p: Predicate) -> bool:
    """이러면 안 돼: a duty as the speaker sees it."""
    return p.stem.form == "되" and p.before().form == "안" and p.before(2).form in {"면", "으면"}


def _others_do(p: Predicate) -> bool:
    marks = zip(range(p.at), p.sentence.morphemes[1:], strict=False)
    return any(mark.kind == "JKS" and is_human(p.sentence, i) for i, mark in marks)


def _is_mine(p: Predicate) -> bool:
    """집안일은 다 내 몫이야: a burden told as the speaker's own."""
    burden = p.before().form in {"몫", "책임", "담당", "차례", "잘못", "탓", "문제", "숙제"}
    return p.stem.kind == "VCP" and burden and p.before(2).kind == "JKG"


def _is_opinion(p: Predicate) -> bool:
    """What anybody knows is not told of a life: "동물은 물건이 아니잖아"."""
    is_felt = feels(p.sentence) and not _GENERAL.search(p.sentence.text)
    general = p.stem.kind in {"VCP", "VCN"} or not (others_act(p) or is_felt)
    return p.ending.startswith("잖아") and not p.past and general


def _is_empty(p: Predicate) -> bool:
    """Whether the predicate only points at what is said before or after: "첫째가 그러더라고"."""
    if p.stem.form in {"그러", "그렇"} and (p.ending in TOLD or not p.past):
        return True
    if p.stem.form == "되" and p.before().form in {"면", "으면"}:
        return True
    if p.stem.form == "하" and re.match(
        r"(?:하나|아무것)도 (?:안|못) ?하\S*$|(?:하나|아무것)도 (?:안|못) ?함", p.sentence.text
    ):
        return p.ending in {"음", "ᆷ"}
    if p.before().form in {"줄", "이거", "이것", "자기"} and p.stem.kind == "VCP":
        return True
    if p.before().form == "말" and p.before(2).form == "어야":
        return True
    return p.stem.form == "하" and (p.stem.start == 0 or p.before().form.endswith("가"))


def _is_idiom(p: Predicate) -> bool:
    """욕을 먹다, 겁먹다: 드시다 is said of food alone."""
    nouns = {"욕", "겁", "나이", "마음", "애", "더위", "살"}
    return p.stem.form == "먹" and bool({p.before().form, p.before(2).form} & nouns)


def _stays(p: Predicate) -> bool:
    if p.stem.kind == "VX":
        return p.before(2).form not in _LEFT
    places = {p.before().kind, p.before(2).kind} if p.before().kind == "JX" else {p.before().kind}
    return bool(places & {"JKB", "MAG"}) or p.before().form in {"혼자", "가만히", "집"}
