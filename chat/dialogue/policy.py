"""What 공감이 answers, by what it understood and by where the talk stands. Pure.

Acts are tried in an order, from the surest understanding to the least: an intent, a family of
intents, the person's own words given back, a feeling, and at last a stock line. 공감이 says nothing
twice in a talk, asks at most every other time, one thing, and not at all once it was told to stop.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from chat.dialogue.decision import Act, Decision
from chat.dialogue.index import SAME
from chat.dialogue.lines import Lines, Moment
from chat.dialogue.meaning import Candidate
from chat.dialogue.own_words import OwnWords
from chat.dialogue.phrases import Phrases
from chat.dialogue.repertoire import SMALLTALK_FIELDS, Answer, Repertoire, Tone, field_of
from chat.dialogue.state import FULL, QUIET, Heard, TalkState
from chat.dialogue.story import Story
from chat.dialogue.told import was_told
from emotions.vector import JOY

SURE, LIKELY = 0.65, 0.5
"""Probability from which an intent's answer is given, and from which where its utterances are near:
seldom are both so high and wrong."""
SURE_ENOUGH, LIKELY_ENOUGH = 0.6, 0.4
"""The same for small talk, and where the person's own words cannot be given back instead."""
NEAR = 0.75
"""Cosine from which utterances are near."""
FAMILY_SURE, FAMILY_BESIDE = 0.6, 0.75
"""The same for a family, whose answers fit each of its intents: alone, and beside own words."""
NEARLY_CERTAIN = 0.9
"""What a light answer needs within a heavy story."""
ALONE = 0.8
"""Probability from which an intent's answer stands without the person's own words before it."""
HINTS = 0.15
"""Probability from which an intent that is not sure still speaks against another feeling."""
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
NO_QUESTIONS = (*FAREWELLS, *THANKS, *QUIET)
FEELINGS = "feelings"
SUMMED_UP_AFTER = 8
"""Turns after which 공감이 says once what was told."""
NEARLY_FULL = 80
"""Percent of the gauge from which 공감이 says how far it is."""


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
        self.phrases = Phrases(heard.text, state, rng)
        self.own_words = OwnWords(heard, state, lines, self.phrases, rng)

    def decision(self) -> Decision:
        """The first act that has something to say."""
        acts: Sequence[Callable[[], Decision | None]] = (
            self._sign, self._correction, self._intent, self._family, self._fragment,
            self._summing_up, self._mirror, self._feeling, self._about,
        )  # fmt: skip
        return next((one for act in acts if (one := act()) is not None), None) or self._stock()

    def note(self) -> str:
        """A line about the gauge where it has just come far."""
        state = self.state
        for least, moment in ((FULL, Moment.FULL), (NEARLY_FULL, Moment.NEARLY_FULL)):
            if state.gauge_before < least <= state.gauge_after:
                return self.phrases.fresh(self.lines.of(moment))
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
        return (
            Decision(Act.SIGN, self.phrases.fresh(self.phrases.askable(lines))) if lines else None
        )

    def _correction(self) -> Decision | None:
        """What 공감이 took wrongly is taken back, and what was meant instead given back."""
        if not self.heard.corrects:
            return None
        sorry = self.phrases.fresh(self.lines.of(Moment.CORRECTED))
        meant = self.own_words.given_back()
        return Decision(Act.CORRECTED, f"{sorry} {meant}")

    def _intent(self) -> Decision | None:
        best = self._likeliest_intent()
        if best is None:
            return None
        intent = self.repertoire.intents[best.topic]
        if best.topic == WANT_SONG and self.state.songs:
            return Decision(
                Act.SONGS, self.phrases.fresh(self.lines.of(self.state.songs)), best.topic
            )
        chosen = self._unsaid(intent.answers)
        if chosen is None:
            return None
        before = ""
        if not self._is_no_matter(best.topic) and best.probability < ALONE:
            before = self._own_words_first()
        text = f"{self._greeting(best.topic)}{before} {chosen.say} {self._ask(chosen, best.topic)}"
        return Decision(Act.INTENT, text, best.topic, best.family, link=intent.link)

    def _likeliest_intent(self) -> Candidate | None:
        """The intent that is sure, and whose tone the talk bears; else None."""
        best = self.heard.meaning.best
        if best is None or self.heard.is_unclear:
            return None
        is_farewell = best.topic in FAREWELLS and self.heard.courtesy in FAREWELLS
        if is_farewell or not self._is_sure(best):
            return self._courtesy() or self._going_on()
        if best.probability < NEARLY_CERTAIN and self._is_out_of_tune(best.topic):
            return None
        return best

    def _courtesy(self) -> Candidate | None:
        """A goodbye or thanks that is plain to see; which goodbye it is its words tell best."""
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
        least = FAMILY_BESIDE if self.heard.mirrored else FAMILY_SURE
        if family is None or probability < (LIKELY_ENOUGH if is_near else least):
            return None
        if self._clashes(name):
            return None
        chosen = self._unsaid(family.answers)
        if chosen is None:
            return None
        text = f"{self._own_words_first()} {chosen.say} {self._ask(chosen, name)}"
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
        is_aside = self.heard.meaning.nothing >= TELLS_NOTHING and not self.heard.emotion
        if not is_aside or (best and self._is_no_matter(best.topic)):
            return None
        text = self.phrases.fresh(self.phrases.askable(self.lines.of(Moment.SUM_UP)))
        return Decision(Act.SUM_UP, text.format(matters=", ".join(titles[-3:])))

    def _mirror(self) -> Decision | None:
        """The person's own words, and their feeling, a question about it, or room to go on."""
        is_scrap = self.heard.is_short and self.heard.meaning.nothing >= TELLS_NOTHING
        if self.heard.mirrored is None or is_scrap:
            return None
        words = self.own_words.and_on(self._emotion)
        return Decision(Act.MIRROR, words, unmatched=self._is_unmatched)

    def _feeling(self) -> Decision | None:
        if not self._emotion or self.heard.is_unclear:
            return None
        texts = self.phrases.askable(self.lines.of(Moment.REFLECT, self._emotion))
        return Decision(Act.FEELING, self.phrases.fresh(texts), unmatched=self._is_unmatched)

    def _about(self) -> Decision | None:
        """The thing that was spoken of, by its name."""
        if not self.heard.matter or self.heard.is_unclear or self.heard.is_short:
            return None
        texts = self.phrases.askable(self.lines.of(Moment.ABOUT))
        line = self.phrases.unsaid(texts)
        if not line:
            return None
        text = line.replace("{matter}", self.heard.matter)
        return Decision(Act.STOCK, text, moment=Moment.ABOUT, unmatched=self._is_unmatched)

    def _stock(self) -> Decision:
        moment = self._moment()
        texts = self.phrases.askable(self.lines.of(moment))
        return Decision(
            Act.STOCK, self.phrases.fresh(texts), moment=moment, unmatched=self._is_unmatched
        )

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

    def _own_words_first(self) -> str:
        """The mirror before another answer: only every other time."""
        mirrored_last = bool(self.state.acts) and self.state.acts[0] == Act.MIRROR
        return "" if mirrored_last else self.own_words.given_back()

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
