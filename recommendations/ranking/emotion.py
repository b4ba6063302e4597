"""Signal: how near a song's emotions are to those it should have. Pure."""

import numpy as np

from emotions.vector import EmotionVector
from recommendations.ranking.arrays import Catalogue, Moment
from recommendations.ranking.baseline import Floats, cosines, opposite


def target(moment: Moment) -> Floats:
    """(5,) the mood itself, or what the prototype's rule turns it into."""
    if not moment.opposite:
        return moment.mood
    return np.array(list(opposite(EmotionVector.from_weights(moment.mood))))


def scores(catalogue: Catalogue, moment: Moment) -> Floats:
    """(n,) cosines with the target, 0 to 1."""
    return cosines(target(moment), catalogue.emotions)
