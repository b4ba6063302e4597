"""What 공감이 answers: crisis first, then small talk, then a reply, else an open question back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from chat.index import Entry, Match, ReplyIndex, Vectors

REPLY = "reply"
SMALLTALK = "smalltalk"
FALLBACK = "fallback"
CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least cosines from which small talk and replies count as understood."""

    reply: float
    smalltalk: float


@dataclass(frozen=True, slots=True)
class Recent:
    """What 공감이 said last in this talk, newest first, and whether it just asked something."""

    texts: Sequence[str] = ()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer. `nearest` is the reply that came nearest, also where it was not near enough."""

    source: str
    text: str
    similarity: float | None = None
    reply_id: int | None = None
    nearest: Match | None = None


def crisis_answer(replies: Sequence[str], recent: Recent, rng: random.Random) -> Decision:
    """One of the crisis replies, not the one just said."""
    return Decision(CRISIS, _fresh(replies, recent, rng))


def answer(
    index: ReplyIndex,
    vector: Vectors,
    thresholds: Thresholds,
    fallbacks: Sequence[str],
    *,
    recent: Recent,
    rng: random.Random,
) -> Decision:
    """Answer an utterance by its vector (length 1).

    Small talk wins where it is understood and nearer than any reply. Below both thresholds comes
    one of `fallbacks`, never the same twice running.
    """
    reply = index.nearest(vector, kind=REPLY)
    smalltalk = index.nearest(vector, kind=SMALLTALK)
    understood = [
        match
        for match, least in ((smalltalk, thresholds.smalltalk), (reply, thresholds.reply))
        if match is not None and match.similarity >= least
    ]
    if understood:
        best = max(understood, key=lambda match: match.similarity)
        return _said(index, best, reply, recent, rng)
    nearest = max(
        (match for match in (reply, smalltalk) if match is not None),
        key=lambda match: match.similarity,
        default=None,
    )
    return Decision(
        FALLBACK,
        _fresh(fallbacks, recent, rng),
        similarity=nearest.similarity if nearest else None,
        nearest=nearest,
    )


def _said(
    index: ReplyIndex, match: Match, nearest: Match | None, recent: Recent, rng: random.Random
) -> Decision:
    entry = _not_said_lately(index, match.entry, recent)
    asks = bool(entry.follow_up) and not recent.asked
    text = f"{entry.text} {entry.follow_up}" if asks else entry.text
    return Decision(match.entry.kind, text, match.similarity, entry.reply_id, nearest or match)


def _not_said_lately(index: ReplyIndex, entry: Entry, recent: Recent) -> Entry:
    """The nearest entry, or another of its topic where that was said in the last turns."""
    for other in index.of_topic(entry):
        if not any(text.startswith(other.text) for text in recent.texts):
            return other
    return entry


def _fresh(texts: Sequence[str], recent: Recent, rng: random.Random) -> str:
    """One of `texts` not said lately; where all were, one that was not said last."""
    unsaid = [text for text in texts if text not in recent.texts]
    if unsaid:
        return rng.choice(unsaid)
    return rng.choice([text for text in texts if text != recent.texts[0]] or list(texts))
