"""Factors of songs from what people like together, by implicit alternating least squares."""

import warnings

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from recommendations.ranking.arrays import Ints
from recommendations.ranking.baseline import Mask
from recommendations.ranking.person import FROM_RATINGS, Factors, standard, unknown

FACTORS = 6
ROUNDS = 12
REGULARISATION = 5.0
CONFIDENCE = 30.0
"""How much surer a rating is than that somebody has not rated a song."""
RATINGS_TO_TRUST = 15.0
PEOPLE_TO_TRUST = 200.0
"""With so many ratings a person, and so many people, factors are half trusted each."""


def learn(songs: int, *, people: Ints, rows: Ints, liked: Mask, seed: int = 0) -> Factors:
    """Factors from ratings, (r,) each; people who rated fewer than `FROM_RATINGS` do not count."""
    _names, person, ratings = np.unique(people, return_inverse=True, return_counts=True)
    enough = ratings >= FROM_RATINGS
    if not enough.any() or songs < FACTORS:
        return unknown(songs)
    of = enough[person]
    signs = np.where(liked[of], CONFIDENCE, -CONFIDENCE).astype(np.float32)
    table = csr_matrix((signs, (person[of], rows[of])), shape=(len(ratings), songs))
    with warnings.catch_warnings(), threadpool_limits(1, "blas"):
        warnings.simplefilter("ignore", RuntimeWarning)  # of BLAS's threads, limited here
        model = AlternatingLeastSquares(
            factors=FACTORS,
            regularization=REGULARISATION,
            iterations=ROUNDS,
            random_state=seed,
            num_threads=1,
        )
        model.fit(table[enough], show_progress=False)
    each, many = float(ratings[enough].mean()), float(enough.sum())
    trust = each / (each + RATINGS_TO_TRUST) * many / (many + PEOPLE_TO_TRUST)
    return Factors(trust * standard(np.asarray(model.item_factors, float)))
