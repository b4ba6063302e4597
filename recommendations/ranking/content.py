"""Signal: how near what a song says is to what was talked about. Pure."""

import numpy as np

from recommendations.ranking.arrays import Catalogue, Moment
from recommendations.ranking.baseline import Floats
from recommendations.ranking.sound import or_average


def scores(catalogue: Catalogue, moment: Moment) -> Floats:
    """(n,) cosines of encoder vectors; zeros without a talk.

    A song whose words are unknown is as good as the average song.
    """
    if moment.talk is None or catalogue.content.shape[1] != len(moment.talk):
        return np.zeros(len(catalogue))
    has_words = catalogue.content.any(axis=1)
    return or_average(np.where(has_words, catalogue.content @ moment.talk, np.nan))
