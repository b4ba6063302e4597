"""Fits and measures the second look for a crisis, on sentences of our own."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from chat import crisis, intents
from chat.crisis_model import CLASSES, CrisisModel
from emotions.language.encoder import Encoder

SENTENCES = Path(__file__).parent / "data" / "crisis_sentences.csv"
FOLDS = 5
STRENGTH = 8.0
PRECISION = 0.85
"""Of what patterns and model call a crisis among sentences that look like one, so much must be one.
Being offered help without need is a small harm, but a bot that cries wolf is soon not heeded."""
THRESHOLDS = [round(0.2 + 0.02 * step, 2) for step in range(36)]

Bools = npt.NDArray[np.bool_]


class Sentence(NamedTuple):
    """`kind` is the situation of a crisis, or what makes a sentence look like one."""

    text: str
    is_crisis: bool
    kind: str

    @property
    def is_held_out(self) -> bool:
        """A third is for measuring only."""
        return int(hashlib.sha256(self.text.encode()).hexdigest()[:8], 16) % 3 == 0


class Figures(NamedTuple):
    """Recall and precision in [0, 1], and the sentences that went wrong."""

    recall: float
    precision: float
    missed: list[str]
    false_alarms: list[str]


def read(path: Path = SENTENCES) -> list[Sentence]:
    """Crises, and sentences that look like one."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Sentence(row["text"], row["label"] == "crisis", row["situation"])
            for row in csv.DictReader(file)
        ]


def ordinary() -> list[Sentence]:
    """What people say every day: the utterances that 공감이 knows an answer to."""
    return [
        Sentence(text, is_crisis=False, kind=intent.topic)
        for intent in intents.shipped()
        for text in intent.utterances
    ]


def train(
    sentences: Sequence[Sentence], everyday: Sequence[Sentence], encoder: Encoder
) -> CrisisModel:
    """Fit on what is not held out; the threshold follows from `PRECISION` in cross-validation."""
    from sklearn.model_selection import cross_val_predict

    learnt = [one for one in sentences if not one.is_held_out]
    vectors, labels = _examples([*learnt, *everyday], encoder)
    unseen = cross_val_predict(_regression(), vectors, labels, cv=FOLDS, method="predict_proba")
    risk = 1 - unseen[: len(learnt), 0]
    truly, found = labels[: len(learnt)] > 0, np.array([_by_patterns(one.text) for one in learnt])
    precise = (
        threshold
        for threshold in THRESHOLDS
        if truly[found | (risk >= threshold)].mean() >= PRECISION
    )
    return fit([*learnt, *everyday], encoder, next(precise, THRESHOLDS[-1]))


def fit(sentences: Sequence[Sentence], encoder: Encoder, threshold: float) -> CrisisModel:
    """A model of all these sentences."""
    fitted = _regression().fit(*_examples(sentences, encoder))
    return CrisisModel(fitted.coef_, fitted.intercept_, threshold, encoder.fingerprint)


def measure(sentences: Sequence[Sentence], model: CrisisModel, encoder: Encoder) -> Figures:
    """Patterns and model together on the third that is held out."""
    asked = [one for one in sentences if one.is_held_out]
    risk = model.risk(encoder.encode([one.text for one in asked]))
    called = np.array([_by_patterns(one.text) for one in asked]) | (risk >= model.threshold)
    truly = np.array([one.is_crisis for one in asked])
    return Figures(
        recall=float(called[truly].mean()),
        precision=float(truly[called].mean()),
        missed=_texts(asked, truly & ~called),
        false_alarms=_texts(asked, called & ~truly),
    )


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=1_000)


def _examples(
    sentences: Sequence[Sentence], encoder: Encoder
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Vectors (sentences, dimension) and places in `CLASSES`."""
    labels = [CLASSES.index(one.kind) if one.is_crisis else 0 for one in sentences]
    return encoder.encode([one.text for one in sentences]), np.array(labels)


def _by_patterns(text: str) -> bool:
    return crisis.assess(text) is not crisis.CrisisLevel.NONE


def _texts(sentences: Sequence[Sentence], chosen: Bools) -> list[str]:
    return [one.text for one, is_chosen in zip(sentences, chosen, strict=True) if is_chosen]
