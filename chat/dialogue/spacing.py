"""Spaces put back where people left them out, by the words of the reply table. Pure.

Of all ways to cut a run of letters the one whose words are the most frequent together (a unigram
model, searched by Viterbi's algorithm, 1967); letters that are in no known word stay together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

LONG_RUN = 7
"""Letters from which a run beside spaces is longer than most words."""
LONGEST_WORD = 12
UNKNOWN, UNKNOWN_LETTER = 6.0, 5.0
"""Cost, in nats, of a piece that is no known word, and of each of its letters."""


class Spacing:
    """What the words of `utterances` tell about where words end."""

    def __init__(self, utterances: Iterable[str]) -> None:
        counts = Counter(word for text in utterances for word in text.split())
        total = sum(counts.values())
        self._costs = {word: math.log(total / count) for word, count in counts.items()}

    def restored(self, text: str) -> str:
        """`text` with spaces, where it has none or a run is long; time linear in its length."""
        runs = text.split()
        least = LONG_RUN if len(runs) > 1 else 1
        return " ".join(self._cut(run) if len(run) >= least else run for run in runs)

    def _cut(self, run: str) -> str:
        costs, starts = [0.0], [0]
        for end in range(1, len(run) + 1):
            cost, start = min(
                (costs[start] + self._cost(run[start:end]), start)
                for start in range(max(0, end - LONGEST_WORD), end)
            )
            costs.append(cost)
            starts.append(start)
        words, end = [], len(run)
        while end:
            words.append(run[starts[end] : end])
            end = starts[end]
        return " ".join(reversed(words))

    def _cost(self, piece: str) -> float:
        return self._costs.get(piece, UNKNOWN + UNKNOWN_LETTER * len(piece))
