"""The utterances 공감이 knows, searched by cosine similarity, intent by intent. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

SEVERAL = 3
"""So many of an intent's nearest utterances speak for it: one alone may be near by chance."""
SAME = 0.97
"""Cosine from which one utterance speaks for itself: it is the same in other spelling."""
ABSENT = -2.0
"""In place of the cosine of an utterance that is not there; no cosine is as low."""


class UtteranceIndex:
    """Utterances by their vectors; `topics` are those of the intents, in order of appearance."""

    def __init__(self, vectors: Vectors, topics: Sequence[str]) -> None:
        """`vectors` has shape (number of utterances, dimension), each row of length 1."""
        if len(vectors) != len(topics):
            raise ValueError(f"{len(vectors)} vectors for {len(topics)} utterances")
        self.topics = tuple(dict.fromkeys(topics))
        self._vectors = vectors
        self._rows = _rows_of(topics, self.topics)

    def __len__(self) -> int:
        return len(self._vectors)

    def similarities(self, vectors: Vectors) -> Vectors:
        """How near each intent is to texts (n, dimension): (n, intents), −1 to 1.

        The mean of an intent's `SEVERAL` highest cosines, or the highest where it is `SAME`; an
        intent with fewer utterances is judged by those it has.
        """
        if not self.topics:
            return np.zeros((len(vectors), 0), np.float32)
        cosines = np.pad(vectors @ self._vectors.T, ((0, 0), (0, 1)), constant_values=ABSENT)
        own = np.partition(cosines[:, self._rows], -SEVERAL, axis=2)[:, :, -SEVERAL:]
        there = own > ABSENT
        mean = np.where(there, own, 0).sum(axis=2) / there.sum(axis=2)
        nearest = own.max(axis=2)
        return np.asarray(np.where(nearest >= SAME, nearest, mean), np.float32)

    def nearest_rows(self, vector: Vectors, topic: str, count: int) -> list[int]:
        """Numbers of the `count` utterances of an intent nearest to `vector`, nearest first."""
        rows = self._rows[self.topics.index(topic)]
        rows = rows[rows < len(self._vectors)]
        order = np.argsort(-(self._vectors[rows] @ vector), kind="stable")[:count]
        return [int(row) for row in rows[order]]

    def extended(self, vectors: Vectors, topics: Sequence[str]) -> UtteranceIndex:
        """An index that knows these utterances as well."""
        every = [*self._every_topic(), *topics]
        return UtteranceIndex(np.concatenate([self._vectors, vectors]), every)

    def _every_topic(self) -> list[str]:
        named = [""] * len(self._vectors)
        for topic, rows in zip(self.topics, self._rows, strict=True):
            for row in rows[rows < len(named)]:
                named[row] = topic
        return named


def _rows_of(topics: Sequence[str], names: Sequence[str]) -> npt.NDArray[np.int64]:
    """The row numbers of each name, (names, most); filled up with the number after the last."""
    rows: dict[str, list[int]] = {name: [] for name in names}
    for row, topic in enumerate(topics):
        rows[topic].append(row)
    most = max([SEVERAL, *map(len, rows.values())])
    filled = [own + [len(topics)] * (most - len(own)) for own in rows.values()]
    return np.array(filled, np.int64).reshape(len(names), most)
