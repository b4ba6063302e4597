"""Fits the intent classifier on the utterances of the reply table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from chat.dialogue.classifier import VECTOR_WEIGHT, IntentClassifier, gram_idf, gram_matrix

STRENGTH = 10.0
"""Inverse of the regularisation; of 3, 10 and 30 the best on wordings of no table."""
MOST_STEPS = 80

Floats = npt.NDArray[np.floating[Any]]


def fit(
    texts: Sequence[str], vectors: Floats, topics: Sequence[str], encoder: str
) -> IntentClassifier:
    """Learn which texts, with vectors (n, dimension), are of which topics, n names."""
    idf = gram_idf(texts)
    features = sparse.hstack(
        [sparse.csr_matrix(VECTOR_WEIGHT * vectors), gram_matrix(texts, idf)]
    ).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS).fit(features, np.asarray(topics))
    dimension = vectors.shape[1]
    return IntentClassifier(
        weight=model.coef_[:, :dimension],
        gram_weight=model.coef_[:, dimension:],
        bias=model.intercept_,
        gram_idf=idf,
        topics=tuple(str(name) for name in model.classes_),
        encoder=encoder,
    )
