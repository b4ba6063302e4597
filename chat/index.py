"""The replies 공감이 knows, searched by cosine similarity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the reply table."""

    reply_id: int
    kind: str
    topic: str
    text: str
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and its cosine similarity to an utterance, −1 to 1."""

    entry: Entry
    similarity: float


class ReplyIndex:
    """Entries by the vectors of their utterances."""

    def __init__(self, vectors: Vectors, entries: Sequence[Entry]) -> None:
        """`vectors` has shape (number of entries, dimension), each row of length 1."""
        if len(vectors) != len(entries):
            raise ValueError(f"{len(vectors)} vectors for {len(entries)} entries")
        self._vectors = vectors
        self._entries = tuple(entries)
        self._kinds = np.array([entry.kind for entry in entries])

    def __len__(self) -> int:
        return len(self._entries)

    def nearest(self, vector: Vectors, *, kind: str) -> Match | None:
        """The entry of `kind` nearest to `vector` (length 1); None where there is none."""
        rows = np.flatnonzero(self._kinds == kind)
        if not len(rows):
            return None
        similarities = self._vectors[rows] @ vector
        best = int(similarities.argmax())
        return Match(self._entries[rows[best]], float(similarities[best]))

    def of_topic(self, entry: Entry) -> list[Entry]:
        """Entries of the same kind and topic, `entry` first."""
        others = (
            other
            for other in self._entries
            if (other.kind, other.topic) == (entry.kind, entry.topic)
            and other.reply_id != entry.reply_id
        )
        return [entry, *others] if entry.topic else [entry]
