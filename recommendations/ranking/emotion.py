"""Signal: how near a song's emotions are to those it should have. Pure."""

import numpy as np

from emotions.vector import EmotionVector
from recommendations.ranking.arrays import Catalogue, Moment
from recommendations.ranking.baseline import JOY, Floats, Mask, cosines, opposite

MORE_JOY = 0.2
"""A song turns a mood by its words where it holds so much more joy."""


def target(moment: Moment) -> Floats:
    """(5,) the mood itself, or what the prototype's rule turns it into."""
    if not moment.opposite:
        return moment.mood
    return np.array(list(opposite(EmotionVector.from_weights(moment.mood))))


def turns(catalogue: Catalogue, moment: Moment) -> Mask:
    """(n,) whether a song holds clearly more joy than a mood that it is to turn; all for others."""
    if not moment.opposite or moment.joyful:
        return np.ones(len(catalogue), np.bool_)
    more: Mask = catalogue.emotions[:, JOY] >= moment.mood[JOY] + MORE_JOY
    return more


def scores(catalogue: Catalogue, moment: Moment) -> Floats:
    """(n,) cosines with the target, 0 to 1."""
    return cosines(target(moment), catalogue.emotions)
