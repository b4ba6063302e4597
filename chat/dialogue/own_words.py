"""A person's own words given back, and what follows them: a feeling, a question, room. Pure."""

from __future__ import annotations

import random

from chat.dialogue.lines import Lines, Moment
from chat.dialogue.mirror import Frame, Mirrored
from chat.dialogue.phrases import Phrases
from chat.dialogue.state import Heard, TalkState
from emotions.vector import JOY

SURPRISED, ABOUT_PERSON = 0.3, 0.3
"""How often a mirror goes on into the feeling, and a question is about the person named."""
HONOUR = "{시}"
"""In a line, the place of -시- with its tense."""


class OwnWords:
    """What can be given back of one message."""

    def __init__(
        self, heard: Heard, state: TalkState, lines: Lines, phrases: Phrases, rng: random.Random
    ) -> None:
        self._mirrored, self._persons = heard.mirrored, heard.persons
        self._state, self._lines, self._phrases, self._rng = state, lines, phrases, rng

    def given_back(self) -> str:
        """The mirror in the ending that was used least of late, or ""."""
        return self._mirrored.text(self._frame(self._mirrored)) if self._mirrored else ""

    def and_on(self, emotion: str) -> str:
        """The mirror, and after it `emotion` where it is sure, else a question or room to go on."""
        mirrored, feeling = self._mirrored, ""
        if mirrored is None:
            return ""
        if emotion and not mirrored.tells_feeling:
            feeling = self._phrases.unsaid(self._honoured(mirrored, Moment.BESIDE, emotion))
        if feeling and self._rng.random() < SURPRISED:
            return f"{mirrored.text(Frame.SURPRISED)}, {feeling}"
        goes_on = feeling or self._question(mirrored) or self._statement(mirrored, emotion)
        return f"{self.given_back()} {goes_on}"

    def _frame(self, mirrored: Mirrored) -> Frame:
        if mirrored.names_something:
            return Frame.SEEN
        ends = {Frame.SEEN: "군요.", Frame.HEARD: "네요.", Frame.GATHERED: "거네요."}
        recent = list(self._state.said[:3])
        used = {frame: sum(end in said for said in recent) for frame, end in ends.items()}
        if used[Frame.SEEN] and used[Frame.HEARD]:
            return Frame.GATHERED if not used[Frame.GATHERED] else Frame.SEEN
        return min((Frame.SEEN, Frame.HEARD), key=lambda one: (used[one], self._rng.random()))

    def _question(self, mirrored: Mirrored) -> str:
        """An open question about what was just given back, or ""."""
        if not self._state.may_ask or mirrored.names_something:
            return ""
        if self._persons and self._rng.random() < ABOUT_PERSON:
            asked = self._phrases.unsaid(self._lines.of(Moment.ASK_PERSON))
            return asked.replace("{person}", self._persons[0])
        return self._phrases.unsaid(self._lines.of(_asking(mirrored)))

    def _statement(self, mirrored: Mirrored, emotion: str) -> str:
        """What may follow where nothing is asked."""
        moment = Moment.FELT if mirrored.tells_feeling else Moment.BESIDE
        joy = JOY if emotion == JOY and moment is Moment.FELT else ""
        return self._phrases.unsaid(self._honoured(mirrored, moment, joy))

    def _honoured(self, mirrored: Mirrored, moment: Moment, of: str) -> list[str]:
        """Lines with -시- in the tense of what was given back: 속상하시겠어요, 속상하셨겠어요."""
        honorific = "셨" if mirrored.claim.past else "시"
        return [text.replace(HONOUR, honorific) for text in self._lines.of(moment, of)]


def _asking(mirrored: Mirrored) -> Moment:
    """What may be asked of what was given back."""
    if mirrored.tells_feeling:
        return Moment.ASK_FELT_PAST if mirrored.claim.past else Moment.ASK_FELT
    if mirrored.claim.past:
        return Moment.ASK_PAST
    is_own_state = mirrored.subject_is_speaker and mirrored.is_habit_or_state
    return Moment.ASK_NOW if is_own_state else Moment.ASK_MORE
