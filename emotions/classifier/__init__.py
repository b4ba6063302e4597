"""Five probabilities from what a person wrote: words and sentence vectors, stacked.

`store` holds the files and their hashes, `features` turns words into numbers, `weights` are the
linear parts, `model` predicts. Training lives in `emotions.training.classifier`; which version
serves is decided in `emotions.versions`.
"""

from emotions.classifier.model import EmotionClassifier, Reading
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
    "Reading",
]
