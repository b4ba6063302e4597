"""Predicates that a listener turns: 것 같다, -고 하다, -면 좋겠다, -ㄹ까 봐 and their like.

Each gives a claim, False where nothing natural can be made of it, or None where it is another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from chat.dialogue.mirror.analysis import Form, Morpheme, Sentence, is_now, joined
from chat.dialogue.mirror.clauses import word_of
from chat.dialogue.mirror.first_person import is_first, kept, turned
from chat.dialogue.mirror.frames import HONORIFIC, WILL, Claim, Kind
from chat.dialogue.mirror.judgements import is_judgement
from chat.dialogue.mirror.persons import is_human
from chat.dialogue.mirror.predicate import (
    STATED,
    STEMS,
    TOLD,
    Predicate,
    joint,
    joint_start,
    kind_of,
    others_act,
)
from chat.dialogue.mirror.statements import felt, judged, plain, quoted, seems
from chat.dialogue.mirror.subject import is_speaker

Shaped = Claim | bool | None


_SURE = re.compile(r"분명|아마|틀림없이|다들 |생각[하할]")
_SUSPECTED = re.compile(
    r"도청|감시[하해당]|미행|조종[하해당]|독을 [탔타]|녹음기|카메라[가를]? (?:달|설치|숨)|"
    r"해치려|죽이려|몰래 촬영"
)
_WAY = re.compile(r"(?:어떻게|뭘|뭐를|무엇을|무슨|어디서?|어디로|뭐부터).* \S+지 모르")
_SHOWN = re.compile(r"어떻게|뭘|뭐|무슨|언제|어디|누가|왜|얼마나")
_NAMES_ONESELF = re.compile(r"(?<![가-힣])(?:[내제]가?|나를|저를|날|절|나한테|저한테) ")
_FIGURES = {"지", "되", "무너지", "찢어지", "터지", "깨지", "멈추", "타", "미치", "돌"}
"""What is said in a figure, or comes by itself: to state it would be to take it as a fact."""
_SUDDEN = re.compile(r"너무|갑자기|진짜|엄청|분명|후부터|보니")
_SAID = re.compile(r"^(ᆫ|는|)(대|다네|대요|다네요|다던데|다더라)$")


_ORDERED = re.compile(r"^(으|)(래|래요|라네|라던데|라더라)$")


def _suspects(p: Predicate) -> Shaped:
    """누가 집을 도청해 → 도청한다고 느끼다: what may be a delusion is not taken as a fact."""
    if not _SUSPECTED.search(p.sentence.text) or p.ending not in STATED or p.will:
        return None
    return felt(quoted(p))


def _fears(p: Predicate) -> Shaped:
    """또 실수할까 봐 → 걱정되다."""
    if p.stem.form != "보" or p.ending not in {"어", "어요", "어서"} or p.past:
        return None
    if not p.before().form.endswith("까"):
        return None
    head = turned(p.sentence, len(p.sentence.text))
    if head is None:
        return False
    return Claim(
        re.sub(r"봐\S*$", "봐 ", head), (("걱정", "NNG"), ("되", "XSV")), Kind.VERB, honorific=True
    )


def _guesses(p: Predicate) -> Shaped:
    """잘못했나 봐, 싫어하는가 봐 → 것 같다."""
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
    head = kept(p.sentence, joint_start(p.sentence, i)) + words
    if re.search(r"자신이 \S+지 ", head) or ("자신이 " in head and not is_speaker(p.sentence, i)):
        return False
    return Claim(head + " 것 ", (("같", "VA"),), Kind.ADJECTIVE, p.past, honorific=True)


def _likens(p: Predicate) -> Shaped:
    """바보 같다 → 바보처럼 느껴지다; 것 같다 stays, or falls where it only softens."""
    if p.stem.form != "같" or p.stem.kind != "VA":
        return None
    before, mark = p.before(), p.before(2)
    if before.form in {"것", "거"} and before.kind == "NNB":
        if (fact := _softened(p, mark)) is not None:
            return fact
        head = kept(p.sentence, before.start).rstrip()
        guess = Claim(head + " 것 ", (("같", "VA"),), Kind.ADJECTIVE, p.past, honorific=True)
        return replace(guess, honorific=False, quotes=True) if _is_elsewhere(p) else guess
    if before.kind in {"NNG", "XSN", "NP", "NNB"}:
        return seems(kept(p.sentence, p.stem.start).rstrip() + "처럼", p.past)
    return False


def _is_elsewhere(p: Predicate) -> bool:
    """벌써 딴 남자랑 있는 것 같아: nobody guesses where they are themselves."""
    stays = p.before(3).form == "있" and p.before(2).form == "는" and p.before(4).kind == "JKB"
    return stays and not any(is_first(p.sentence, m) for m in p.sentence.morphemes)


def _softened(p: Predicate, mark: Morpheme) -> Claim | None:
    """나오지도 않았던 것 같아 → 나오지도 않다: what one does oneself is no guess."""
    i = p.at - 3
    while i > 0 and p.sentence.morphemes[i].kind == "EP":
        i -= 1
    if mark.form in {"ᆯ", "을"} or i < 0 or kind_of(p.sentence, i) is not Kind.VERB:
        return None
    if p.sentence.morphemes[i].form in _FIGURES or _NAMES_ONESELF.search(p.sentence.text):
        return None
    if not is_speaker(p.sentence, i) or is_judgement(p.sentence, word_of(p.sentence, i)):
        return None
    if re.search(r"[가-힣]만 ", p.sentence.text[: p.stem.start]):
        return None
    before = p.sentence.morphemes[i + 1 : p.at - 2]
    past = mark.form == "던" or any(m.kind == "EP" for m in before)
    past = past or (mark.form in {"ᆫ", "은"} and kind_of(p.sentence, i) is Kind.VERB)
    told = plain(Predicate(p.sentence, i, past or p.past, False, False, "어"))
    return told if told and told.honorific else None


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
    told = any(is_human(p.sentence, j) for j in range(i)) or "에서 " in p.sentence.text
    if not told and ending != "으라고":
        return False
    head = turned(p.sentence, joint_start(p.sentence, i))
    if head is None:
        return False
    words = joined((*joint(p.sentence, i), (ending, "EC")))
    return Claim(f"{head}{words} ", (("하", "VV"),), Kind.VERB, past=True)


def _reported(p: Predicate) -> Shaped:
    """결혼한대 → 결혼한다는 말을 듣다; 괜찮대 → 괜찮다고 했다: opinions are one's own."""
    head = turned(p.sentence, joint_start(p.sentence, p.at))
    if head is None:
        return False
    stem = joint(p.sentence, p.at) + ((HONORIFIC,) if p.honoured else ())
    kind = kind_of(p.sentence, p.at)
    claim = Claim(head, stem, kind, p.past, p.will)
    advises = any(m.form in {"면", "으면"} for m in p.sentence.morphemes)
    opines = advises or kind is Kind.ADJECTIVE or p.stem.kind == "VCN" or p.will
    if opines and others_act(p):
        return Claim(claim.quoted() + " ", (("하", "VV"),), Kind.VERB, past=True)
    return _heard(claim.quoted())


def _heard(quoted: str) -> Claim:
    head = quoted.removesuffix("고") + "는 말을 "
    return Claim(head, (("듣", "VV-I"),), Kind.VERB, past=True, honorific=True)


def _hears(p: Predicate) -> Shaped:
    """돌아가셨다고 하더라 → 돌아가셨다는 말을 듣다: who said it is not told."""
    if (
        p.stem.form != "하"
        or p.ending not in TOLD
        or p.honoured
        or p.before().form not in {"다고", "ᆫ다고", "는다고"}
    ):
        return None
    head = turned(p.sentence, p.before().end)
    if head is None:
        return False
    return _heard(head)


def _tells(p: Predicate) -> Shaped:
    """화를 내는 거야 → 냈다; 말할 거야 → 말하려고 하다."""
    thing, mark = p.before(), p.before(2)
    if p.stem.kind != "VCP" or thing.form not in {"거", "것"} or mark.kind != "ETM":
        return None
    if any(
        a.form in {"것", "거"} and b.kind == "JX" and b.form in {"은", "는", "ᆫ"}
        for a, b in zip(p.sentence.morphemes, p.sentence.morphemes[1 : p.at - 1], strict=False)
    ):
        return False
    i = p.at - 3
    if i < 0 or p.sentence.morphemes[i].kind not in STEMS:
        return False
    if mark.form in {"ᆯ", "을"}:
        return _intends(p, i, mark)
    if mark.form not in {"ᆫ", "은", "는", "던"}:
        return False
    is_over = kind_of(p.sentence, i) is Kind.VERB and mark.form in {"ᆫ", "은"}
    happened = mark.form == "던" or is_over or _is_story(p.sentence)
    happened = happened and not is_now(p.sentence)
    told = Predicate(p.sentence, i, happened, False, False, "어")
    return _likens(told) or judged(told) or plain(told) or False


def _is_story(sentence: Sentence) -> bool:
    """Whether "-는 거야" tells what was found, not what is always so: "집에 오니까 없는 거야"."""
    linked = any(
        m.form in {"니까", "으니까", "는데", "더니", "은데", "ᆫ데"} and m.kind == "EC"
        for m in sentence.morphemes
    )
    return linked or sentence.in_past or bool(_SUDDEN.search(sentence.text))


def _intends(p: Predicate, i: int, mark: Morpheme) -> Shaped:
    sure = p.sentence.morphemes[i].form in {"알", "느끼"} or _SURE.search(p.sentence.text)
    if sure or not is_speaker(p.sentence, i):
        return felt(kept(p.sentence, p.before().start).rstrip() + " 거라고")
    head = turned(p.sentence, joint_start(p.sentence, i))
    if head is None:
        return False
    words = joined((*joint(p.sentence, i), ("려고", "EC")))
    return Claim(head + words + " ", (("하", "VV"),), Kind.VERB, honorific=True)


def _means(p: Predicate) -> Shaped:
    """병원에 가 보려고 → 하다."""
    if not re.match("으?려[고구]요?$", p.ending):
        return None
    head = turned(p.sentence, len(p.sentence.text))
    return head is not None and Claim(
        re.sub("려[고구]요?$", "려고 ", head), (("하", "VV"),), Kind.VERB, honorific=True
    )


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


def _is_lost(p: Predicate) -> Shaped:
    """어떻게 해야 할지 모르겠어 → 막막하다."""
    if not p.will or p.stem.form != "모르" or p.before().form not in {"ᆯ지", "을지"}:
        return None
    if not _WAY.search(p.sentence.text):
        return None
    head = turned(p.sentence, p.before().end)
    return head is not None and Claim(
        head + " ", (("막막", "XR"), ("하", "XSA")), Kind.ADJECTIVE, p.past, honorific=True
    )


def _doubts(p: Predicate) -> Shaped:
    """잘할 수 있을지 모르겠어 → 걱정되다."""
    if not p.will or p.stem.form != "모르" or p.past or p.before().form not in {"ᆯ지", "을지"}:
        return None
    if p.before(2).form not in {"있", "되", "낫", "나아지"} or _SHOWN.search(p.sentence.text):
        return None
    head = turned(p.sentence, p.before().end)
    return head is not None and Claim(
        head + " ", (("걱정", "NNG"), ("되", "XSV")), Kind.VERB, honorific=True
    )


def _concedes(p: Predicate) -> Shaped:
    """떨리긴 해 → 떨리다: the listener concedes nothing."""
    if p.stem.form != "하" or p.before().pair not in {("ᆫ", "JX"), ("는", "JX")}:
        return None
    at = p.at - 3
    if p.before(2).pair != ("기", "ETN") or p.sentence.morphemes[at].kind not in STEMS:
        return None
    told = Predicate(p.sentence, at, p.past, p.will, p.honoured, "어")
    return _likens(told) or judged(told) or plain(told) or False


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
    _fears, _guesses, _likens, _suspects, _says, _hears, _tells, _means, _wishes, _exaggerates,
    _is_lost, _doubts, _concedes, _resolves, _must, _may, _regrets, _dies, judged,
)  # fmt: skip
