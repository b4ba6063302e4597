"""Signal: what one person likes more than others do. Pure.

A song is described by its emotions and sound, and by factors that `factorising` found in what
people like together. A person's own weights of these are solved from their ratings when they are
needed: nothing about a person is stored, and a rating counts at once. A ridge holds them near 0.
"""

from dataclasses import dataclass

import numpy as np

from recommendations.ranking import sound
from recommendations.ranking.arrays import Catalogue, Opinions
from recommendations.ranking.baseline import Floats

FROM_RATINGS = 5
"""With fewer ratings, nothing is known of a person."""
RIDGE = 80.0
"""Variance of a rating over that of a person's weights, about."""
RESERVE = 4.0
"""So many ratings without any leaning count for in how generous somebody is."""


@dataclass(frozen=True, eq=False)
class Factors:
    """(n, k) of the songs, of mean 0 and of a deviation that tells how far they may be trusted."""

    songs: Floats


def unknown(songs: int) -> Factors:
    return Factors(np.zeros((songs, 0)))


def scores(catalogue: Catalogue, factors: Factors, opinions: Opinions, expected: Floats) -> Floats:
    """(n,) how much more likely this person likes each song than `expected` (n,) of everybody.

    Zeros for a person with few ratings.
    """
    if len(opinions) < FROM_RATINGS:
        return np.zeros(len(catalogue))
    described = np.hstack([_known(catalogue), factors.songs])
    surprise = opinions.liked - expected[opinions.rows]
    surprise = surprise - surprise.sum() / (len(opinions) + RESERVE)
    rated = described[opinions.rows]
    left = rated.T @ rated + RIDGE * np.eye(described.shape[1])
    found: Floats = described @ np.linalg.solve(left, rated.T @ surprise)
    return found


def standard(values: Floats) -> Floats:
    """Columns of mean 0 and deviation 1; zeros where all rows are the same."""
    spread = values.std(axis=0)
    found: Floats = (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return found


def _known(catalogue: Catalogue) -> Floats:
    valence, energy = sound.or_average(catalogue.valence), sound.or_average(catalogue.energy)
    return standard(np.column_stack([catalogue.emotions, valence, energy]))
