"""Five probabilities from what a person wrote: Okt words, one-hot, CatBoost.

`store` holds the files and their hashes, `features` turns text into numbers, `model` predicts.
Training lives in `emotions.training.classifier`.
"""

from emotions.classifier.model import EmotionClassifier, get_classifier
from emotions.classifier.store import (
    ClassifierCorrupt,
    ClassifierError,
    ClassifierIncompatible,
    ClassifierMissing,
)

__all__ = [
    "ClassifierCorrupt",
    "ClassifierError",
    "ClassifierIncompatible",
    "ClassifierMissing",
    "EmotionClassifier",
    "get_classifier",
]
