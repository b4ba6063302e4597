"""What 공감이 answers, by what it understood and by where the talk stands. Pure.

Acts are tried in an order, from the surest understanding to the least: an intent, a family of
intents, the person's own words given back, a feeling, and at last a stock line. 공감이 says nothing
twice in a talk, asks at most every other time, one thing, and not at all once it was told to stop.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from chat.dialogue.index import SAME
from chat.dialogue.lines import Lines, Moment
from chat.dialogue.meaning import Candidate, Meaning
from chat.dialogue.mirror import Frame, Mirrored
from chat.dialogue.repertoire import SMALLTALK_FIELDS, Answer, Repertoire, Tone, field_of
from chat.dialogue.signs import Sign
from chat.dialogue.story import Story
from chat.dialogue.told import was_told

SURE, LIKELY = 0.7, 0.55
"""Probability from which an intent's answer is given, and from which where its utterances are near:
seldom are both so high and wrong."""
SURE_ENOUGH, LIKELY_ENOUGH = 0.6, 0.4
"""The same for small talk, and where the person's own words cannot be given back instead."""
NEAR = 0.75
"""Cosine from which utterances are near."""
FAMILY_SURE = 0.6
"""The same for a family, whose answers fit each of its intents."""
NEARLY_CERTAIN = 0.9
"""What a light answer needs within a heavy story."""
ALONE = 0.8
"""Probability from which an intent's answer stands without the person's own words before it."""
SURPRISED, ABOUT_PERSON = 0.3, 0.3
"""How often a mirror goes on into the feeling, and a question is about the person named."""
HINTS = 0.15
"""Probability from which an intent that is not sure still speaks against another feeling."""
JOY = "기쁨"
HONOUR = "{시}"
"""In a line, the place of -시- with its tense."""
TELLS_NOTHING = 0.5
"""Probability of telling no matter from which an utterance goes with the story."""

GREETING = "smalltalk/greeting"
FAREWELLS = (
    "smalltalk/goodbye",
    "smalltalk/greeting_night",
    "smalltalk/goodbye_meal",
    "smalltalk/goodbye_busy",
)
THANKS = ("smalltalk/thanks", "smalltalk/praise")
WANT_SONG = "service/want_song"
QUIET = ("service/stop_asking", "service/just_listen", "service/stop_talking")
"""Intents after which 공감이 asks nothing any more."""
NO_QUESTIONS = (*FAREWELLS, *THANKS, *QUIET)
FEELINGS = "feelings"
SUMMED_UP_AFTER = 8
"""Turns after which 공감이 says once what was told."""
NEARLY_FULL, FULL = 80, 100
"""Percent of the gauge from which 공감이 says how far it is."""


class Act(StrEnum):
    """What kind of answer one is."""

    INTENT = "intent"
    FAMILY = "family"
    MIRROR = "mirror"
    FEELING = "feeling"
    SIGN = "sign"
    CORRECTED = "corrected"
    SUM_UP = "sum_up"
    SONGS = "songs"
    SONG = "song"
    STOCK = "stock"
    ALARM = "alarm"
    CARE = "care"


REPLY, SMALLTALK, MIRROR, FALLBACK = "reply", "smalltalk", "mirror", "fallback"
CRISIS, CARE = "crisis", "care"
SOURCES = {
    Act.MIRROR: MIRROR,
    Act.CORRECTED: MIRROR,
    Act.SUM_UP: MIRROR,
    Act.SIGN: SMALLTALK,
    Act.FEELING: FALLBACK,
    Act.STOCK: FALLBACK,
    Act.ALARM: CRISIS,
    Act.CARE: CARE,
}
"""The source of what answers neither an intent nor a family; a feeling alone is a stock line."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, as it was understood.

    `together` is its meaning read with the utterance before, `emotion` the feeling it clearly
    carries or "", `corrects` whether it takes back what 공감이 took it for, `courtesy` the topic of
    a plain goodbye or thanks.
    """

    text: str = ""
    meaning: Meaning = field(default_factory=Meaning)
    together: Meaning = field(default_factory=Meaning)
    mirrored: Mirrored | None = None
    persons: tuple[str, ...] = ()
    emotion: str = ""
    sign: Sign | None = None
    corrects: bool = False
    courtesy: str = ""
    is_short: bool = False
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class TalkState:
    """Where a talk stands before an answer. What was said and its acts and topics, newest first."""

    name: str = ""
    said: Sequence[str] = ()
    topics: Sequence[str] = ()
    acts: Sequence[str] = ()
    story: Story = field(default_factory=Story)
    gauge_before: int = 0
    gauge_after: int = 0
    song_ready: bool = False

    @property
    def may_ask(self) -> bool:
        """Whether a question may follow: not after one, and not where none is wanted."""
        asked = bool(self.said) and self.said[0].rstrip().endswith("?")
        return not asked and not self.wants_no_question

    @property
    def wants_no_question(self) -> bool:
        """Whether the person asked not to be asked."""
        return any(topic in QUIET for topic in self.topics)

    @property
    def songs(self) -> Moment | None:
        """How far the songs are; None where there are none to come yet."""
        if self.song_ready:
            return Moment.SONG_READY
        return Moment.FULL if self.gauge_before >= FULL else None

    def has_said(self, text: str) -> bool:
        return any(text in said for said in self.said)


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer: what is said and, apart from it, a `note` on the gauge.

    `topic` is the intent or family answered, "" where none was; `unmatched` tells that nothing was
    understood, so that staff can teach an answer. `story` is the memory after it, `card` what is
    shown beside the words, as `Message.card` keeps it.
    """

    act: Act
    text: str
    topic: str = ""
    family: str = ""
    similarity: float | None = None
    nearest: Candidate | None = None
    moment: Moment | None = None
    note: str = ""
    link: str = ""
    unmatched: bool = False
    story: Story = field(default_factory=Story)
    card: dict[str, Any] | None = None

    @property
    def source(self) -> str:
        """Where the answer comes from, as people and programs are told."""
        if self.act in (Act.INTENT, Act.FAMILY, Act.SONGS, Act.SONG):
            return SMALLTALK if field_of(self.topic) in SMALLTALK_FIELDS else REPLY
        return SOURCES[self.act]


def answer(
    heard: Heard, state: TalkState, repertoire: Repertoire, lines: Lines, rng: random.Random
) -> Decision:
    """Answer an utterance that is no crisis."""
    turn = _Turn(heard, state, repertoire, lines, rng)
    decision = turn.decision()
    return replace(
        decision,
        text=" ".join(decision.text.split()),
        similarity=heard.meaning.best.similarity if heard.meaning.best else None,
        nearest=heard.meaning.best,
        note=turn.note(),
        story=turn.story_after(decision),
    )


class _Turn:
    """One turn of a talk."""

    def __init__(
        self,
        heard: Heard,
        state: TalkState,
        repertoire: Repertoire,
        lines: Lines,
        rng: random.Random,
    ) -> None:
        self.heard, self.state, self.repertoire = heard, state, repertoire
        self.lines, self.rng = lines, rng
        self.story = state.story.with_persons(heard.persons)

    def decision(self) -> Decision:
        """The first act that has something to say."""
        acts: Sequence[Callable[[], Decision | None]] = (
            self._sign, self._correction, self._intent, self._family, self._fragment,
            self._summing_up, self._mirror, self._feeling,
        )  # fmt: skip
        return next((one for act in acts if (one := act()) is not None), None) or self._stock()

    def note(self) -> str:
        """A line about the gauge where it has just come far."""
        state = self.state
        for least, moment in ((FULL, Moment.FULL), (NEARLY_FULL, Moment.NEARLY_FULL)):
            if state.gauge_before < least <= state.gauge_after:
                return self._fresh(self.lines.of(moment))
        return ""

    def story_after(self, decision: Decision) -> Story:
        """What is remembered of the talk from now on."""
        story = self.story
        if decision.act is Act.SUM_UP:
            story = replace(story, summed_up=True)
        if decision.act not in (Act.INTENT, Act.FAMILY) or self._is_no_matter(decision.topic):
            return story.aged()
        return story.told(
            topic=decision.topic, family=decision.family, is_heavy=self._is_heavy(decision)
        )

    def _sign(self) -> Decision | None:
        best = self.heard.meaning.best
        is_shorthand = best is not None and best.similarity >= SAME  # "ㅎㅇ"
        if self.heard.sign is None or is_shorthand:
            return None
        lines = self.lines.of_sign(self.heard.sign, is_heavy=self._in_heavy_story)
        return Decision(Act.SIGN, self._fresh(self._askable(lines))) if lines else None

    def _correction(self) -> Decision | None:
        """What 공감이 took wrongly is taken back, and what was meant instead given back."""
        if not self.heard.corrects:
            return None
        sorry = self._fresh(self.lines.of(Moment.CORRECTED))
        meant = self.heard.mirrored.text(self._frame()) if self.heard.mirrored else ""
        return Decision(Act.CORRECTED, f"{sorry} {meant}")

    def _intent(self) -> Decision | None:
        best = self._likeliest_intent()
        if best is None:
            return None
        intent = self.repertoire.intents[best.topic]
        if best.topic == WANT_SONG and self.state.songs:
            return Decision(Act.SONGS, self._fresh(self.lines.of(self.state.songs)), best.topic)
        chosen = self._unsaid(intent.answers)
        if chosen is None:
            return None
        before = ""
        if not self._is_no_matter(best.topic) and best.probability < ALONE:
            before = self._own_words()
        text = f"{self._greeting(best.topic)}{before} {chosen.say} {self._ask(chosen, best.topic)}"
        return Decision(Act.INTENT, text, best.topic, best.family, link=intent.link)

    def _likeliest_intent(self) -> Candidate | None:
        """The intent that is sure, and whose tone the talk bears; else None."""
        best = self.heard.meaning.best
        if best is None or self.heard.is_unclear:
            return None
        if not self._is_sure(best):
            return self._courtesy() or self._going_on()
        if best.probability < NEARLY_CERTAIN and self._is_out_of_tune(best.topic):
            return None
        return best

    def _courtesy(self) -> Candidate | None:
        """A goodbye or thanks that is plain to see, where nothing else is sure."""
        intent = self.repertoire.intents.get(self.heard.courtesy)
        return Candidate(intent.topic, intent.family, 1.0, 0.0) if intent else None

    def _going_on(self) -> Candidate | None:
        """Small talk that goes on: what is sure only together with the sentence before."""
        best = self.heard.together.best
        own = {one.topic for one in self.heard.meaning.candidates}
        if best is None or best.topic not in own or not self._is_no_matter(best.topic):
            return None
        return best if best.probability >= SURE_ENOUGH else None

    def _is_sure(self, best: Candidate) -> bool:
        may_mirror = self.heard.mirrored is not None and not self._is_no_matter(best.topic)
        likely, sure = (LIKELY, SURE) if may_mirror else (LIKELY_ENOUGH, SURE_ENOUGH)
        return best.probability >= (likely if best.similarity >= NEAR else sure)

    def _is_out_of_tune(self, topic: str) -> bool:
        """Whether an intent is light where it is heavy, or heavy where joy is told."""
        tone = self.repertoire.intents[topic].tone
        is_matter = not self._is_no_matter(topic)
        if tone is Tone.LIGHT and topic not in NO_QUESTIONS and field_of(topic) != "service":
            sad = self.heard.emotion not in ("", JOY)
            return self._in_heavy_story or (sad and is_matter)
        return tone is Tone.HEAVY and self.heard.emotion == JOY

    def _family(self) -> Decision | None:
        """The answer of a family, where its intents share the probability."""
        if not self.heard.meaning.families or self.heard.is_unclear:
            return None
        name, probability = self.heard.meaning.families[0]
        family = self.repertoire.families.get(name)
        best = self.heard.meaning.best
        is_near = best is not None and best.similarity >= NEAR
        if family is None or probability < (LIKELY_ENOUGH if is_near else FAMILY_SURE):
            return None
        if self._clashes(name):
            return None
        chosen = self._unsaid(family.answers)
        if chosen is None:
            return None
        text = f"{self._own_words()} {chosen.say} {self._ask(chosen, name)}"
        return Decision(Act.FAMILY, text, name, name)

    def _clashes(self, family: str) -> bool:
        """Whether the likeliest intent of a family does not suit the moment."""
        own = [one for one in self.heard.meaning.candidates if one.family == family]
        return not own or self._is_out_of_tune(own[0].topic)

    def _fragment(self) -> Decision | None:
        """What alone tells too little goes with the story: its family's answer, once more."""
        if not self.story.is_told or self.heard.mirrored is not None:
            return None
        families = dict(self.heard.together.families)
        if families.get(self.story.family, 0.0) < FAMILY_SURE:
            return None
        family = self.repertoire.families.get(self.story.family)
        chosen = self._unsaid(family.answers) if family else None
        if chosen is None or family is None:
            return None
        text = f"{chosen.say} {self._ask(chosen, family.name)}"
        return Decision(Act.FAMILY, text, family.name, family.name)

    def _summing_up(self) -> Decision | None:
        """Once, late in a talk: the matters that were told, by their names."""
        titles = [
            self.repertoire.families[name].title
            for name in self.story.matters
            if name in self.repertoire.families
        ]
        if len(self.state.said) < SUMMED_UP_AFTER or self.story.summed_up or len(titles) < 2:
            return None
        best = self.heard.meaning.best
        if self.heard.mirrored is not None or (best and self._is_no_matter(best.topic)):
            return None
        text = self._fresh(self.lines.of(Moment.SUM_UP))
        return Decision(Act.SUM_UP, text.format(matters=", ".join(titles[-3:])))

    def _mirror(self) -> Decision | None:
        """The person's own words, and their feeling, a question about it, or room to go on."""
        is_scrap = self.heard.is_short and self.heard.meaning.nothing >= TELLS_NOTHING
        if self.heard.mirrored is None or is_scrap:
            return None
        mirrored, feeling = self.heard.mirrored, ""
        if self._emotion and not mirrored.tells_feeling:
            feeling = self._unsaid_line(self._honoured(Moment.BESIDE, self._emotion))
        if feeling and self.rng.random() < SURPRISED:
            words = f"{mirrored.text(Frame.SURPRISED)}, {feeling}"
        else:
            goes_on = feeling or self._question(mirrored) or self._statement(mirrored)
            words = f"{self._own_words(always=True)} {goes_on}"
        return Decision(Act.MIRROR, words, unmatched=self._is_unmatched)

    def _question(self, mirrored: Mirrored) -> str:
        """An open question about what was just given back, or ""."""
        if not self.state.may_ask or mirrored.names_something:
            return ""
        if self.heard.persons and self.rng.random() < ABOUT_PERSON:
            asked = self._unsaid_line(self.lines.of(Moment.ASK_PERSON))
            return asked.replace("{person}", self.heard.persons[0])
        if mirrored.tells_feeling:
            moment = Moment.ASK_FELT
        elif mirrored.claim.past:
            moment = Moment.ASK_PAST
        else:
            moment = Moment.ASK_NOW if mirrored.is_habit_or_state else Moment.ASK_MORE
        return self._unsaid_line(self.lines.of(moment))

    def _statement(self, mirrored: Mirrored) -> str:
        """What may follow what was given back where nothing is asked."""
        if not mirrored.tells_feeling:
            return self._unsaid_line(self._honoured(Moment.BESIDE))
        return self._unsaid_line(self._honoured(Moment.FELT, JOY if self._emotion == JOY else ""))

    def _honoured(self, moment: Moment, of: str = "") -> list[str]:
        """Lines with -시- in the tense of what was given back: 속상하시겠어요, 속상하셨겠어요."""
        mirrored = self.heard.mirrored
        honorific = "셨" if mirrored and mirrored.claim.past else "시"
        return [text.replace(HONOUR, honorific) for text in self.lines.of(moment, of)]

    def _feeling(self) -> Decision | None:
        if not self._emotion or self.heard.is_unclear:
            return None
        texts = self._askable(self.lines.of(Moment.REFLECT, self._emotion))
        return Decision(Act.FEELING, self._fresh(texts), unmatched=self._is_unmatched)

    def _stock(self) -> Decision:
        moment = self._moment()
        texts = self._askable(self.lines.of(moment))
        return Decision(Act.STOCK, self._fresh(texts), moment=moment, unmatched=self._is_unmatched)

    def _moment(self) -> Moment:
        if self.heard.is_unclear:
            return Moment.UNCLEAR
        if self.heard.is_short:
            return Moment.SHORT
        if len(self.state.said) < 2:
            return Moment.OPEN
        return Moment.DEEPEN if self._in_heavy_story or self.heard.emotion else Moment.LIGHT

    @property
    def _emotion(self) -> str:
        """The feeling to be named: none where the likeliest matter feels otherwise."""
        best = self.heard.meaning.best
        if best is None or best.probability < HINTS or self._is_no_matter(best.topic):
            return self.heard.emotion
        tone = self.repertoire.intents[best.topic].tone
        glad = self.heard.emotion == JOY
        return "" if tone is (Tone.HEAVY if glad else Tone.LIGHT) else self.heard.emotion

    @property
    def _is_unmatched(self) -> bool:
        """Whether staff should see it: not what is a mere fragment or nothing readable."""
        return not self.heard.is_unclear and self.heard.meaning.nothing < TELLS_NOTHING

    @property
    def _in_heavy_story(self) -> bool:
        return self.story.is_told and self.story.is_heavy

    def _is_no_matter(self, topic: str) -> bool:
        return field_of(topic) in SMALLTALK_FIELDS

    def _is_heavy(self, decision: Decision) -> bool:
        intent = self.repertoire.intents.get(decision.topic)
        if intent is None:
            own = [c for c in self.heard.meaning.candidates if c.family == decision.family]
            intent = self.repertoire.intents[own[0].topic] if own else None
        return intent is None or intent.tone is Tone.HEAVY

    def _own_words(self, *, always: bool = False) -> str:
        """The mirror, where there is one; beside another answer only every other time."""
        if self.heard.mirrored is None:
            return ""
        if not always and self.state.acts and self.state.acts[0] == Act.MIRROR:
            return ""
        return self.heard.mirrored.text(self._frame())

    def _frame(self) -> Frame:
        """The ending that was used least of late."""
        if self.heard.mirrored and self.heard.mirrored.names_something:
            return Frame.SEEN
        ends = {Frame.SEEN: "군요.", Frame.HEARD: "네요.", Frame.GATHERED: "거네요."}
        recent = list(self.state.said[:3])
        used = {frame: sum(end in said for said in recent) for frame, end in ends.items()}
        if used[Frame.SEEN] and used[Frame.HEARD]:
            return Frame.GATHERED if not used[Frame.GATHERED] else Frame.SEEN
        return min((Frame.SEEN, Frame.HEARD), key=lambda one: (used[one], self.rng.random()))

    def _greeting(self, topic: str) -> str:
        known = self.state.name and not self.state.said and topic == GREETING
        return f"{self.state.name}님, " if known else ""

    def _ask(self, chosen: Answer, topic: str) -> str:
        if topic in NO_QUESTIONS or not self.state.may_ask or self.state.has_said(chosen.ask):
            return ""
        return "" if was_told(self.heard.text, chosen.ask) else chosen.ask

    def _unsaid(self, answers: Sequence[Answer]) -> Answer | None:
        """One of the answers not said in this talk, at random."""
        unsaid = [one for one in answers if not self.state.has_said(one.say)]
        return self.rng.choice(unsaid) if unsaid else None

    def _unsaid_line(self, texts: Sequence[str]) -> str:
        unsaid = [text for text in texts if not self.state.has_said(text.partition("}")[2] or text)]
        unsaid = [text for text in unsaid if not was_told(self.heard.text, text)]
        return self.rng.choice(unsaid) if unsaid else ""

    def _askable(self, texts: Sequence[str]) -> Sequence[str]:
        """Those that are no question, where none may be asked."""
        fitting = [text for text in texts if self.state.may_ask or not text.endswith("?")]
        return fitting or texts

    def _fresh(self, texts: Sequence[str]) -> str:
        """One of `texts` not said in this talk; where all were, one that was not said last."""
        unsaid = [text for text in texts if not self.state.has_said(text)]
        last = self.state.said[0] if self.state.said else ""
        return self.rng.choice(
            unsaid or [text for text in texts if text not in last] or list(texts)
        )
