"""Predicates that a listener turns: 것 같다, -고 하다, -면 좋겠다, -ㄹ까 봐 and their like.

Each gives a claim, False where nothing natural can be made of it, or None where it is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chat.dialogue.mirror.analysis import Form, Morpheme, Sentence, joined
from chat.dialogue.mirror.first_person import kept, turned
from chat.dialogue.mirror.frames import HONORIFIC, WILL, Claim, Kind
from chat.dialogue.mirror.persons import is_human
from chat.dialogue.mirror.predicate import (
    STEMS,
    TOLD,
    Predicate,
    joint,
    joint_start,
    kind_of,
    others_act,
)
from chat.dialogue.mirror.statements import felt, judged, plain, seems
from chat.dialogue.mirror.subject import is_speaker

Shaped = Claim | bool | None


_SAID = re.compile(r"^(ᆫ|는|)(대|다네|대요|다네요|다던데|다더라)$")


_ORDERED = re.compile(r"^(으|)(래|래요|라네|라던데|라더라)$")


def _fears(p: Predicate) -> Shaped:
    """또 실수할까 봐 → 걱정되다."""
    if p.stem.form != "보" or p.ending != "어" or p.past:
        return None
    if not p.before().form.endswith("까"):
        return None
    head = turned(p.sentence, len(p.sentence.text))
    if head is None:
        return False
    return Claim(head + " ", (("걱정", "NNG"), ("되", "XSV")), Kind.VERB, honorific=True)


def _guesses(p: Predicate) -> Shaped:
    """잘못했나 봐, 싫어하는가 봐 → 것처럼 느껴지다."""
    if p.stem.form != "보" or p.before().form not in {"나", "ᆫ가", "은가", "는가"}:
        return None
    i, past = p.at - 2, False
    while p.sentence.morphemes[i].kind == "EP":
        past = past or p.sentence.morphemes[i].form in {"었", "엇"}
        i -= 1
    kind = kind_of(p.sentence, i)
    lasting = kind in {Kind.VERB, Kind.EXISTENCE} and not past
    marks: tuple[Form, ...] = (("는" if lasting else "ᆫ", "ETM"),)
    if past and kind is not Kind.VERB:
        marks = (("었", "EP"), ("던", "ETM"))
    words = joined((*joint(p.sentence, i), *marks))
    if _acts(p.sentence, i):
        head = kept(p.sentence, joint_start(p.sentence, i)) + words
        return Claim(head + " 것 ", (("같", "VA"),), Kind.ADJECTIVE, p.past, honorific=True)
    return seems(kept(p.sentence, joint_start(p.sentence, i)) + words + " 것처럼", p.past)


def _likens(p: Predicate) -> Shaped:
    """것 같다, 바보 같다 → 처럼 느껴지다; -ㄹ 것 같다 stays."""
    if p.stem.form != "같" or p.stem.kind != "VA":
        return None
    before, mark = p.before(), p.before(2)
    if before.form in {"것", "거"} and before.kind == "NNB":
        head = kept(p.sentence, before.start).rstrip()
        if mark.form in {"ᆯ", "을"}:
            return Claim(head + " 것 ", (("같", "VA"),), Kind.ADJECTIVE, p.past, honorific=True)
        if mark.form == "는" and _acts(p.sentence, p.at - 3):
            return Claim(head + " 것 ", (("같", "VA"),), Kind.ADJECTIVE, p.past, honorific=True)
        return seems(head + " 것처럼", p.past)
    if before.kind in {"NNG", "XSN", "NP", "NNB"}:
        return seems(kept(p.sentence, p.stem.start).rstrip() + "처럼", p.past)
    return False


def _acts(sentence: Sentence, i: int) -> bool:
    """Whether the stem at `i` is something the speaker does, which is rather thought than felt."""
    return sentence.morphemes[i].kind in {"VV", "XSV"} and is_speaker(sentence, i)


def _says(p: Predicate) -> Shaped:
    """결혼한대 → 결혼한다고 하다; 참으래 → 참으라고 하다."""
    said, ordered = _SAID.match(p.ending), _ORDERED.match(p.ending)
    if p.stem.form == "하" and p.stem.start == p.stem.end:
        return _ordered(p, p.at - 2, p.before().form)
    if ordered and p.stem.kind not in {"VCP", "VCN"}:
        return _ordered(p, p.at, "라고")
    if not said and not ordered:
        return None
    return _reported(p)


def _ordered(p: Predicate, i: int, ending: str) -> Shaped:
    if not any(is_human(p.sentence, j) for j in range(i)) and ending != "으라고":
        return False
    head = turned(p.sentence, joint_start(p.sentence, i))
    if head is None:
        return False
    words = joined((*joint(p.sentence, i), (ending, "EC")))
    return Claim(f"{head}{words} ", (("하", "VV"),), Kind.VERB, past=True)


def _reported(p: Predicate) -> Shaped:
    head = turned(p.sentence, joint_start(p.sentence, p.at))
    if head is None:
        return False
    stem = joint(p.sentence, p.at) + ((HONORIFIC,) if p.honoured else ())
    claim = Claim(head, stem, kind_of(p.sentence, p.at), p.past, p.will)
    return Claim(claim.quoted() + " ", (("하", "VV"),), Kind.VERB)


def _hears(p: Predicate) -> Shaped:
    """돌아가셨다고 하더라 → 돌아가셨다는 말을 듣다: who said it is not told."""
    if (
        p.stem.form != "하"
        or p.ending not in TOLD
        or p.before().form not in {"다고", "ᆫ다고", "는다고"}
    ):
        return None
    head = turned(p.sentence, p.before().end)
    if head is None:
        return False
    head = head.removesuffix("고") + "는 말을 "
    return Claim(head, (("듣", "VV-I"),), Kind.VERB, past=True, honorific=True)


def _tells(p: Predicate) -> Shaped:
    """화를 내는 거야 → 냈다; 말할 거야 → 말하려고 하다."""
    thing, mark = p.before(), p.before(2)
    if p.stem.kind != "VCP" or thing.form not in {"거", "것"} or mark.kind != "ETM":
        return None
    i = p.at - 3
    if i < 0 or p.sentence.morphemes[i].kind not in STEMS:
        return False
    if mark.form in {"ᆯ", "을"}:
        return _intends(p, i, mark)
    if mark.form not in {"ᆫ", "은", "는", "던"}:
        return False
    happened = mark.form == "던" or kind_of(p.sentence, i) is Kind.VERB
    told = Predicate(p.sentence, i, happened, False, False, "어")
    return judged(told) or plain(told) or False


def _intends(p: Predicate, i: int, mark: Morpheme) -> Shaped:
    if not is_speaker(p.sentence, i):
        return felt(kept(p.sentence, p.before().start).rstrip() + " 거라고")
    head = turned(p.sentence, joint_start(p.sentence, i))
    if head is None:
        return False
    words = joined((*joint(p.sentence, i), ("려고", "EC")))
    return Claim(head + words + " ", (("하", "VV"),), Kind.VERB, honorific=True)


def _means(p: Predicate) -> Shaped:
    """병원에 가 보려고 → 하다."""
    if p.ending not in {"려고", "으려고", "려구"}:
        return None
    head = turned(p.sentence, len(p.sentence.text.removesuffix("요")))
    return head is not None and Claim(head + " ", (("하", "VV"),), Kind.VERB, honorific=True)


def _wishes(p: Predicate) -> Shaped:
    """붙었으면 좋겠다 → 붙었으면 하다."""
    if p.stem.form != "좋" or p.before().form not in {"으면", "면"}:
        return None
    head = turned(p.sentence, p.stem.start)
    return head is not None and Claim(head, (("하", "VV"),), Kind.VERB, honorific=True)


def _exaggerates(p: Predicate) -> Shaped:
    """배고파 죽겠어 → 배고프다; 미치겠어 → 미칠 것 같다."""
    if not p.will:
        return None
    if p.stem.form == "죽" and p.before().form == "어":
        return plain(Predicate(p.sentence, p.at - 2, p.past, False, False, "어"))
    if p.stem.form not in {"미치", "돌", "터지", "죽"}:
        return None
    head = turned(p.sentence, p.stem.start)
    if head is None or p.stem.form == "죽":
        return False
    words = joined((p.stem.pair, ("ᆯ", "ETM")))
    return Claim(f"{head}{words} 것 ", (("같", "VA"),), Kind.ADJECTIVE, p.past, honorific=True)


def _resolves(p: Predicate) -> Shaped:
    """그만둬야겠어 → 그만둬야겠다 싶다; 못 하겠더라 → 못 하겠다 싶다."""
    if not p.will:
        return None
    must = p.sentence.morphemes[p.at + 1].form == "어야"
    able = p.stem.form in {"모르", "못하"} or p.before().form == "못" or p.before(2).form == "못"
    if able and not p.past and not must:
        return None
    if not able and not must and others_act(p):
        return False
    head = turned(p.sentence, joint_start(p.sentence, p.at))
    if head is None:
        return False
    duty: tuple[Form, ...] = (("어야", "EC"),) if must else ()
    words = joined((*joint(p.sentence, p.at), *duty, WILL, ("다", "EF")))
    return Claim(f"{head}{words} ", (("싶", "VX"),), Kind.ADJECTIVE, p.past, honorific=True)


def _must(p: Predicate) -> Shaped:
    """출근해야 해 → 출근하셔야 하다."""
    if p.stem.form not in {"하", "되"} or p.before().form != "어야":
        return None
    i = p.at - 2
    if p.sentence.morphemes[i].kind not in STEMS:
        return False
    own = is_speaker(p.sentence, i)
    head = turned(p.sentence, joint_start(p.sentence, i))
    if head is None:
        return False
    honour = (HONORIFIC,) if own else ()
    words = joined((*joint(p.sentence, i), *honour, ("어야", "EC")))
    return Claim(f"{head}{words} ", (("하", "VV"),), Kind.VERB, p.past)


def _may(p: Predicate) -> Shaped:
    """해고될지도 몰라 → 해고될지도 모른다고 느끼다."""
    if p.stem.form != "모르" or p.before().form != "도":
        return None
    if not p.before(2).form.endswith("지"):
        return None
    return felt(kept(p.sentence, p.stem.start) + "모른다고")


def _regrets(p: Predicate) -> Shaped:
    """그때 잡을걸 그랬어 → 잡을걸 싶다."""
    found = re.match(r"(.*[가-힣]걸)(?: 그랬\S*)?$", p.sentence.text)
    if not found or not re.search(r"그랬|걸요?$", p.sentence.text):
        return None
    head = turned(p.sentence, found.end(1))
    return head is not None and Claim(head + " ", (("싶", "VX"),), Kind.ADJECTIVE, honorific=True)


def _dies(p: Predicate) -> Shaped:
    """강아지가 죽었어 → 세상을 떠났다."""
    if p.stem.form != "죽" or p.stem.kind != "VV":
        return None
    head = turned(p.sentence, p.stem.start)
    if not others_act(p):
        return None
    if not p.past or head is None or is_speaker(p.sentence, p.at):
        return False
    return Claim(f"{head}세상을 ", (("떠나", "VV"),), Kind.VERB, past=True)


SHAPES: tuple[Callable[[Predicate], Shaped], ...] = (
    _fears, _guesses, _likens, _says, _hears, _tells, _means, _wishes, _exaggerates, _resolves,
    _must, _may, _regrets, _dies, judged,
)  # fmt: skip
