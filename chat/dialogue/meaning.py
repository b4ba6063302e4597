"""What an utterance means: how likely each intent, and each family of intents, is. Pure.

Two judges are joined: the trained classifier, and how near the utterances of the table are, so that
what staff teach counts at once. What stands against an intent lowers it: a negation that none of
its nearest utterances has, or somebody else's story where theirs are the speaker's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import expit, softmax

from chat.dialogue.classifier import NONE, IntentClassifier
from chat.dialogue.cues import Cues, cues_of
from chat.dialogue.index import SAME, UtteranceIndex, Vectors
from chat.dialogue.repertoire import Repertoire

Floats = npt.NDArray[np.floating[Any]]

NEARNESS = 6.0
"""Weight of a cosine beside the logarithm of the classifier's probability."""
HALF, STEEPNESS = 0.76, 20.0
"""Of an intent that the classifier does not know, as staff taught it since: the cosine from which
it is rather meant than not, and how fast that turns."""
TINY = 1e-9
AS_TAUGHT = 0.97
"""Probability of an intent one of whose utterances is the same in other spelling."""
CONTRADICTED = 0.25
"""What is left of a probability where the cues of the utterance and of the intent differ."""
COMPARED = 5
"""So many of an intent's nearest utterances are looked at for cues."""
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent that an utterance may be of; `similarity` is the cosine to its utterances."""

    topic: str
    family: str
    probability: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """The likeliest intents, the likeliest first, and families with their probabilities.

    `nothing` is the probability that the utterance tells no matter of its own.
    """

    candidates: tuple[Candidate, ...] = ()
    families: tuple[tuple[str, float], ...] = ()
    nothing: float = 0.0

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    def probability_of(self, topic: str) -> float:
        return next((one.probability for one in self.candidates if one.topic == topic), 0.0)


class Judges:
    """The table's intents, and what tells them apart."""

    def __init__(
        self,
        repertoire: Repertoire,
        index: UtteranceIndex,
        classifier: IntentClassifier | None,
    ) -> None:
        """`index` holds the utterances of `repertoire`, in its order."""
        self.index = index
        self._repertoire = repertoire
        self._classifier = classifier
        self._texts = [text for intent in repertoire.intents.values() for text in intent.utterances]
        self._families = [repertoire.intents[topic].family for topic in index.topics]
        self._columns = _columns(index.topics, classifier)

    def read(self, texts: Sequence[str], vectors: Vectors) -> list[Meaning]:
        """The meaning of each text with its vector, (texts, dimension)."""
        if not (texts and self.index.topics):
            return [Meaning() for _ in texts]
        similarities = self.index.similarities(vectors)
        probabilities, nothing = self._joined(texts, vectors, similarities)
        return [
            self._meaning(text, *rows)
            for text, *rows in zip(
                texts, vectors, probabilities, similarities, nothing, strict=True
            )
        ]

    def _joined(
        self, texts: Sequence[str], vectors: Vectors, similarities: Vectors
    ) -> tuple[Floats, Floats]:
        """Probabilities (texts, intents), and of telling nothing (texts,)."""
        seen = self._columns >= 0
        known, nothing = self._classified(texts, vectors)
        taught = _by_nearness(similarities[:, ~seen])
        left = 1 - taught.sum(axis=1)
        joined: Floats = np.zeros(similarities.shape)
        joined[:, ~seen] = taught
        if seen.any():
            logits = np.log(known + TINY) + NEARNESS * similarities[:, seen]
            joined[:, seen] = softmax(logits, axis=1) * (left * (1 - nothing))[:, None]
        same = similarities >= SAME
        joined = np.where(same, np.maximum(joined, AS_TAUGHT), joined)
        return joined, np.where(same.any(axis=1), 0, nothing * left)

    def _classified(self, texts: Sequence[str], vectors: Vectors) -> tuple[Floats, Floats]:
        """What the classifier gives to the intents it knows (texts, known), and to nothing."""
        if self._classifier is None:
            return np.zeros((len(texts), 0)), np.zeros(len(texts))
        given = self._classifier.probabilities(texts, vectors)
        nothing: Floats = np.zeros(len(texts))
        if NONE in self._classifier.topics:
            nothing = given[:, self._classifier.topics.index(NONE)]
        return given[:, self._columns[self._columns >= 0]], nothing

    def _meaning(
        self,
        text: str,
        vector: Vectors,
        probabilities: Floats,
        similarities: Floats,
        nothing: float,
    ) -> Meaning:
        likely = np.argsort(-probabilities)[:CANDIDATES]
        heard = cues_of(text)
        weighed = probabilities.copy()
        for number in likely:
            if similarities[number] < SAME and self._contradicts(heard, int(number), vector):
                weighed[number] *= CONTRADICTED
        order = likely[np.argsort(-weighed[likely], kind="stable")]
        families: dict[str, float] = defaultdict(float)
        for family, probability in zip(self._families, weighed, strict=True):
            families[family] += float(probability)
        families.pop("", None)
        return Meaning(
            tuple(
                Candidate(
                    self.index.topics[number],
                    self._families[number],
                    float(weighed[number]),
                    float(similarities[number]),
                )
                for number in order
            ),
            tuple(sorted(families.items(), key=lambda item: -item[1])[:CANDIDATES]),
            float(nothing),
        )

    def _contradicts(self, heard: Cues, intent: int, vector: Vectors) -> bool:
        rows = self.index.nearest_rows(vector, self.index.topics[intent], COMPARED)
        return heard.contradict([cues_of(self._texts[row]) for row in rows])


def _by_nearness(similarities: Vectors) -> Floats:
    """Probabilities (texts, intents) of intents that cosines alone speak for."""
    if not similarities.shape[1]:
        return np.zeros(similarities.shape)
    share: Floats = softmax(STEEPNESS * similarities, axis=1)
    return np.asarray(share * expit(STEEPNESS * (similarities - HALF)))


def _columns(topics: Sequence[str], classifier: IntentClassifier | None) -> npt.NDArray[np.int64]:
    """The number of each topic among the classifier's, −1 where it does not know it; (topics,)."""
    known = {topic: number for number, topic in enumerate(classifier.topics if classifier else ())}
    return np.array([known.get(topic, -1) for topic in topics], np.int64)
