"""Signal: how near a song's sound is to what suits the moment. Pure.

A sound is (valence, energy), each 0 to 1. A mood has one too: that of each emotion by its place in
the circumplex of feelings, averaged by how strong each is.
"""

import numpy as np

from recommendations.ranking.arrays import Catalogue, Moment
from recommendations.ranking.baseline import Floats, Mask

OF_EMOTION = np.array(
    [
        (0.85, 0.65),  # joy: glad and lively
        (0.25, 0.75),  # anger: unpleasant, and most alert
        (0.30, 0.55),  # anxiety: unpleasant, alert
        (0.25, 0.35),  # hurt: unpleasant, rather dull
        (0.20, 0.25),  # sadness: unpleasant and dull
    ]
)
"""(5, 2) valence and energy, in the order of `EMOTIONS`."""

STEP = 0.35
"""How much gladder a song sounds that turns a sad mood; less glad, for a joyful one."""
ENERGY_STEP = 0.2
"""So far energy goes towards `EVEN_ENERGY`, and no further: neither shouted at nor lulled."""
EVEN_ENERGY = 0.5

NEAR = 0.2
"""Sounds no further apart than this are as good as the same: guesses differ by so much."""

GLAD = 0.5
"""Songs that turn a mood other than joy sound at least so glad…"""
ENERGY_LEAP = 0.4
"""…and are no more than this livelier than the mood."""
TARGET_ABOVE = 0.1
"""The target lies this far inside of `GLAD`, so that near it is within."""


def of_mood(mood: Floats) -> tuple[float, float]:
    """Valence and energy of a mood, (5,)."""
    valence, energy = mood @ OF_EMOTION
    return float(valence), float(energy)


def target(moment: Moment) -> tuple[float, float]:
    """The sound to look for: what is wished for; else the mood's own, or a step from it."""
    valence, energy = _fitting(moment)
    wished_valence, wished_energy = moment.wished
    return (
        valence if wished_valence is None else wished_valence,
        energy if wished_energy is None else wished_energy,
    )


def scores(catalogue: Catalogue, moment: Moment) -> Floats:
    """(n,) 1 near the target, less by how far a song is beyond `NEAR`, in sides of the square.

    A song whose sound is unknown is as good as the average song.
    """
    valence, energy = target(moment)
    distance = np.hypot(catalogue.valence - valence, catalogue.energy - energy)
    return or_average(1 - np.maximum(distance - NEAR, 0))


def suits(catalogue: Catalogue, moment: Moment) -> Mask:
    """(n,) whether a song may turn the mood: glad enough, and no leap in energy.

    All songs do where none is to be turned, where it turns from joy, and where a sound is wished
    for. One whose sound is unknown never does.
    """
    if not moment.opposite or moment.joyful or moment.wished != (None, None):
        return np.ones(len(catalogue), np.bool_)
    _valence, energy = of_mood(moment.mood)
    return (catalogue.valence >= GLAD) & (catalogue.energy <= energy + ENERGY_LEAP)


def or_average(values: Floats) -> Floats:
    """`values` with the mean of those known in place of NaN; zeros where none is known."""
    known = np.isfinite(values)
    return np.where(known, values, values[known].mean() if known.any() else 0.0)


def _fitting(moment: Moment) -> tuple[float, float]:
    valence, energy = of_mood(moment.mood)
    if not moment.opposite:
        return valence, energy
    towards_even = float(np.clip(EVEN_ENERGY - energy, -ENERGY_STEP, ENERGY_STEP))
    if moment.joyful:
        return valence - STEP, energy + towards_even
    return max(valence + STEP, GLAD + TARGET_ABOVE), energy + towards_even
