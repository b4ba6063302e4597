"""The answer to one message: care is asked first, then the dialogue. Stores nothing.

What takes time (the encoder, the judges) is done by `listen`, before the talk is locked; `answer`
needs to know where the talk stands.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from chat import songs
from chat.care import answers, assess, model, path
from chat.care.state import Care
from chat.care.words import statement
from chat.dialogue import knowledge, policy, understanding
from chat.dialogue.decision import Act, Decision
from chat.dialogue.knowledge import Knowledge
from chat.dialogue.lines import Moment
from chat.dialogue.state import Heard, TalkState
from chat.models import Conversation
from texts import keyboard


@dataclass(frozen=True)
class Listened:
    """One message with its vectors, and what care makes of it."""

    words: understanding.Words
    care: path.Heard
    known: Knowledge
    song: Decision | None = None
    retyped: str = ""
    """The message in Korean, where the keyboard stood on English; it is what was understood."""

    @cached_property
    def heard(self) -> Heard:
        """What the dialogue makes of it."""
        return understanding.hear(self.words, self.known)


def listen(
    text: str,
    *,
    before: Sequence[str] = (),
    care: Care | None = None,
    known: Knowledge | None = None,
    conversation: Conversation | None = None,
) -> Listened:
    """Understand a message as far as its answer needs it; `before` is what was said last."""
    retyped = keyboard.meant(text)
    text = retyped or text
    words = understanding.read(text, before[-1] if before else "")
    danger = assess.assess(text, words.vector, model.of_encoder(words.encoder), before=before)
    heard = path.Heard(text, danger, answers.hear(text))
    is_calm = not (heard.is_alarming or (care and care.is_open))
    song = songs.answer(text, conversation) if is_calm else None
    listened = Listened(words, heard, known or knowledge.current(), song, retyped)
    if is_calm and song is None:
        _ = listened.heard
    return listened


def answer(
    listened: Listened,
    care: Care,
    state: TalkState,
    rng: random.Random,
    *,
    back: bool = False,
) -> tuple[Decision, Care]:
    """What is said, and where the talk stands in care after it; `back` after a long pause."""
    given, after = path.step(care, replace(listened.care, back=back), rng)
    if given is not None and given.beside and state.wants_no_question:
        given, after = None, care
    if given is not None and not given.beside:
        act = Act.ALARM if given.is_alarm else Act.CARE
        return Decision(act, given.text, story=state.story), after
    known = listened.known
    decision = listened.song or policy.answer(
        listened.heard, state, known.repertoire, knowledge.lines(), rng
    )
    if listened.retyped:
        asked = rng.choice(knowledge.lines().of(Moment.RETYPED)).format(meant=listened.retyped)
        decision = replace(decision, text=f"{asked} {statement(decision.text)}".rstrip())
    if given is not None:
        text = f"{statement(decision.text)} {given.text}".lstrip()
        decision = replace(decision, text=text, unmatched=False)
    return decision, after
