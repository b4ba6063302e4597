"""What another way to choose would have earned, from stored ratings of songs chosen by ours. Pure.

Each stored song has its propensity: how probable the choice was. By inverse propensity a rating
counts as much more as the other way is likelier to choose the song; the doubly robust estimate
adds to a model of likes what the ratings say beyond it. Both are means over recommendations, with
an interval of 95 % by bootstrap.
"""

from dataclasses import dataclass

import numpy as np

from recommendations.ranking.baseline import Floats, Mask

LARGEST_RATIO = 20.0
"""No single rating counts more than so many: a little bias for much less chance."""
RESAMPLES = 1000


@dataclass(frozen=True)
class Estimate:
    """A share of likes, and where it lies with 95 %."""

    value: float
    low: float
    high: float


def inverse_propensity(
    liked: Mask, propensity: Floats, target: Floats, rng: np.random.Generator
) -> Estimate:
    """By (r,) ratings with the probability each had, and would have; weights sum to 1.

    Args:
        propensity: probability with which the song was chosen.
        target: probability with which the other way would have chosen it.
    """
    ratios = _ratios(propensity, target)
    return _interval(ratios * liked, ratios, rng)


def doubly_robust(
    liked: Mask,
    propensity: Floats,
    target: Floats,
    *,
    model: Floats,
    model_of_target: Floats,
    rng: np.random.Generator,
) -> Estimate:
    """By the same, and what a model expects.

    Args:
        model: (r,) expected likes of the song that was chosen.
        model_of_target: (r,) mean of them over what the other way would choose.
    """
    values = model_of_target + _ratios(propensity, target) * (liked - model)
    return _interval(values, np.ones(len(values)), rng)


def _ratios(propensity: Floats, target: Floats) -> Floats:
    return np.minimum(target / propensity, LARGEST_RATIO)


def _interval(values: Floats, weights: Floats, rng: np.random.Generator) -> Estimate:
    """Of the weighted mean sum(values) / sum(weights)."""
    n = len(values)
    drawn = rng.integers(0, n, (RESAMPLES, n))
    sums = weights[drawn].sum(axis=1)
    means = np.divide(
        values[drawn].sum(axis=1), sums, out=np.full(RESAMPLES, np.nan), where=sums > 0
    )
    low, high = np.nanpercentile(means, [2.5, 97.5])
    return Estimate(float(values.sum() / weights.sum()), float(low), float(high))
