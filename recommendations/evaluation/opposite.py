"""How rules that turn a mood compare, over a grid of moods. Pure.

Only the first songs for somebody new count: nobody has rated any.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from emotions.vector import EMOTIONS, EmotionVector
from recommendations.ranking import baseline, emotion, mixing, sound
from recommendations.ranking.arrays import Catalogue, Heard, Moment, Opinions
from recommendations.ranking.baseline import Floats

STEPS = 10
"""The grid has every mood whose emotions are tenths."""
FIRST = 5
OUTLIER = 0.25
"""A song this much less glad than the mood is one that no one would call a turn for the better."""

Rule = Callable[[Moment, Heard, np.random.Generator], int]


@dataclass(frozen=True)
class Turned:
    """How a rule did, on the first song of each mood and on the first five.

    Attributes:
        coverage: share of the songs that come first for some mood.
        gini: how unevenly they come: 0 all alike, 1 one song alone.
        top_ten: share of all first songs that the ten commonest take.
        gain: mean valence of the first five less the mood's, where joy is not strongest.
        glad: share of those five that sound glad and make no leap in energy (`sound.suits`).
        outliers: share of those five that sound much less glad than the mood, or unknown.
    """

    rule: str
    coverage: float
    gini: float
    top_ten: float
    coverage_of_five: float
    top_ten_of_five: float
    gain: float
    glad: float
    outliers: float


def grid(steps: int = STEPS) -> Floats:
    """(m, 5) every mood in whole parts of `steps`."""
    parts = product(range(steps + 1), repeat=len(EMOTIONS))
    return np.array([part for part in parts if sum(part) == steps]) / steps


def rules(catalogue: Catalogue, mix: mixing.Mix) -> dict[str, Rule]:
    """The four to compare, by name; each picks a row."""
    centroid = catalogue.lyrics.mean(axis=0)
    learned = mixing.Learned.nothing(len(catalogue))

    def lowest_cosine(moment: Moment, heard: Heard, rng: np.random.Generator) -> int:
        return _best(-baseline.cosines(moment.mood, catalogue.lyrics), heard)

    def mirrored(moment: Moment, heard: Heard, rng: np.random.Generator) -> int:
        mirror = np.clip(2 * centroid - moment.mood, 0, None)
        return _best(baseline.cosines(mirror, catalogue.lyrics), heard)

    def prototype(moment: Moment, heard: Heard, rng: np.random.Generator) -> int:
        found = baseline.pick(
            EmotionVector.from_weights(emotion.target(moment)),
            catalogue.lyrics,
            times_shown=heard.times_here,
            on_screen=heard.on_screen,
            at_rest=heard.at_rest,
            rng=rng,
        )
        return -1 if found is None else found.row

    def ours(moment: Moment, heard: Heard, rng: np.random.Generator) -> int:
        weights = mix.of(moment)
        scored = mixing.score(
            catalogue,
            moment,
            heard=heard,
            opinions=Opinions(),
            learned=learned,
            weights=weights,
            rng=rng,
        )
        chosen = mixing.choose(scored, weights, rng)
        return -1 if chosen is None else chosen.row

    return {
        "lowest cosine": lowest_cosine,
        "mirrored centroid": mirrored,
        "prototype's rule": prototype,
        "ours": ours,
    }


def compare(
    catalogue: Catalogue, mix: mixing.Mix, moods: Floats, rng: np.random.Generator
) -> Iterator[Turned]:
    for name, rule in rules(catalogue, mix).items():
        yield _measured(name, rule, catalogue, moods, rng)


def first_five(rule: Rule, moment: Moment, songs: int, rng: np.random.Generator) -> list[int]:
    """The rows that a talk is shown first."""
    rows: list[int] = []
    nothing = Heard.nothing(songs)
    for _ in range(min(FIRST, songs)):
        here = np.bincount(np.array(rows, int), minlength=songs)
        on_screen = np.isin(np.arange(songs), rows[-1:])
        heard = Heard(np.array(rows, int), here, nothing.times_before, on_screen, nothing.at_rest)
        rows.append(rule(moment, heard, rng))
    return rows


def _measured(
    name: str, rule: Rule, catalogue: Catalogue, moods: Floats, rng: np.random.Generator
) -> Turned:
    moments = [Moment(mood, opposite=True) for mood in moods]
    fives = np.array([first_five(rule, moment, len(catalogue), rng) for moment in moments])
    low = np.array([not moment.joyful for moment in moments])
    gains = catalogue.valence[fives[low]] - (moods[low] @ sound.OF_EMOTION)[:, :1]
    suits = [sound.suits(catalogue, m)[rows] for m, rows in zip(moments, fives, strict=True)]
    first, five = _times(fives[:, 0], catalogue), _times(fives.ravel(), catalogue)
    return Turned(
        name,
        coverage=float((first > 0).mean()),
        gini=_gini(first),
        top_ten=_top_ten(first),
        coverage_of_five=float((five > 0).mean()),
        top_ten_of_five=_top_ten(five),
        gain=float(np.nanmean(gains)),
        glad=float(np.array(suits)[low].mean()),
        outliers=float(((gains < -OUTLIER) | np.isnan(gains)).mean()),
    )


def _best(values: Floats, heard: Heard) -> int:
    return int(np.where((heard.times_here == 0) & ~heard.on_screen, values, -np.inf).argmax())


def _times(rows: Floats, catalogue: Catalogue) -> Floats:
    times: Floats = np.bincount(rows.astype(int), minlength=len(catalogue)).astype(float)
    return times


def _top_ten(times: Floats) -> float:
    return float(np.sort(times)[-10:].sum() / times.sum())


def _gini(times: Floats) -> float:
    ordered, n = np.sort(times), len(times)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * ordered.sum()))
