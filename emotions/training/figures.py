"""How well probabilities fit labels: plain arrays in, plain values out."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from emotions.vector import EMOTIONS

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

CALIBRATION_BINS = 15
RESAMPLES = 1_000
DECIMALS = 4


def figures(probabilities: Floats, labels: Labels) -> dict[str, Any]:
    """Accuracy and macro-F1 with 95 % intervals, calibration error, per class, confusion.

    Args:
        probabilities: shape (texts, emotions), rows sum to 1.
        labels: shape (texts,), places in `EMOTIONS`.
    """
    guesses = probabilities.argmax(axis=1)
    confusion = confusion_matrix(guesses, labels)
    return {
        "texts": len(labels),
        "accuracy": _rounded((guesses == labels).mean()),
        "accuracy_95": _interval(guesses, labels, lambda g, y: float((g == y).mean())),
        "macro_f1": _rounded(macro_f1(guesses, labels)),
        "macro_f1_95": _interval(guesses, labels, macro_f1),
        "calibration_error": _rounded(calibration_error(probabilities, labels)),
        "per_emotion": _per_emotion(confusion),
        "confusion": confusion.tolist(),
    }


def confusion_matrix(guesses: Labels, labels: Labels) -> Labels:
    """Counts with a row per true emotion and a column per guessed one."""
    matrix = np.zeros((len(EMOTIONS), len(EMOTIONS)), dtype=np.int64)
    np.add.at(matrix, (labels, guesses), 1)
    return matrix


def macro_f1(guesses: Labels, labels: Labels) -> float:
    """Mean F1 of the emotions that occur in guesses or labels, in [0, 1]."""
    confusion = confusion_matrix(guesses, labels)
    doubled, sizes = 2 * confusion.diagonal(), confusion.sum(axis=0) + confusion.sum(axis=1)
    return float((doubled[sizes > 0] / sizes[sizes > 0]).mean())


def calibration_error(probabilities: Floats, labels: Labels) -> float:
    """Expected calibration error: mean gap between confidence and accuracy, bins by confidence."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = np.bincount(bins, weights=confidence - correct, minlength=CALIBRATION_BINS)
    return float(np.abs(gaps).sum() / len(labels))


def _interval(guesses: Labels, labels: Labels, measure: Any) -> list[float]:
    """The middle 95 % of a measure over texts drawn anew with replacement."""
    rng = np.random.default_rng(0)
    draws = rng.integers(0, len(labels), size=(RESAMPLES, len(labels)))
    values = [measure(guesses[draw], labels[draw]) for draw in draws]
    return [_rounded(bound) for bound in np.quantile(values, [0.025, 0.975])]


def _per_emotion(confusion: Labels) -> dict[str, dict[str, float]]:
    right = confusion.diagonal()
    guessed, true = confusion.sum(axis=0), confusion.sum(axis=1)
    return {
        name: {
            "precision": _rounded(right[i] / max(guessed[i], 1)),
            "recall": _rounded(right[i] / max(true[i], 1)),
            "f1": _rounded(2 * right[i] / max(guessed[i] + true[i], 1)),
        }
        for i, name in enumerate(EMOTIONS)
    }


def _rounded(value: Any) -> float:
    return round(float(value), DECIMALS)
