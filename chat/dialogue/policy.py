"""What 공감이 answers, by what it understood and by where the talk stands. Pure.

A crisis comes before everything. Then the intent that was understood is answered, within the story
being told where the utterance is only about how it feels; then what belongs to that story; and what
is not understood at all gets a fallback that fits the moment. 공감이 says nothing twice in a talk,
asks at most every other time, and not at all once it was told to stop asking.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from chat.care.patterns import CrisisLevel, Situation
from chat.dialogue.index import Entry, Match, ReplyIndex

REPLY = "reply"
SMALLTALK = "smalltalk"
FALLBACK = "fallback"
CRISIS = "crisis"

FEELINGS = "feelings"
NOT_STORIES = (FEELINGS, "service", "smalltalk")
"""Fields whose intents are no story that a later utterance could belong to."""
GREETING, WANT_SONG = "smalltalk/greeting", "service/want_song"
FAREWELLS = ("smalltalk/goodbye", "smalltalk/greeting_night")
LIGHT = ("joy", "service", "smalltalk")
"""Fields after which nothing heavy is asked."""
QUIET = ("service/stop_asking", "service/just_listen")
"""Intents after which 공감이 asks nothing any more."""
STORY_LASTS = 3
"""So many answers later a story counts as left."""
NEARLY_FULL, FULL = 80, 100
"""Percent of the gauge from which 공감이 says how far it is."""


class Moment(StrEnum):
    """What a fallback, or a line beside an answer, is for."""

    UNCLEAR = "unclear"
    """Nothing readable was written."""
    SHORT = "short"
    """A word or two."""
    REFLECT = "reflect"
    """No near reply, but a clear feeling."""
    OPEN = "open"
    """The first things that are told."""
    DEEPEN = "deepen"
    """In the middle of a talk."""
    LIGHT = "light"
    """In the middle of a talk that is not about anything heavy."""
    IN_CARE = "in_care"
    """After a crisis in the same talk."""
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    SONG_READY = "song_ready"


@dataclass(frozen=True, slots=True)
class Line:
    """A fixed text; `emotion` is named for `Moment.REFLECT` alone."""

    moment: Moment
    text: str
    emotion: str = ""


@dataclass(frozen=True, slots=True)
class Repertoire:
    """All that 공감이 can say."""

    index: ReplyIndex
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, as it was understood.

    `nearest` is the nearest intent, near enough where `understood`. `together` is the intent of the
    utterance read together with the one before, where that is near enough.
    """

    nearest: Match | None = None
    understood: bool = False
    together: Match | None = None
    emotion: str = ""
    is_short: bool = False
    is_unclear: bool = False
    danger: tuple[CrisisLevel, Situation] = (CrisisLevel.NONE, Situation.SELF)


@dataclass(frozen=True, slots=True)
class TalkState:
    """Where a talk stands before an answer. Texts and topics of 공감이's answers, newest first."""

    name: str = ""
    said: Sequence[str] = ()
    topics: Sequence[str] = ()
    gauge_before: int = 0
    gauge_after: int = 0
    song_ready: bool = False
    in_crisis: bool = False

    @property
    def asked(self) -> bool:
        """Whether the last answer ended with a question."""
        return bool(self.said) and self.said[0].rstrip().endswith("?")

    @property
    def may_ask(self) -> bool:
        return not self.asked and not any(topic in QUIET for topic in self.topics)

    @property
    def story(self) -> str:
        """The topic of the story being told, or ""."""
        recent = (topic for topic in self.topics[:STORY_LASTS] if topic)
        return next((topic for topic in recent if field_of(topic) not in NOT_STORIES), "")

    @property
    def songs(self) -> Moment | None:
        """How far the songs are; None where there are none to come yet, or not after a crisis."""
        if self.in_crisis:
            return None
        if self.song_ready:
            return Moment.SONG_READY
        return Moment.FULL if self.gauge_before >= FULL else None

    @property
    def is_light(self) -> bool:
        """Whether what was understood last was nothing heavy."""
        latest = next((topic for topic in self.topics[:STORY_LASTS] if topic), "")
        return field_of(latest) in LIGHT

    def has_said(self, text: str) -> bool:
        return any(text in said for said in self.said)


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer. `nearest` is the intent that came nearest, also where it was not near enough.

    `unmatched` tells that nothing was understood, so that staff can teach an answer; in a talk with
    a crisis nothing is theirs to read.
    """

    source: str
    text: str
    similarity: float | None = None
    reply_id: int | None = None
    topic: str = ""
    nearest: Match | None = None
    moment: Moment | None = None
    unmatched: bool = False


def field_of(topic: str) -> str:
    """ "work/boss" is of the field "work"."""
    return topic.partition("/")[0]


def crisis_answer(replies: Sequence[str], state: TalkState, rng: random.Random) -> Decision:
    """One of the crisis replies, not the one just said."""
    return Decision(CRISIS, _fresh(replies, state, rng))


def answer(heard: Heard, state: TalkState, repertoire: Repertoire, rng: random.Random) -> Decision:
    """Answer an utterance that is no crisis."""
    decision = _reply(heard, state, repertoire, rng) or _fallback(heard, state, repertoire, rng)
    note = _note(state, repertoire, rng)
    if not note:
        return decision
    return replace(decision, text=f"{_without_question(decision.text)} {note}".lstrip())


def _reply(
    heard: Heard, state: TalkState, repertoire: Repertoire, rng: random.Random
) -> Decision | None:
    """The answer of the intent that was understood; None where there is none left unsaid."""
    match = heard.nearest if heard.understood else _of_story(heard, state)
    if match is None:
        return None
    if match.entry.topic == WANT_SONG and state.songs:
        text = _fresh(_texts(repertoire, state.songs), state, rng)
        return _said(match, match.entry, text, heard)
    entry = _unsaid(repertoire.index, match.entry, state)
    if entry is None:
        return None
    question = _question(entry, state, repertoire.index)
    named = f"{state.name}님, " if entry.topic == GREETING and state.name and not state.said else ""
    return _said(match, entry, f"{named}{entry.text} {question}".rstrip(), heard)


def _of_story(heard: Heard, state: TalkState) -> Match | None:
    """What alone says too little, but goes on with the story being told."""
    match = heard.together
    return match if match and match.entry.topic and match.entry.topic == state.story else None


def _said(match: Match, entry: Entry, text: str, heard: Heard) -> Decision:
    return Decision(entry.kind, text, match.similarity, entry.reply_id, entry.topic, heard.nearest)


def _unsaid(index: ReplyIndex, nearest: Entry, state: TalkState) -> Entry | None:
    """The nearest entry, or another of its topic where that was said in this talk."""
    others = index.of_topic(nearest.topic) if nearest.topic else []
    return next((one for one in [nearest, *others] if not state.has_said(one.text)), None)


def _question(entry: Entry, state: TalkState, index: ReplyIndex) -> str:
    """The entry's question; of a mere feeling within a story, one about the story."""
    if not state.may_ask or entry.topic in FAREWELLS:
        return ""
    about = [entry]
    if field_of(entry.topic) == FEELINGS and state.story:
        about = [*index.of_topic(state.story), entry]
    asked = (one.follow_up for one in about if one.follow_up)
    return next((question for question in asked if not state.has_said(question)), "")


def _fallback(
    heard: Heard, state: TalkState, repertoire: Repertoire, rng: random.Random
) -> Decision:
    moment = _moment(heard, state)
    texts = _texts(repertoire, moment, heard.emotion if moment is Moment.REFLECT else "")
    fitting = [text for text in texts if state.may_ask or not text.endswith("?")]
    return Decision(
        FALLBACK,
        _fresh(fitting or texts, state, rng),
        similarity=heard.nearest.similarity if heard.nearest else None,
        nearest=heard.nearest,
        moment=moment,
        unmatched=not heard.understood and not state.in_crisis,
    )


def _moment(heard: Heard, state: TalkState) -> Moment:
    if heard.is_unclear:
        return Moment.UNCLEAR
    if state.in_crisis:
        return Moment.IN_CARE
    if heard.emotion:
        return Moment.REFLECT
    if heard.is_short:
        return Moment.SHORT
    if len(state.said) < 2:
        return Moment.OPEN
    return Moment.LIGHT if state.is_light else Moment.DEEPEN


def _note(state: TalkState, repertoire: Repertoire, rng: random.Random) -> str:
    """A line about the gauge where it has just come far; none in a talk with a crisis."""
    passed = [
        moment
        for least, moment in ((FULL, Moment.FULL), (NEARLY_FULL, Moment.NEARLY_FULL))
        if state.gauge_before < least <= state.gauge_after
    ]
    if not passed or state.in_crisis:
        return ""
    return _fresh(_texts(repertoire, passed[0]), state, rng)


def _texts(repertoire: Repertoire, moment: Moment, emotion: str = "") -> list[str]:
    return [
        line.text for line in repertoire.lines if line.moment is moment and line.emotion == emotion
    ]


def _without_question(text: str) -> str:
    """Without the question at its end."""
    if not text.endswith("?"):
        return text
    head, mark, _ = text.rpartition(". ")
    return f"{head}." if mark else ""


def _fresh(texts: Sequence[str], state: TalkState, rng: random.Random) -> str:
    """One of `texts` not said in this talk; where all were, one that was not said last."""
    unsaid = [text for text in texts if not state.has_said(text)]
    last = state.said[0] if state.said else ""
    return rng.choice(unsaid or [text for text in texts if text not in last] or list(texts))
