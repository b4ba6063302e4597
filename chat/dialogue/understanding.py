"""What an utterance means: its intents, alone and with what was said before, and its feeling."""

from __future__ import annotations

import logging
import unicodedata
from functools import lru_cache
from typing import Protocol

from chat.dialogue import corrections, mirror, persons
from chat.dialogue.index import Vectors
from chat.dialogue.meaning import Judges, Meaning
from chat.dialogue.policy import Heard
from chat.dialogue.signs import sign_of, without_signs
from chat.gauge import meaningful_length
from emotions.classifier import ClassifierError
from emotions.classifier.glance import Glance
from emotions.language.encoder import Encoder, get_encoder

logger = logging.getLogger(__name__)

SHORT = 5
"""Meaningful characters up to which an utterance that is not understood counts as short."""


class Knows(Protocol):
    """What is asked of the knowledge of this process."""

    @property
    def judges(self) -> Judges: ...


def hear(text: str, previous: str, known: Knows) -> Heard:
    """Understand an utterance; `previous` is what the person said before it, or ""."""
    encoder = get_encoder()
    words = without_signs(text) or text
    spellings = list(dict.fromkeys([words, mirror.spaced(words)]))
    together = [f"{previous} {words}"] if previous else []
    vectors = encoder.encode([*spellings, *together])
    meanings = known.judges.read([*spellings, *together], vectors)
    best = max(range(len(spellings)), key=lambda number: _certainty(meanings[number]))
    said = spellings[best]
    corrects = bool(previous) and corrections.corrects(said)
    return Heard(
        text=text,
        meaning=meanings[best],
        together=meanings[-1] if previous else Meaning(),
        mirrored=mirror.mirrored(corrections.what_was_meant(said) if corrects else said),
        persons=tuple(persons.named(said)),
        emotion=_emotion(vectors[best], encoder),
        sign=sign_of(text),
        corrects=corrects,
        is_short=meaningful_length(text) <= SHORT,
        is_unclear=not any(unicodedata.category(char)[0] == "L" for char in text),
    )


def _certainty(meaning: Meaning) -> float:
    return meaning.best.probability if meaning.best else 0.0


def _emotion(vector: Vectors, encoder: Encoder) -> str:
    """The feeling in an utterance, where the vector is of the classifier's own encoder."""
    glance = _glance()
    return glance.emotion(vector) if glance and glance.encoder == encoder.fingerprint else ""


@lru_cache
def _glance() -> Glance | None:
    try:
        return Glance.shipped()
    except ClassifierError as error:
        logger.error("feelings are not reflected: %s", error)
        return None
