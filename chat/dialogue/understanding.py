"""What an utterance means: its intents, alone and with what was said before, and its feeling."""

from __future__ import annotations

import logging
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from chat.dialogue import corrections, matters, mirror, persons
from chat.dialogue.courtesy import courtesy
from chat.dialogue.index import Vectors
from chat.dialogue.meaning import Judges, Meaning
from chat.dialogue.signs import sign_of, without_signs
from chat.dialogue.state import Heard
from chat.gauge import meaningful_length
from emotions import versions
from emotions.classifier import ClassifierError
from emotions.classifier.glance import Glance
from emotions.language.encoder import get_encoder

logger = logging.getLogger(__name__)

SHORT = 5
"""Meaningful characters up to which an utterance that is not understood counts as short."""


class Knows(Protocol):
    """What is asked of the knowledge of this process."""

    @property
    def judges(self) -> Judges: ...


@dataclass(frozen=True)
class Words:
    """An utterance in its spellings, each with a vector, and read with the one before it.

    `vectors` are (spellings, dimension), `together` those of `pair`: (1, dimension), or
    (0, dimension) where nothing was said before. `encoder` is the fingerprint of what computed
    them.
    """

    text: str
    previous: str
    spellings: tuple[str, ...]
    pair: tuple[str, ...]
    vectors: Vectors
    together: Vectors
    encoder: str

    @property
    def vector(self) -> Vectors:
        """That of the utterance as it was written, (dimension,)."""
        vector: Vectors = self.vectors[0]
        return vector


def read(text: str, previous: str = "") -> Words:
    """All vectors that an answer needs, in one run of the encoder."""
    encoder = get_encoder()
    bare = without_signs(text) or text
    spellings = tuple(dict.fromkeys([bare, mirror.spaced(bare)]))
    pair = (f"{previous} {bare}",) if previous else ()
    vectors = encoder.encode([*spellings, *pair])
    own = len(spellings)
    return Words(text, previous, spellings, pair, vectors[:own], vectors[own:], encoder.fingerprint)


def hear(words: Words, known: Knows) -> Heard:
    """Understand an utterance."""
    every = [*words.spellings, *words.pair]
    judged = known.judges.read(every, np.concatenate([words.vectors, words.together]))
    meanings, together = judged[: len(words.spellings)], judged[len(words.spellings) :]
    best = max(range(len(meanings)), key=lambda number: _certainty(meanings[number]))
    said, text = words.spellings[best], words.text
    corrects = bool(words.previous) and corrections.corrects(said)
    return Heard(
        text=text,
        meaning=meanings[best],
        together=next(iter(together), Meaning()),
        mirrored=mirror.mirrored(corrections.what_was_meant(said) if corrects else said),
        persons=tuple(persons.named(said)),
        matter=matters.named(said),
        emotion=_emotion(words.vectors[best], words.encoder),
        sign=sign_of(text),
        corrects=corrects,
        courtesy=courtesy(text),
        is_short=meaningful_length(text) <= SHORT,
        is_unclear=not any(unicodedata.category(char)[0] == "L" for char in text),
    )


def _certainty(meaning: Meaning) -> float:
    return meaning.best.probability if meaning.best else 0.0


def _emotion(vector: Vectors, encoder: str) -> str:
    """The feeling in an utterance, where the vector is of the classifier's own encoder."""
    glance = _glance()
    return glance.emotion(vector) if glance and glance.encoder == encoder else ""


@lru_cache
def _glance() -> Glance | None:
    try:
        return versions.glance()
    except ClassifierError as error:
        logger.error("feelings are not reflected: %s", error)
        return None
