"""Texts to five probabilities: two views of a text, stacked.

CatBoost reads the words, a linear head reads the encoder's vector, and a logistic regression over
both answers' log-probabilities decides (stacking, Wolpert 1992).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from emotions.classifier import store
from emotions.classifier.asking import asks_of_others
from emotions.classifier.denial import without_denied
from emotions.classifier.features import Vocabulary
from emotions.classifier.weights import Weights
from emotions.language.morphemes import words
from emotions.vector import EMOTIONS, EmotionVector
from texts.clean import normalised

THREADS = 2

FAINT = 0.3
NEAR = 0.03
"""Where the strongest emotion is below `FAINT` and the next within `NEAR`, none can be named."""

READABLE = frozenset({"Lo", "Ll", "Lu", "Lt", "Lm", "So"})
"""Unicode categories: letters of any script, and symbols, which emoji are."""

Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]
Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors (texts, dimension)."""


class Reading(NamedTuple):
    """What was found in a text or talk.

    Attributes:
        vector: the five emotions; the less feeling there is, the nearer they are to each other.
        feeling: probability in [0, 1] that there is any feeling in it.
        is_calm: whether that is too little to name an emotion, or two are faint and near.
    """

    vector: EmotionVector
    feeling: float
    is_calm: bool


class Views(NamedTuple):
    """Of texts: probabilities (texts, 5) and log-odds of feeling (texts,)."""

    probabilities: Floats
    feelings: Floats


class EmotionClassifier:
    """`encode` must be the encoder that the classifier was trained with."""

    def __init__(self, stored: store.StoredClassifier, model: Any, encode: Encode) -> None:
        self._manifest = stored.manifest
        self._model = model
        self._vocabulary = Vocabulary.of_bytes(stored.files[store.VOCABULARY])
        self._weights = Weights.of_bytes(stored.files[store.WEIGHTS])
        self._encode = encode

    @property
    def version(self) -> str:
        """Name of the training this came from."""
        return self._manifest.version

    @classmethod
    def load(cls, stored: store.StoredClassifier, encode: Encode) -> EmotionClassifier:
        """Check the files, then build the classifier from them.

        Raises:
            ClassifierError: a subclass says whether they are corrupt or incompatible.
        """
        from catboost import CatBoostClassifier, CatBoostError

        stored.check()
        try:
            model = CatBoostClassifier().load_model(blob=stored.files[store.MODEL])
            return cls(stored, model, encode)
        except (CatBoostError, ValueError) as error:
            raise store.ClassifierIncompatible(
                f"{stored.manifest.version} is no model of these libraries: {store.MEND}"
            ) from error

    def predict(self, texts: Sequence[str]) -> list[Reading]:
        """One reading a text, whatever the text: one without letters or emoji is calm."""
        calm_below = float(self._weights.calm_below)
        views = self._views(texts)
        return [_reading(row, feeling, calm_below) for row, feeling in zip(*views, strict=True)]

    def predict_talk(self, utterances: Sequence[str]) -> Reading:
        """One reading for all that a person said in a talk.

        The mean of two views: the utterances that carry feeling read as one text, which is best
        where they are about the same thing, and all utterances one by one, weighed by their
        feeling, so that greetings and small talk do not drown the rest. A mean is less sure than
        it may be, so it is sharpened where several utterances speak.
        """
        spoken = [text for text in utterances if _is_readable(text) and not asks_of_others(text)]
        if len(spoken) < 2:
            return self.predict(spoken or [""])[0]
        each = self._views(spoken)
        felt = each.feelings >= self._weights.calm_below
        telling = [text for text, tells in zip(spoken, felt, strict=True) if tells]
        joined = self._views([" ".join(telling or spoken)])
        apart = np.average(each.probabilities, axis=0, weights=_sigmoid(each.feelings))
        mean = (joined.probabilities[0] + apart) / 2
        feeling = float(joined.feelings[0] + each.feelings.max()) / 2
        sharpened = mean ** (1 / self._weights.talk_temperature)
        return _reading(sharpened, feeling, float(self._weights.talk_calm_below))

    def _views(self, texts: Sequence[str]) -> Views:
        texts = [without_denied(normalised(text)) for text in texts]
        vectors = self._encode(texts)
        by_vector = vectors @ self._weights.head_weight.T + self._weights.head_bias
        by_words, known = self._scores_by_words(texts)
        probabilities = np.where(
            known[:, None],
            self._stacked(by_words, by_vector),
            softmax(by_vector / self._weights.head_temperature),
        )
        feelings = vectors @ self._weights.feeling_weight + self._weights.feeling_bias
        says_something = np.array([_is_readable(text) for text in texts], bool)
        return Views(probabilities, np.where(says_something, feelings, -np.inf))

    def _scores_by_words(self, texts: Sequence[str]) -> tuple[Floats, Bools]:
        """CatBoost's scores (texts, 5), and whether a text has any word it knows."""
        matrix = self._vocabulary.one_hot([words(text) for text in texts])
        scores = self._model.predict(matrix, prediction_type="RawFormulaVal", thread_count=THREADS)
        return scores, np.asarray(matrix.any(axis=1))

    def _stacked(self, by_words: Floats, by_vector: Floats) -> Floats:
        both = np.hstack([log_softmax(by_words), log_softmax(by_vector)])
        return softmax(both @ self._weights.stack_weight.T + self._weights.stack_bias)


def softmax(scores: Floats) -> Floats:
    """Rows of scores to rows of probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def log_softmax(scores: Floats) -> Floats:
    """The logarithms of `softmax`."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def _is_readable(text: str) -> bool:
    """Whether there is a letter or an emoji."""
    return any(unicodedata.category(char) in READABLE for char in text)


def _reading(weights: Floats, log_odds: float, calm_below: float) -> Reading:
    """Where there is too little feeling the emotions are drawn together, their order kept."""
    probabilities = weights / weights.sum()
    feeling, enough = _sigmoid(np.array([log_odds, calm_below]))
    if log_odds < calm_below:
        share = feeling / enough
        probabilities = share * probabilities + (1 - share) / len(EMOTIONS)
    is_calm = log_odds < calm_below or _is_undecided(probabilities)
    return Reading(EmotionVector.from_weights(probabilities), float(feeling), bool(is_calm))


def _is_undecided(probabilities: Floats) -> bool:
    *_, second, first = np.sort(probabilities)
    return bool(first < FAINT and first - second < NEAR)


def _sigmoid(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)))
