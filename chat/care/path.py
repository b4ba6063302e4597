"""What 공감이 says in a crisis and after it: a path over turns. Pure.

After the clinical rubric VERA-MH: receive what was said, ask directly about thoughts of suicide,
then plan, means and time, never the same twice; name help by what is answered; respect a refusal;
promise nothing, diagnose nothing, never end the talk. `step` takes one turn. While care is open
every answer comes from here; care ends after a denial and calm turns, or where the alarm is taken
back.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from chat.care import words
from chat.care.agenda import FOR_SAFETY, LINES, Fact, upcoming, wording
from chat.care.answers import Said
from chat.care.patterns import SAFE, CrisisLevel, Danger, Situation, normalise
from chat.care.state import Care, Stage

NONE, UNSURE = CrisisLevel.NONE, CrisisLevel.UNSURE
CONCERN, EMERGENCY = CrisisLevel.CONCERN, CrisisLevel.EMERGENCY
SELF, VIOLENCE, OTHER = Situation.SELF, Situation.VIOLENCE, Situation.OTHER

WONDER = "wonder"
MOST_WONDERED = 2
LONGEST_LINE = 60
"""Characters of a line of the plan for tonight."""

_REPORTED = re.compile(
    r"(?:대|대요|댔어요?|래|래요|랬어요?|다고(?:해|하|했|그)[가-힣]{0,4}|라고(?:해|하|했)[가-힣]{0,4}|하더라고?요?)$"
)
_MISHEARD = re.compile(r"잘못(?:들|알|이해)|오해|엉뚱|이상하게")
"""Without these "그런 말 한 적 없어요" tells what somebody else never said."""
_EXPLICIT = re.compile(r"죽|자살|목숨|유서|suicid|kill|die")
_DANGEROUS = frozenset({Said.ACTED, Said.TONIGHT, Said.PLAN, Said.MEANS, Said.LAST_WORDS})
_OF_ONESELF = _DANGEROUS | {
    *(Said.KEEPS, Said.PUT_AWAY, Said.WITH_SOMEONE, Said.ALONE, Said.BURDEN, Said.NOT_SAFE)
}
"""Heard of somebody else, these are nothing that the person has or does."""
_ANSWERS = (Said.YES, Said.NO, Said.UNSURE)
_TOPICAL = tuple(Said)[tuple(Said).index(Said.SELF_BLAME) :]
"""What is received only where the question just asked was not answered."""
_DIRECT = frozenset({
    *(Said.FOUND_SAFE, Said.UNREACHED, Said.ASKS_REPORT, Said.ASKS_TELL, Said.WHAT_TO_PACK),
    *(Said.WHAT_NOW, Said.FEARS_TAKEN, Said.NIGHT, Said.CUTS),
})  # fmt: skip
"""What wants its own answer before all else."""
_NO_QUESTION = _DIRECT | {
    *(Said.GOOD_NEWS, Said.SILENCE, Said.MISUNDERSTOOD, Said.QUIET, Said.THANKS),
}
"""After these nothing is asked: to answer them is enough for one turn."""
_ABOUT_THE_PLAN = ("plan", "means", "when")
"""A no to these denies a plan, not the thoughts."""
_URGENT_WORDINGS = {Said.GOODBYE, Said.REFUSES, Said.WILL_CALL}


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: its text, how dangerous it is by itself, and what it may mean as an answer.

    `back` tells that the person comes back after a while.
    """

    text: str
    danger: Danger = SAFE
    said: tuple[Said, ...] = ()
    back: bool = False

    @property
    def is_alarming(self) -> bool:
        return self.danger.level in (CONCERN, EMERGENCY)


@dataclass(frozen=True, slots=True)
class CareAnswer:
    """What to say. `beside`: only a question, to be put beside the ordinary answer."""

    text: str
    is_alarm: bool = False
    beside: bool = False


def step(care: Care, heard: Heard, rng: random.Random) -> tuple[CareAnswer | None, Care]:
    """Answer one message; None where the ordinary dialogue is to answer it alone."""
    if care.is_open:
        return _go_on(care, heard, rng)
    if Said.CUTS in heard.said and care.knows(Fact.CUTS) and not heard.is_alarming:
        heard = replace(heard, danger=Danger(CONCERN, SELF))
    if heard.is_alarming:
        return _begin(care, heard, rng)
    if care.asking.startswith(WONDER):
        return _after_wondering(care, heard, rng)
    if heard.danger.level is UNSURE and care.wondered < MOST_WONDERED:
        return _wonder(care, heard, rng)
    return None, care


def taken_back(care: Care) -> Care:
    """After the person says that the alarm was a false one."""
    return replace(care, stage=Stage.TAKEN_BACK, level=NONE, asking="", calm=0, known=())


def _begin(care: Care, heard: Heard, rng: random.Random) -> tuple[CareAnswer, Care]:
    level, situation = heard.danger
    known = {Fact.AGAIN} if "thoughts" in care.asked else set()
    is_known = care.situation is situation
    opened = Care(
        Stage.OPEN, situation, level, known=tuple(known), said=care.said,
        asked=care.asked if is_known and situation is OTHER else (),
        wondered=care.wondered,
    )  # fmt: skip
    if is_known and care.knows(Fact.CUTS):
        opened = _knowing(opened, Fact.CUTS, Fact.DENIED)
    opened = _learn(opened, heard)
    if situation is SELF and _EXPLICIT.search(normalise(heard.text)):
        opened = _knowing(opened, Fact.THOUGHTS if opened.is_urgent else Fact.WISH)
    key = f"open.{situation}.{opened.level}"
    if Said.ACTED in heard.said and opened.is_urgent and situation is SELF:
        key = "receive.acted"
    elif Said.MEANS_QUESTION in heard.said and situation is SELF:
        key = "receive.means_question"
    elif is_known and care.knows(Fact.CUTS) and Said.CUTS in heard.said:
        key = "receive.cuts"
    return _answer(opened, [key if words.exists(key) else f"urgent.{situation}"], heard, rng)


def _wonder(care: Care, heard: Heard, rng: random.Random) -> tuple[CareAnswer, Care]:
    situation = heard.danger.situation
    sentence = words.choose(f"wonder.{situation}", care.said, rng, {})
    wondered = replace(
        care, situation=situation, asking=f"{WONDER}.{situation}", wondered=care.wondered + 1,
        said=(*care.said, sentence.name),
    )  # fmt: skip
    return CareAnswer(sentence.text, beside=True), wondered


def _after_wondering(
    care: Care, heard: Heard, rng: random.Random
) -> tuple[CareAnswer | None, Care]:
    answered = replace(care, asking="")
    if Said.YES in heard.said and not {Said.NO, Said.DENIED} & set(heard.said):
        confirmed = replace(heard, danger=Danger(CONCERN, care.situation))
        return _begin(replace(answered, asked=()), confirmed, rng)
    if {Said.NO, Said.DENIED, Said.TAKEN_BACK, Said.JOKE} & set(heard.said):
        sentence = words.choose("wonder_no", care.said, rng, {})
        said = (*care.said, sentence.name)
        return CareAnswer(sentence.text), replace(answered, said=said, wondered=MOST_WONDERED)
    return None, answered


def _go_on(care: Care, heard: Heard, rng: random.Random) -> tuple[CareAnswer, Care]:
    heard = _as_of_situation(care, heard)
    if _takes_back(care, heard):
        return _answer(taken_back(care), ["receive.taken_back"], heard, rng)
    learnt = _learn(care, heard)
    keys = [_receiving(care, learnt, heard)]
    if heard.back:
        keys.insert(0, "receive.back")
    confides = Said.OWN_STORY in heard.said and learnt.situation is not care.situation
    confirms = learnt.knows(Fact.THOUGHTS) and not care.knows(Fact.THOUGHTS)
    if (confirms or confides) and _may_offer(learnt):
        keys.append("help.thoughts")
    if learnt.stage is Stage.SETTLED and care.stage is Stage.OPEN and Said.JOKE in heard.said:
        keys.append("help.later")
    return _answer(learnt, keys, heard, rng, before=care)


def _may_offer(care: Care) -> bool:
    return not care.is_urgent and not care.knows(Fact.REFUSES)


def _as_of_situation(care: Care, heard: Heard) -> Heard:
    """Reported speech in a talk about somebody else is about them."""
    if care.situation is not OTHER or Said.OWN_STORY in heard.said:
        return heard
    danger = heard.danger
    if danger.situation is SELF and _REPORTED.search(normalise(heard.text)):
        danger = Danger(danger.level, OTHER)
    is_misheard = _MISHEARD.search(normalise(heard.text))
    not_meant = _OF_ONESELF | (set() if is_misheard else {Said.TAKEN_BACK})
    return replace(heard, danger=danger, said=tuple(s for s in heard.said if s not in not_meant))


def _takes_back(care: Care, heard: Heard) -> bool:
    confirmed = care.is_risky or care.knows(Fact.THOUGHTS)
    return Said.TAKEN_BACK in heard.said and not heard.is_alarming and not confirmed


# What is known after a message.


def _learn(care: Care, heard: Heard) -> Care:
    care = _moved(care, heard)
    said = set(heard.said)
    care = _knowing(care, *_facts(care, heard))
    if Said.QUIET not in said and heard.is_alarming:
        care = _forgetting(care, Fact.QUIET)
    if _is_urgent(care, heard):
        urgent = replace(care, level=EMERGENCY, stage=Stage.OPEN)
        care = _forgetting(urgent, Fact.DENIED, Fact.QUIET)
    elif _denies(care, heard) and _goes_on_hurting(care, said):
        care = _knowing(care, Fact.DENIED)
    elif _denies(care, heard) and not care.is_risky:
        care = _knowing(replace(care, stage=Stage.SETTLED, calm=-1), Fact.DENIED)
    elif heard.is_alarming and care.stage is Stage.SETTLED:
        care = _reopened(care)
    stirred = heard.is_alarming or not _DANGEROUS.isdisjoint(said)
    return replace(care, calm=0 if stirred else care.calm + 1)


def _moved(care: Care, heard: Heard) -> Care:
    """The same care, or that of another situation where the message tells of one."""
    level, situation = heard.danger
    if Said.OWN_STORY in heard.said and care.situation is OTHER:
        level, situation = (level if heard.is_alarming else CONCERN), SELF
    elif not heard.is_alarming or situation is care.situation or _was_denied(care, heard):
        return care
    if care.is_urgent and level is not EMERGENCY and care.situation is not OTHER:
        return care
    asked = tuple(topic for topic in care.asked if topic == "thoughts" and care.situation is SELF)
    return replace(
        care, stage=Stage.OPEN, situation=situation, level=level, asked=asked, asking=""
    )  # fmt: skip


def _goes_on_hurting(care: Care, said: set[Said]) -> bool:
    """Whether there is no wish to die, but wounds or blows all the same."""
    if said & {Said.JOKE, Said.TAKEN_BACK}:
        return False
    return care.knows(Fact.CUTS) or care.situation is VIOLENCE


def _was_denied(care: Care, heard: Heard) -> bool:
    """Whether the model takes for a wish to die what was denied already, and is not said now."""
    is_vague = not _EXPLICIT.search(normalise(heard.text))
    return care.situation is VIOLENCE and care.knows(Fact.DENIED) and is_vague


def _facts(care: Care, heard: Heard) -> set[Fact]:
    said, asking = set(heard.said), care.asking
    yes = Said.YES in said or (asking == "thoughts" and Said.UNSURE in said)
    no = bool(said & {Said.NO, Said.DENIED}) and Said.YES not in said
    facts = {
        (yes, "thoughts"): Fact.THOUGHTS, (yes, "intent"): Fact.THOUGHTS,
        (yes, "plan"): Fact.PLAN, (no, "plan"): Fact.NO_PLAN,
        (yes, "means"): Fact.MEANS, (no, "means"): Fact.NO_MEANS,
        (yes, "when"): Fact.SOON, (no, "reach"): Fact.NOWHERE,
        (yes, "offer"): Fact.WANTS_LINES,
    }  # fmt: skip
    found = {fact for (is_so, topic), fact in facts.items() if is_so and topic == asking}
    told = {
        Said.PLAN: Fact.PLAN, Said.MEANS: Fact.MEANS, Said.ACTED: Fact.ACTED,
        Said.QUIET: Fact.QUIET, Said.REFUSES: Fact.REFUSES,
    }  # fmt: skip
    if care.situation is OTHER:
        quiet = {Fact.QUIET} if Said.QUIET in said else found - {Fact.THOUGHTS}
        gone = said & {Said.UNREACHED, Said.FOUND_SAFE}
        return quiet | ({Fact.UNREACHED} if gone else set())
    if care.situation is SELF and Said.CUTS in said:
        found.add(Fact.CUTS)
    if care.situation is VIOLENCE and no and care.asking == "thoughts":
        found.add(Fact.DENIED)
    found |= {fact for meaning, fact in told.items() if meaning in said}
    wishes_again = heard.is_alarming and heard.danger.situation is SELF and "thoughts" in care.asked
    if wishes_again or found & {Fact.PLAN, Fact.MEANS, Fact.SOON}:
        found.add(Fact.THOUGHTS)
    return found


def _is_urgent(care: Care, heard: Heard) -> bool:
    said = set(heard.said)
    if heard.danger.level is EMERGENCY and heard.danger.situation is care.situation:
        return True
    if care.situation is OTHER:
        return care.asking == "their_plan" and Said.YES in said
    if care.situation is Situation.HARM:
        return care.asking == "near" and Said.YES in said and care.knows(Fact.THOUGHTS)
    if care.situation is VIOLENCE and not care.knows(Fact.THOUGHTS):
        return False
    in_doubt = care.knows(Fact.THOUGHTS, Fact.PLAN, Fact.MEANS) or care.asking == "thoughts"
    return (
        care.knows(Fact.ACTED, Fact.SOON)
        or (Said.TONIGHT in said and in_doubt)
        or care.knows(Fact.MEANS)
        or (Said.MEANS_QUESTION in said)
        or (Said.LAST_WORDS in said and care.stage is Stage.OPEN and in_doubt)
    )


def _denies(care: Care, heard: Heard) -> bool:
    said = set(heard.said)
    answered_no = care.asking in ("thoughts", "intent") and Said.NO in said and Said.YES not in said
    denied = bool(said & {Said.DENIED, Said.JOKE, Said.TAKEN_BACK}) or answered_no
    answers_more = care.asking in _ABOUT_THE_PLAN and Said.JOKE not in said
    if answers_more and not _EXPLICIT.search(normalise(heard.text)):
        return False
    return denied and not heard.is_alarming


def _reopened(care: Care) -> Care:
    asked = tuple(topic for topic in care.asked if topic != "thoughts")
    again = {Fact.AGAIN} if "thoughts" in care.asked else set()
    reopened = replace(care, stage=Stage.OPEN, asked=asked, asking="")
    return _knowing(_forgetting(reopened, Fact.DENIED), *again)


# What is said.


def _receiving(before: Care, care: Care, heard: Heard) -> str:
    """The name of the sentences that receive what was said."""
    said = heard.said
    if care.is_urgent and not (before.is_urgent and before.situation is care.situation):
        return _first_alarm(care, said)
    if care.situation is not before.situation:
        return "receive.own_story" if Said.OWN_STORY in said else _opening(care)
    if before.asking in LINES and heard.danger.level is NONE and not _without_line(said):
        return "receive.plan_done" if len(_lines(before, heard)) == len(LINES) else "receive.line"
    if _denies(before, heard) and _DIRECT.isdisjoint(said):
        return _of_denial(before, care, said)
    return _of_meaning(before, care, heard)


def _first_alarm(care: Care, said: tuple[Said, ...]) -> str:
    if care.situation is SELF:
        for meaning in (Said.ACTED, Said.MEANS_QUESTION):
            if meaning in said:
                return f"receive.{meaning}"
    return f"urgent.{care.situation}"


def _opening(care: Care) -> str:
    key = f"open.{care.situation}.{care.level}"
    return key if words.exists(key) else f"urgent.{care.situation}"


def _of_denial(before: Care, care: Care, said: tuple[Said, ...]) -> str:
    kind = "joke" if Said.JOKE in said else "denied"
    if care.stage is not Stage.SETTLED:
        return f"receive.{kind}.risky"
    if before.stage is Stage.SETTLED:
        return "receive.denied.again"
    special = f"receive.{kind}.{care.situation}"
    return special if words.exists(special) else f"receive.{kind}"


def _of_meaning(before: Care, care: Care, heard: Heard) -> str:
    strong = [one for one in heard.said if one not in _TOPICAL and one is not Said.DENIED]
    keys = [f"urgent.{care.situation}"] if _presses(care, heard) else []
    keys += [_wording(one, care) for one in strong]
    if before.asking:
        keys += [_wording_of_answer(one, before) for one in _answered(heard)]
    if before.asking == "barrier":
        keys.append("receive.barrier")
    if heard.is_alarming:
        keys.append(f"receive.again.{care.situation}")
    keys += [_wording(one, care) for one in heard.said if one in _TOPICAL and one not in _ANSWERS]
    return next((key for key in keys if key and words.exists(key)), "receive.listen")


def _presses(care: Care, heard: Heard) -> bool:
    """Whether what is urgent already becomes more so."""
    soon = Said.TONIGHT in heard.said and (care.is_risky or care.knows(Fact.THOUGHTS))
    return care.is_urgent and (soon or heard.danger.level is EMERGENCY)


def _wording(said: Said, care: Care) -> str:
    """The sentences that receive one meaning; "" where it means something else here."""
    if said in (Said.WITH_SOMEONE, Said.ALONE) and care.situation is not SELF:
        return ""
    if said in _URGENT_WORDINGS and care.is_urgent and care.situation is SELF:
        return f"receive.{said}.urgent"
    special = f"receive.{said}.{care.situation}"
    return special if words.exists(special) else f"receive.{said}"


def _answered(heard: Heard) -> list[Said]:
    answers = [one for one in _ANSWERS if one in heard.said]
    return answers or ([Said.NO] if Said.DENIED in heard.said else [])


def _wording_of_answer(said: Said, before: Care) -> str:
    special = f"receive.{said}.{before.asking}"
    return special if words.exists(special) else f"receive.{said}"


def _answer(
    care: Care, keys: list[str], heard: Heard, rng: random.Random, before: Care | None = None
) -> tuple[CareAnswer, Care]:
    """The sentences of `keys`, and the next question; the state after them."""
    care = _with_line(before, care, heard)
    topic, question = _question(before, care, heard)
    if question:
        keys = [*keys, question]
    elif care.is_urgent:
        keys = [*keys, "stay"]
    slots = {"theme": words.theme(heard.text, care.situation), "words": words.quotable(heard.text)}
    slots |= {f"line{number}": line for number, line in enumerate(care.lines, start=1)}
    said, texts = care.said, []
    for key in keys:
        sentence = words.choose(key, said, rng, slots)
        said = (*said, sentence.name)
        texts.append(sentence.text)
    after = replace(
        care, said=said, asking=topic, asked=(*care.asked, topic) if topic else care.asked
    )
    if after.is_open and after.has_faded and not topic:
        after = replace(after, stage=Stage.OVER, asking="")
    return CareAnswer(" ".join(texts), is_alarm=_is_alarm(before, care, heard)), after


def _is_alarm(before: Care | None, care: Care, heard: Heard) -> bool:
    """Whether this answer names help because of what was just said."""
    if before is None:
        return True
    rose = care.is_urgent and not before.is_urgent
    return rose or heard.is_alarming or _presses(care, heard)


def _question(before: Care | None, care: Care, heard: Heard) -> tuple[str, str]:
    """The topic to ask, and the name of its sentences; two times "" for none."""
    said = set(heard.said)
    if care.stage is not Stage.OPEN or (before is not None and said & _NO_QUESTION):
        return "", ""
    if heard.back and not care.knows(Fact.QUIET):
        return "", "ask.back"
    if Said.GOODBYE in said and not (care.is_urgent or care.is_risky):
        return "", ""
    topic = upcoming(care.situation, care.level, care.asked, frozenset(care.known))
    if not topic or (
        before is not None and topic not in FOR_SAFETY and _is_unanswered(before, said)
    ):
        return "", ""
    return topic, wording(topic, care.situation, frozenset(care.known))


def _is_unanswered(before: Care, said: set[Said]) -> bool:
    """Whether the last question still stands, so that nothing less urgent is asked now."""
    if before.asking in LINES or before.asking == "barrier":
        return False
    return bool(before.asking) and said.isdisjoint(_ANSWERS)


# The plan for tonight.


def _with_line(before: Care | None, care: Care, heard: Heard) -> Care:
    if (
        before is None
        or before.asking not in LINES
        or heard.is_alarming
        or _without_line(heard.said)
    ):
        return care
    return replace(care, lines=_lines(before, heard))


def _lines(before: Care, heard: Heard) -> tuple[str, ...]:
    written = " ".join(heard.text.split())[:LONGEST_LINE].rstrip(" .!~")
    return (*before.lines, written)


def _without_line(said: tuple[Said, ...]) -> bool:
    return bool({Said.REFUSES, Said.QUIET, Said.NO, Said.UNSURE, Said.SILENCE} & set(said))


def _knowing(care: Care, *facts: Fact) -> Care:
    return replace(care, known=tuple(sorted({*care.known, *facts})))


def _forgetting(care: Care, *facts: Fact) -> Care:
    return replace(care, known=tuple(sorted(set(care.known) - set(facts))))
