"""Fits the intent classifier, and measures it on wordings that were never learnt."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from chat.dialogue import counselling, intents
from chat.dialogue.classifier import (
    BINS,
    NONE,
    VECTOR_WEIGHT,
    IntentClassifier,
    gram_idf,
    gram_matrix,
)
from chat.dialogue.policy import SURE_ENOUGH
from chat.dialogue.repertoire import Intent
from emotions.language.encoder import Encoder

DATA = Path(__file__).parent.parent / "data"
HELD_OUT = DATA / "held_out"
FRAGMENTS = DATA / "fragments.txt"
STRENGTH = 10.0
"""Inverse of the regularisation; of 3, 10 and 30 the best on wordings of no table."""
MOST_STEPS = 80

Floats = npt.NDArray[np.floating[Any]]


class Lesson(NamedTuple):
    """Texts and the topics that they are of."""

    texts: Sequence[str]
    topics: Sequence[str]


class Questions(NamedTuple):
    """Held-out wordings, the topics that they are of, and their vectors (wordings, dimension)."""

    texts: Sequence[str]
    topics: Sequence[str]
    vectors: Floats


@dataclass(frozen=True)
class Figures:
    """How a classifier does on held-out wordings.

    `certainty` is the probability of its first choice and `right` whether that was the one,
    both (wordings,); `among_three` and `family` are shares in [0, 1].
    """

    certainty: Floats
    right: npt.NDArray[np.bool_]
    among_three: float
    family: float

    @property
    def first(self) -> float:
        return float(self.right.mean())

    def at(self, least: float) -> tuple[float, float]:
        """The share that is answered from a probability on, and how much of it is right."""
        answered = self.certainty >= least
        return float(answered.mean()), float(self.right[answered].mean()) if answered.any() else 0.0

    def is_no_worse_than(self, other: Figures) -> bool:
        """Of the same wordings the first choice is right no less often, and so is what would be
        answered, which is what has a probability from `SURE_ENOUGH` on."""
        return self.first >= other.first and self.at(SURE_ENOUGH)[1] >= other.at(SURE_ENOUGH)[1]

    def to_record(self) -> dict[str, float]:
        """The same for people, as JSON."""
        answered, right = self.at(SURE_ENOUGH)
        return {
            "first": self.first,
            "among_three": self.among_three,
            "family": self.family,
            "answered": answered,
            "right": right,
        }


def lesson_of(known: Iterable[Intent]) -> Lesson:
    """The utterances of intents, and fragments that are of none."""
    pairs = [(text, intent.topic) for intent in known for text in intent.utterances]
    pairs += [(text, NONE) for text in fragments()]
    return Lesson(*zip(*pairs, strict=True))


def shipped_lesson() -> Lesson:
    return lesson_of(intents.shipped())


def fragments() -> list[str]:
    """Everyday fragments that tell no matter of their own."""
    return [line for line in FRAGMENTS.read_text(encoding="utf-8").splitlines() if line]


def held_out() -> Iterator[tuple[str, str]]:
    """Wordings of no table, each with its topic."""
    for path in sorted(HELD_OUT.glob("*.yaml")):
        for name, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield from ((str(text), f"{path.stem}/{name}") for text in texts)


def fit(lesson: Lesson, vectors: Floats, encoder: str) -> IntentClassifier:
    """Learn which texts, with vectors (texts, dimension) of an encoder, are of which topics.

    What people said in counselling is learnt beside them by its meaning alone, as its words are
    not ours to ship.
    """
    idf = gram_idf(lesson.texts)
    heard = counselling.read(encoder).of(set(lesson.topics))
    spelt = sparse.vstack(
        [gram_matrix(lesson.texts, idf), sparse.csr_matrix((len(heard.topics), BINS))]
    )
    beside = heard.vectors.reshape(len(heard.topics), vectors.shape[1])
    meant = sparse.csr_matrix(VECTOR_WEIGHT * np.concatenate([vectors, beside]))
    model = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS)
    model.fit(sparse.hstack([meant, spelt]).tocsr(), np.array([*lesson.topics, *heard.topics]))
    dimension = vectors.shape[1]
    return IntentClassifier(
        weight=model.coef_[:, :dimension],
        gram_weight=model.coef_[:, dimension:],
        bias=model.intercept_,
        gram_idf=idf,
        topics=tuple(str(name) for name in model.classes_),
        encoder=encoder,
    )


def questions(topics: Container[str], encoder: Encoder, besides: Container[str] = ()) -> Questions:
    """The held-out wordings of topics; without texts that were learnt, which are in `besides`.

    Raises:
        LookupError: where there is none.
    """
    asked = [pair for pair in held_out() if pair[1] in topics and pair[0] not in besides]
    if not asked:
        raise LookupError("no held-out wording is of a topic that is known")
    texts, wanted = zip(*asked, strict=True)
    return Questions(texts, wanted, encoder.encode(texts))


def measure(classifier: IntentClassifier, asked: Questions) -> Figures:
    """The classifier alone."""
    probabilities = classifier.probabilities(asked.texts, asked.vectors)
    names = np.array(classifier.topics)
    order = np.argsort(-probabilities, axis=1)[:, :3]
    wanted = asked.topics
    families = {one.topic: one.family or one.topic for one in intents.shipped()}
    first = names[order[:, 0]]
    return Figures(
        certainty=probabilities.max(axis=1),
        right=first == np.array(wanted),
        among_three=float(
            np.mean([topic in names[row] for topic, row in zip(wanted, order, strict=True)])
        ),
        family=float(
            np.mean(
                [families.get(a) == families.get(b) for a, b in zip(first, wanted, strict=True)]
            )
        ),
    )
