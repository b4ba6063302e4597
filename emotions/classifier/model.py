"""The classifier in use: loaded once per process, bounded to a few threads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from emotions.classifier import store
from emotions.classifier.features import Vocabulary, Words
from emotions.language.morphemes import words
from emotions.vector import EMOTIONS, EmotionVector

THREADS = 2

Floats = npt.NDArray[np.float64]

_load_lock = Lock()


class EmotionClassifier:
    """CatBoost over one-hot words.

    A text without any known word says nothing: it gets the prior, the shares in training.
    """

    def __init__(self, model: Any, vocabulary: Vocabulary, manifest: store.Manifest) -> None:
        self._model = model
        self._vocabulary = vocabulary
        self._manifest = manifest

    @property
    def version(self) -> str:
        """Name of the training this came from."""
        return self._manifest.version

    @classmethod
    def load(cls, folder: Path = store.SHIPPED) -> EmotionClassifier:
        """Load a folder; its hashes are checked first.

        Raises:
            ClassifierError: a subclass says whether it is missing, corrupt or incompatible.
        """
        from catboost import CatBoostClassifier, CatBoostError

        stored = store.read(folder)
        try:
            model = CatBoostClassifier().load_model(blob=stored.model)
        except CatBoostError as error:
            raise store.ClassifierIncompatible(
                f"{folder} is no model of this CatBoost: {store.MEND}"
            ) from error
        return cls(model, Vocabulary(stored.vocabulary), stored.manifest)

    def predict(self, texts: Sequence[str]) -> list[EmotionVector]:
        """One vector a text, whatever the text: what holds no known word gets the prior."""
        probabilities, _ = self._probabilities([words(text) for text in texts])
        return [EmotionVector.from_weights(row) for row in probabilities]

    def predict_talk(self, utterances: Sequence[str]) -> EmotionVector:
        """One vector for all that a person said in a talk.

        The mean of two views: the utterances read as one text, which is best where all of them
        are about the same thing, and the utterances one by one, weighed by how many known words
        each has, which keeps greetings and small talk from drowning the rest. A mean is less sure
        than it may be, so it is sharpened where several utterances speak.
        """
        spoken = [words(utterance) for utterance in utterances]
        joined = [word for utterance in spoken for word in utterance]
        (whole, *each), (_, *counts) = self._probabilities([joined, *spoken])
        speaking = np.count_nonzero(counts)
        if speaking < 2:
            return EmotionVector.from_weights(whole)
        mean = (whole + np.average(each, axis=0, weights=counts)) / 2
        return EmotionVector.from_weights(mean ** (1 / self._manifest.talk_temperature))

    def _probabilities(self, texts: Sequence[Words]) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Probabilities (texts, 5) and how many different known words each text has."""
        if not texts:
            return np.empty((0, len(EMOTIONS))), np.empty(0, dtype=np.int64)
        matrix = self._vocabulary.one_hot(texts)
        known = matrix.sum(axis=1).astype(np.int64)
        scores = self._model.predict(matrix, prediction_type="RawFormulaVal", thread_count=THREADS)
        probabilities = softmax(scores / self._manifest.temperature)
        probabilities[known == 0] = self._manifest.prior
        return probabilities, known


@cache
def _shipped() -> EmotionClassifier:
    return EmotionClassifier.load()


def get_classifier() -> EmotionClassifier:
    """The classifier of this process, loaded at the first call; a failed load is tried again."""
    with _load_lock:
        return _shipped()


def softmax(scores: Floats) -> Floats:
    """Rows of scores to rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
