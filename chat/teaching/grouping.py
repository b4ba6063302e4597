"""Utterances that mean the same, put together. Pure.

Average linkage over cosine distances (Sokal and Michener, 1958), by SciPy. A group's members are
near each other on the average, so that one chain of small steps does not join all topics.
"""

from __future__ import annotations

import numpy as np

from chat.dialogue.index import Vectors

FARTHEST = 0.35
"""Mean cosine distance up to which groups are joined: wordings of one intent are about this far."""


def group(vectors: Vectors) -> list[list[int]]:
    """Row numbers by group, the largest first, in each the most central first.

    Args:
        vectors: (n, dimension), each row of length 1.
    """
    if len(vectors) < 2:
        return [[row] for row in range(len(vectors))]
    from scipy.cluster.hierarchy import fcluster, linkage  # staff alone need it

    numbers = fcluster(linkage(vectors, "average", metric="cosine"), FARTHEST, "distance")
    groups = [np.flatnonzero(numbers == number) for number in np.unique(numbers)]
    groups.sort(key=lambda rows: (-len(rows), rows[0]))
    return [_by_centrality(vectors, rows) for rows in groups]


def _by_centrality(vectors: Vectors, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[int]:
    own = vectors[rows]
    order = np.argsort(-(own @ own.sum(axis=0)), kind="stable")
    return [int(row) for row in rows[order]]
