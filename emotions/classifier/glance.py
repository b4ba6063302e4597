"""What an utterance's vector alone tells of its feeling: quick enough for every chat turn.

The whole classifier needs Okt and its JVM, which no web process should hold. These are its linear
parts over the encoder's vector.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from emotions.classifier import store
from emotions.classifier.model import softmax
from emotions.classifier.weights import Weights
from emotions.vector import EMOTIONS

LIKELY = 0.7
"""Least probability from which an emotion is named; below it 공감이 had better ask."""
JOY = EMOTIONS.index("기쁨")
LIKELY_JOY = 0.85
"""The same for 기쁨: to be congratulated on what is no joy hurts more than a question."""


class Glance:
    """Emotions by vectors of the encoder with the fingerprint `encoder`."""

    def __init__(self, weights: Weights, encoder: str) -> None:
        self._weights = weights
        self.encoder = encoder

    @classmethod
    def shipped(cls) -> Glance:
        """Of the classifier in the repository.

        Raises:
            ClassifierError: where its files are missing or damaged.
        """
        return cls.of(store.read(store.SHIPPED))

    @classmethod
    def of(cls, stored: store.StoredClassifier) -> Glance:
        """Of a stored classifier.

        Raises:
            ClassifierError: where its files are damaged.
        """
        stored.check()
        return cls(Weights.of_bytes(stored.files[store.WEIGHTS]), stored.manifest.encoder)

    def emotion(self, vector: npt.NDArray[np.float32]) -> str:
        """The emotion that a vector (dimension,) clearly carries, or ""."""
        weights = self._weights
        feeling = vector @ weights.feeling_weight + weights.feeling_bias
        if feeling < weights.calm_below:
            return ""
        logits = vector @ weights.head_weight.T + weights.head_bias
        probabilities = softmax((logits / weights.head_temperature)[None])[0]
        best = int(probabilities.argmax())
        least = LIKELY_JOY if best == JOY else LIKELY
        return EMOTIONS[best] if probabilities[best] >= least else ""
