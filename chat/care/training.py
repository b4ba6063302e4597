"""Fits and measures the second look for a crisis, on sentences of our own."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from chat.care import patterns
from chat.care.model import BINS, CLASSES, CrisisModel, grams
from emotions.language.encoder import Encoder
from emotions.training import corpora

SENTENCES = Path(__file__).parent / "data" / "sentences.csv"
STRENGTH = 8.0
CRISES_COUNT = 3.0
"""Weight of a crisis beside an everyday sentence, of which there are many more."""
FROM_CORPORA = {"dialogues": 7_000, "small talk": 3_000, "sentences": 5_000, "counselling": 1_200}
"""So many of each; without them the model takes every wish and every plan for a crisis."""
THRESHOLD = 0.1
"""Probability from which the person is asked gently; with `chat.care.model.LIKELY` chosen by what
`manage.py train_crisis` prints. Being offered help without need is a small harm and being
overlooked a great one, but a bot that cries wolf is soon not heeded."""

_GRAVE = re.compile(
    "자살|살인|폭력|응급|죽음|공포|괴로움|부정적|우울|공허|생각|무기력|미움|분노|환청"
)
"""Matters of counselling among whose utterances crises are not rare."""

Bools = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.int64]


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


def of_corpora(data: Path) -> list[Sentence]:
    """Texts of ``data`` (docs/training-data.md) in which crises are rare, less what patterns name.

    Raises:
        CorpusMissing: naming the file.
    """
    dialogues = [turn for one in corpora.load_dialogues(data) for turn in _learnt(one, one.turns)]
    small_talk = [
        text for one in corpora.load_small_talk(data) for text in _learnt(one, [one.text])
    ]
    keti = [text for one in corpora.load_keti(data) for text in _learnt(one, [one.text])]
    counselling = [one.text for one in corpora.load_wellness(data) if _is_no_crisis(one)]
    return [
        Sentence(text, is_crisis=False, kind=kind)
        for kind, texts in zip(
            FROM_CORPORA, (dialogues, small_talk, keti, counselling), strict=True
        )
        for text in sorted(set(texts), key=corpora.fraction_of)[: FROM_CORPORA[kind]]
        if not _by_patterns(text)
    ]


def train(
    sentences: Sequence[Sentence], everyday: Sequence[Sentence], encoder: Encoder
) -> CrisisModel:
    """Fit on these."""
    features, labels = _examples([*sentences, *everyday], encoder)
    fitted = _regression().fit(features, labels)
    weight, gram_weight = np.split(fitted.coef_, [encoder.dimension], axis=1)
    return CrisisModel(weight, gram_weight, fitted.intercept_, THRESHOLD, encoder.fingerprint)


def kept_apart(sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Those to learn from, and the third to measure on."""
    return (
        [one for one in sentences if not one.is_held_out],
        [one for one in sentences if one.is_held_out],
    )


def measure(sentences: Sequence[Sentence], model: CrisisModel, encoder: Encoder) -> Figures:
    """Patterns and model together."""
    texts = [one.text for one in sentences]
    risk = model.risk(texts, encoder.encode(texts))
    called = np.array([_by_patterns(text) for text in texts]) | (risk >= model.threshold)
    truly = np.array([one.is_crisis for one in sentences])
    return Figures(
        recall=float(called[truly].mean()),
        precision=float(truly[called].mean()),
        missed=_texts(sentences, truly & ~called),
        false_alarms=_texts(sentences, called & ~truly),
    )


def _learnt(one: corpora.Dialogue | corpora.Labelled, texts: Sequence[str]) -> Sequence[str]:
    """`texts` where they may be learnt from."""
    return [] if one.split == "test" else texts


def _is_no_crisis(one: corpora.IntentUtterance) -> bool:
    """Whether it may be learnt as no crisis: its matter is none, and it is not kept for reading."""
    return not _GRAVE.search(one.intent) and not corpora.is_kept_for_reading(one.text)


def _regression() -> Any:
    from sklearn.linear_model import LogisticRegression

    weights = {number: CRISES_COUNT if number else 1.0 for number in range(len(CLASSES))}
    return LogisticRegression(C=STRENGTH, max_iter=2_000, class_weight=weights)


def _examples(sentences: Sequence[Sentence], encoder: Encoder) -> tuple[Any, Labels]:
    """Sparse features (sentences, dimension + BINS) and places in `CLASSES`."""
    from scipy.sparse import csr_matrix, hstack

    texts = [one.text for one in sentences]
    spelt = [grams(text) for text in texts]
    values = np.concatenate([np.full(len(bins), scale) for bins, scale in spelt])
    places = np.concatenate([bins for bins, _ in spelt])
    ends = np.cumsum([0, *(len(bins) for bins, _ in spelt)])
    counted = csr_matrix((values, places, ends), shape=(len(texts), BINS))
    labels = [CLASSES.index(one.kind) if one.is_crisis else 0 for one in sentences]
    return hstack([csr_matrix(encoder.encode(texts)), counted]).tocsr(), np.array(labels)


def _by_patterns(text: str) -> bool:
    return patterns.assess(text).level is not patterns.CrisisLevel.NONE


def _texts(sentences: Sequence[Sentence], chosen: Bools) -> list[str]:
    return [one.text for one, is_chosen in zip(sentences, chosen, strict=True) if is_chosen]
