"""How near is near enough: the threshold and margin from the reply table itself.

Cosines of different encoders lie in different ranges, so a fixed threshold means nothing. Each row
of the table is asked for as if it were not there (leave-one-out), and utterances that nobody has a
reply for are asked for too. Of all thresholds and margins by which at least `PRECISION` of what is
answered is answered by its own intent, those that answer most are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chat.dialogue.index import Vectors, intent_scores, intents_of

PRECISION = 0.8
"""Most of the rest is answered by a neighbouring intent; asking for more leaves most unanswered."""
STRANGERS_COUNT = 3
"""An utterance that should find nothing counts so many times: the table holds few of the many."""
MIN_SAMPLES = 10
MARGINS = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12)

Floats = npt.NDArray[np.floating]


class Thresholds(NamedTuple):
    """Least similarity, and least distance to the next intent, from which one is understood."""

    similarity: float
    margin: float


STRICT = Thresholds(0.9, 0.0)
"""For tables too small to calibrate on."""


class Trials(NamedTuple):
    """Utterances and what they found: similarity, margin, and whether it was right; (trials,)."""

    similarity: Floats
    margin: Floats
    right: npt.NDArray[np.bool_]


def calibrate(vectors: Vectors, intents: Sequence[str], off_topic: Vectors) -> Thresholds:
    """The thresholds for a reply table.

    Args:
        vectors: the table's utterances, shape (n, dimension), each row of length 1.
        intents: n names; rows that share one answer each other.
        off_topic: utterances that should find no reply, shape (m, dimension).
    """
    if len(vectors) < MIN_SAMPLES or len(off_topic) < MIN_SAMPLES:
        return STRICT
    own = leave_one_out(vectors, intents)
    strangers = trials(off_topic, vectors, intents, [""] * len(off_topic))
    return best_thresholds(
        Trials(
            similarity=np.append(own.similarity, np.tile(strangers.similarity, STRANGERS_COUNT)),
            margin=np.append(own.margin, np.tile(strangers.margin, STRANGERS_COUNT)),
            right=np.append(own.right, np.tile(strangers.right, STRANGERS_COUNT)),
        )
    )


def leave_one_out(vectors: Vectors, intents: Sequence[str]) -> Trials:
    """Every row asked for as if it were not in the table."""
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -np.inf)
    return _judged(similarities, intents, intents)


def trials(
    vectors: Vectors, table: Vectors, intents: Sequence[str], wanted: Sequence[str]
) -> Trials:
    """Utterances (m, dimension) with the intents they should find, m names, asked of a table."""
    return _judged(vectors @ table.T, intents, wanted)


def best_thresholds(tried: Trials) -> Thresholds:
    """Of the thresholds that reach `PRECISION` those that answer most; `STRICT` where none do."""
    options = [_lowest(tried, margin) for margin in MARGINS]
    answered, thresholds = max(options, key=lambda option: option[0])
    return thresholds if answered else STRICT


def _lowest(tried: Trials, margin: float) -> tuple[int, Thresholds]:
    """How many are answered with this margin at most, and from which similarity on."""
    clear = tried.margin >= margin
    order = np.argsort(-tried.similarity[clear])
    similarity, right = tried.similarity[clear][order], tried.right[clear][order]
    precision = np.cumsum(right) / np.arange(1, len(order) + 1)
    last_of_equals = np.diff(similarity, append=-np.inf) != 0
    enough = np.flatnonzero((precision >= PRECISION) & last_of_equals)
    if not len(enough):
        return 0, STRICT
    return int(enough[-1]) + 1, Thresholds(float(similarity[enough[-1]]), margin)


def _judged(similarities: Floats, intents: Sequence[str], wanted: Sequence[str]) -> Trials:
    numbers = intents_of(intents)
    names = np.array(list(dict.fromkeys(intents)))
    scores = intent_scores(similarities, numbers)
    first, second = (
        -np.sort(-scores, axis=1)[:, :2].T if scores.shape[1] > 1 else (scores[:, 0],) * 2
    )
    return Trials(first, first - second, names[scores.argmax(axis=1)] == np.asarray(wanted))
