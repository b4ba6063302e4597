"""How near is near enough: thresholds from the reply table itself.

Cosines of different encoders lie in different ranges, so a fixed threshold means nothing. Each row
of the table is asked for as if it were not there (leave-one-out): rows whose nearest neighbour is
of the same topic should be answered, utterances that nobody has a reply for should not. The
threshold maximises the share of the first above it minus the share of the second (Youden's J,
Cancer 3:32–35, 1950).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from chat.index import Vectors

MIN_SAMPLES = 10
FALLBACK_THRESHOLD = 0.9
"""For tables too small to calibrate on."""


def calibrate(vectors: Vectors, topics: Sequence[str], off_topic: Vectors) -> float:
    """The cosine from which an utterance counts as understood.

    Args:
        vectors: the table's utterances, shape (n, dimension), each row of length 1.
        topics: n names; rows that share one answer each other.
        off_topic: utterances that should find no reply, shape (m, dimension).
    """
    right = _right_neighbours(vectors, np.asarray(topics))
    if len(right) < MIN_SAMPLES or len(off_topic) < MIN_SAMPLES:
        return FALLBACK_THRESHOLD
    return youden_threshold(right, (off_topic @ vectors.T).max(axis=1))


def youden_threshold(
    positives: npt.NDArray[np.floating], negatives: npt.NDArray[np.floating]
) -> float:
    """The value among `positives` that best separates them from `negatives` below it."""
    candidates = np.sort(positives)
    above = 1 - np.arange(len(candidates)) / len(candidates)
    false = 1 - np.searchsorted(np.sort(negatives), candidates, side="left") / len(negatives)
    return float(candidates[int(np.argmax(above - false))])


def _right_neighbours(vectors: Vectors, topics: npt.NDArray[np.str_]) -> npt.NDArray[np.floating]:
    """Similarity to the nearest other row, for rows where that is of the same topic."""
    if len(vectors) < 2:
        return np.zeros(0, np.float32)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    nearest = similarities.argmax(axis=1)
    right: npt.NDArray[np.floating] = similarities.max(axis=1)[topics[nearest] == topics]
    return right
