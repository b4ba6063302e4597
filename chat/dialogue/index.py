"""The replies 공감이 knows, searched by cosine similarity, intent by intent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

SEVERAL = 3
"""So many of an intent's nearest utterances speak for it: one alone may be near by chance."""
SAME = 0.97
"""Cosine from which one utterance speaks for itself: it is the same in other spelling."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the reply table."""

    reply_id: int
    kind: str
    topic: str
    text: str
    follow_up: str = ""

    @property
    def intent(self) -> str:
        """What rows that answer each other share; a row without a topic is alone."""
        return f"{self.kind}:{self.topic}" if self.topic else f"#{self.reply_id}"


@dataclass(frozen=True, slots=True)
class Match:
    """An intent by its nearest entry.

    `similarity` is the mean cosine, −1 to 1, of the intent's nearest entries, and `margin` how far
    the next intent is behind.
    """

    entry: Entry
    similarity: float
    margin: float


class ReplyIndex:
    """Entries by the vectors of their utterances; those of one topic make an intent."""

    def __init__(self, vectors: Vectors, entries: Sequence[Entry]) -> None:
        """`vectors` has shape (number of entries, dimension), each row of length 1."""
        if len(vectors) != len(entries):
            raise ValueError(f"{len(vectors)} vectors for {len(entries)} entries")
        self._vectors = vectors
        self._entries = tuple(entries)
        self._intents = intents_of(entry.intent for entry in entries)

    def __len__(self) -> int:
        return len(self._entries)

    def nearest(self, vector: Vectors) -> Match | None:
        """The intent nearest to `vector` (length 1); None where there is none."""
        return next(iter(self.nearest_intents(vector, 1)), None)

    def nearest_intents(self, vector: Vectors, count: int) -> list[Match]:
        """The `count` intents nearest to `vector` (length 1), the nearest first."""
        if not self._entries:
            return []
        similarities = self._vectors @ vector
        scores = intent_scores(similarities[None], self._intents)[0]
        order = np.argsort(-scores)[: count + 1]
        margins = [*-np.diff(scores[order]), 1.0]
        return [
            Match(self._speaker(int(intent), similarities), float(scores[intent]), float(margin))
            for intent, margin in zip(order[:count], margins, strict=False)
        ]

    def extended(self, vectors: Vectors, entries: Sequence[Entry]) -> ReplyIndex:
        """An index that knows these entries as well."""
        return ReplyIndex(np.concatenate([self._vectors, vectors]), [*self._entries, *entries])

    def topics(self) -> list[str]:
        """Every topic once, in the order of the table."""
        return list(dict.fromkeys(entry.topic for entry in self._entries if entry.topic))

    def _speaker(self, intent: int, similarities: Vectors) -> Entry:
        """The nearest entry of an intent."""
        rows = np.flatnonzero(self._intents == intent)
        return self._entries[int(rows[similarities[rows].argmax()])]

    def of_topic(self, topic: str) -> list[Entry]:
        """Entries of a topic, in the order of the table."""
        return [entry for entry in self._entries if entry.topic == topic]


def intents_of(names: Iterable[str]) -> npt.NDArray[np.int64]:
    """Names as numbers from 0, in order of appearance: (names,)."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)


def intent_scores(
    similarities: npt.NDArray[np.floating], intents: npt.NDArray[np.int64]
) -> npt.NDArray[np.floating]:
    """Mean of each intent's `SEVERAL` highest similarities, or the highest where it is `SAME`.

    Args:
        similarities: (texts, entries); −inf for entries that may not speak.
        intents: (entries,), numbers from 0.

    Returns:
        (texts, intents); an intent with fewer entries is judged by those it has.
    """
    order = np.argsort(intents, kind="stable")
    starts = np.flatnonzero(np.diff(intents[order], prepend=-1))
    scores = np.empty((len(similarities), len(starts)), np.float32)
    for number, rows in enumerate(np.split(order, starts[1:])):
        own = -np.sort(-similarities[:, rows], axis=1)[:, :SEVERAL]
        count = np.maximum(np.isfinite(own).sum(axis=1), 1)
        mean = np.where(np.isfinite(own), own, 0).sum(axis=1) / count
        scores[:, number] = np.where(own[:, 0] >= SAME, own[:, 0], mean)
        scores[np.isneginf(own[:, 0]), number] = -1
    return scores
