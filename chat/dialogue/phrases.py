"""Which of several fixed lines is said: none twice, and none that asks what was told. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence

from chat.dialogue.state import TalkState
from chat.dialogue.told import was_told


class Phrases:
    """Chooses lines for an answer to `text`, where a talk stands so."""

    def __init__(self, text: str, state: TalkState, rng: random.Random) -> None:
        self._text, self._state, self._rng = text, state, rng

    def unsaid(self, texts: Sequence[str]) -> str:
        """One that was not said and asks for nothing that was told, or ""."""
        unsaid = [
            text for text in texts if not self._state.has_said(text.partition("}")[2] or text)
        ]
        unsaid = [text for text in unsaid if not was_told(self._text, text)]
        return self._rng.choice(unsaid) if unsaid else ""

    def fresh(self, texts: Sequence[str]) -> str:
        """One that was not said in this talk; where all were, one that was not said last."""
        unsaid = [text for text in texts if not self._state.has_said(text)]
        last = self._state.said[0] if self._state.said else ""
        return self._rng.choice(
            unsaid or [text for text in texts if text not in last] or list(texts)
        )

    def askable(self, texts: Sequence[str]) -> Sequence[str]:
        """Those that are no question, where none may be asked."""
        fitting = [text for text in texts if self._state.may_ask or not text.endswith("?")]
        return fitting or texts
