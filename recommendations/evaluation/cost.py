"""What one choice costs by the number of songs: time and memory. Pure.

Ten ratings a song, by a person of thirty ratings; every song is looked at.
"""

import time
import tracemalloc
from dataclasses import dataclass

import numpy as np

from recommendations.evaluation.world import invented, moods
from recommendations.ranking import feeling, mixing, person
from recommendations.ranking.arrays import Heard, Moment, Opinions

RATINGS_PER_SONG = 10
OWN_RATINGS = 30


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a choice, median and 95th percentile; seconds to count the ratings."""

    songs: int
    median: float
    p95: float
    counting: float
    memory: float
    """Megabytes at most while choosing once, beside the arrays that are kept."""


def measure(songs: int, mix: mixing.Mix, rng: np.random.Generator, *, rounds: int = 50) -> Cost:
    catalogue, ratings = invented(songs, rng), RATINGS_PER_SONG * songs
    began = time.perf_counter()
    likes = feeling.count(
        songs,
        rows=rng.integers(0, songs, ratings),
        moods=moods(ratings, rng),
        opposite=rng.random(ratings) < 0.5,
        liked=rng.random(ratings) < 0.5,
    )
    counting = time.perf_counter() - began
    learned = mixing.Learned(likes, person.unknown(songs), np.zeros(songs))
    opinions = Opinions(rng.integers(0, songs, OWN_RATINGS), rng.random(OWN_RATINGS) < 0.5)

    def choose(number: int) -> None:
        moment = Moment(moods(1, rng)[0], opposite=number % 2 == 1)
        weights = mix.of(moment)
        scored = mixing.score(
            catalogue,
            moment,
            heard=Heard.nothing(songs),
            opinions=opinions,
            learned=learned,
            weights=weights,
            rng=rng,
        )
        mixing.choose(scored, weights, rng)

    choose(0)
    taken = []
    for number in range(rounds):
        began = time.perf_counter()
        choose(number)
        taken.append((time.perf_counter() - began) * 1000)
    tracemalloc.start()
    choose(0)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    median, p95 = np.percentile(taken, [50, 95])
    return Cost(songs, float(median), float(p95), counting, most / 1e6)
