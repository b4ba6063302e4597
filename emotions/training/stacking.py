"""Fits the linear parts of a classifier over CatBoost's scores and the encoder's vectors.

Nothing learns from an answer that was given to its own training texts: the encoder's heads and the
first CatBoost have seen ``train``, so the stack learns on ``stack``, and the head on what is new to
the encoder. A strength, a temperature or a threshold is chosen on ``dev``.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from emotions.classifier.model import log_softmax

HEAD_STRENGTHS = (1.0, 4.0, 16.0)
"""Inverse regularisation: vectors have length 1, so useful weights are large."""
STACK_STRENGTH = 1.0
TEMPERATURES = np.geomspace(0.5, 3.0, 60)
CALLED_CALM = 0.02
"""Share of texts with a feeling that may be called calm; the threshold follows from it."""

Floats = npt.NDArray[np.floating[Any]]
Vectors = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]


class Linear(NamedTuple):
    """``inputs @ weight.T + bias``: weight (outputs, inputs), bias (outputs,)."""

    weight: Floats
    bias: Floats

    def __call__(self, inputs: npt.NDArray[np.floating]) -> Floats:
        return np.asarray(inputs @ self.weight.T + self.bias)

    def cooled(self, temperature: float) -> Linear:
        """The same with outputs divided by a temperature."""
        return Linear(self.weight / temperature, self.bias / temperature)


class Encoded(NamedTuple):
    """Vectors of texts (texts, dimension) and their labels (texts,)."""

    vectors: Vectors
    labels: Labels

    def and_of(self, other: Encoded) -> Encoded:
        """Both together."""
        return Encoded(
            np.concatenate([self.vectors, other.vectors]),
            np.concatenate([self.labels, other.labels]),
        )


def fit_head(learnt: Encoded, dev: Encoded) -> Linear:
    """Vectors to logits of emotions, by the strength that is right most often on dev."""
    fitted = [LogisticRegression(C=c, max_iter=500).fit(*learnt) for c in HEAD_STRENGTHS]
    best = max(fitted, key=lambda model: float(model.score(*dev)))
    return Linear(best.coef_, best.intercept_)


def fit_stack(views: tuple[Floats, Labels], dev: tuple[Floats, Labels]) -> Linear:
    """`both_views` to logits of emotions, cooled so that they are calibrated on dev."""
    model = LogisticRegression(C=STACK_STRENGTH, max_iter=1_000).fit(*views)
    stack = Linear(model.coef_, model.intercept_)
    return stack.cooled(best_temperature(stack(dev[0]), dev[1]))


def both_views(by_words: Floats, by_vector: Floats) -> Floats:
    """Log-probabilities of both models, (texts, 2 × emotions)."""
    return np.hstack([log_softmax(by_words), log_softmax(by_vector)])


def fit_feeling(vectors: Vectors, felt: npt.NDArray[np.bool_]) -> Linear:
    """Vectors to log-odds of any feeling: weight (dimension,), bias (); both kinds weigh alike."""
    model = LogisticRegression(C=1.0, max_iter=500, class_weight="balanced").fit(vectors, felt)
    return Linear(model.coef_[0], model.intercept_[0])


def calm_threshold(felt: Floats) -> float:
    """Log-odds under which only `CALLED_CALM` of what carries feeling lies."""
    return float(np.quantile(felt, CALLED_CALM))


def best_temperature(logits: Floats, labels: Labels) -> float:
    """The divisor of logits (texts, classes) by which labels are likeliest (Guo et al. 2017)."""
    rows = np.arange(len(labels))
    losses = [-log_softmax(logits / t)[rows, labels].mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])
