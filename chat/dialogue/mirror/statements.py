"""A predicate stated as it is, or as what somebody feels to be so."""

from __future__ import annotations

from chat.dialogue.mirror.clauses import word_of
from chat.dialogue.mirror.first_person import compares, kept, turned
from chat.dialogue.mirror.frames import HONORIFIC, Claim, Kind
from chat.dialogue.mirror.judgements import is_judgement
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
from chat.dialogue.mirror.subject import is_speaker


def judged(p: Predicate) -> Claim | None:
    """내가 한심해 → 내가 한심하다고 느끼다: nobody agrees with that by saying it again."""
    if not is_judgement(p.sentence, word_of(p.sentence, p.at)):
        return None
    if is_quotation(p):
        return None
    return felt(quoted(p))


def plain(p: Predicate) -> Claim | None:
    """The predicate itself, with the speaker's "I" dropped."""
    if p.ending not in STATED | TOLD | REASONS or p.stem.form in {"이러", "이렇", "말"}:
        return None
    if _is_empty(p) or _is_opinion(p) or (p.honoured and not others_act(p)):
        return None
    head = turned(p.sentence, joint_start(p.sentence, p.at))
    if head is None:
        compared = compares(p.sentence, p.stem.start) and not p.will
        return felt(quoted(p)) if compared else None
    if _is_mine(p):
        return felt(quoted(p))
    own = not p.honoured and is_speaker(p.sentence, p.at) and not _is_idiom(p)
    if p.will and not own and others_act(p):
        return None
    return _as_told(p, head, own or p.will)


def _as_told(p: Predicate, head: str, own: bool) -> Claim:
    stem = joint(p.sentence, p.at) + ((HONORIFIC,) if p.honoured else ())
    kind = kind_of(p.sentence, p.at)
    if p.honoured and kind is Kind.EXISTENCE:
        kind = Kind.ADJECTIVE
    return Claim(head, stem, kind, p.past, p.will, own, stays=_stays(p))


def felt(head: str, past: bool = False) -> Claim:
    """`head`, which is what somebody thinks, and that it is felt."""
    return Claim(head + " ", (("느끼", "VV"),), Kind.VERB, past=past, honorific=True)


def seems(head: str, past: bool) -> Claim:
    return Claim(head + " ", (("느껴지", "VV"),), Kind.VERB, past=past, honorific=True)


def quoted(p: Predicate) -> str:
    head = kept(p.sentence, joint_start(p.sentence, p.at))
    stem = joint(p.sentence, p.at) + ((HONORIFIC,) if p.honoured else ())
    return Claim(head, stem, kind_of(p.sentence, p.at), p.past, p.will).quoted()


def _is_mine(p: Predicate) -> bool:
    """집안일은 다 내 몫이야: a burden told as the speaker's own."""
    burden = p.before().form in {"몫", "책임", "담당", "차례", "잘못", "탓", "문제", "숙제"}
    return p.stem.kind == "VCP" and burden and p.before(2).kind == "JKG"


def _is_opinion(p: Predicate) -> bool:
    """What anybody knows is not told of a life: "동물은 물건이 아니잖아"."""
    general = p.stem.kind in {"VCP", "VCN"} or not others_act(p)
    return p.ending.startswith("잖아") and not p.past and general


def _is_empty(p: Predicate) -> bool:
    """Whether the predicate only points at what is said before or after: "첫째가 그러더라고"."""
    if p.stem.form in {"그러", "그렇"} and p.ending in TOLD:
        return True
    if p.stem.form == "되" and p.before().form in {"면", "으면"}:
        return True
    return p.stem.form == "하" and (p.stem.start == 0 or p.before().form.endswith("가"))


def _is_idiom(p: Predicate) -> bool:
    """욕을 먹다, 겁먹다: 드시다 is said of food alone."""
    nouns = {"욕", "겁", "나이", "마음", "애", "더위", "살"}
    return p.stem.form == "먹" and bool({p.before().form, p.before(2).form} & nouns)


def _stays(p: Predicate) -> bool:
    if p.stem.kind == "VX":
        return True
    places = {p.before().kind, p.before(2).kind} if p.before().kind == "JX" else {p.before().kind}
    return bool(places & {"JKB", "MAG"}) or p.before().form in {"혼자", "가만히", "집"}
