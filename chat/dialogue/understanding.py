"""What an utterance means: its nearest intent, alone and with what was said before, its feeling."""

from __future__ import annotations

import logging
import unicodedata
from functools import lru_cache

import numpy as np

from chat.care.model import CrisisModel
from chat.care.model import shipped as shipped_crisis_model
from chat.care.patterns import CrisisLevel, Situation
from chat.dialogue.index import Match, Vectors
from chat.dialogue.knowledge import Knowledge
from chat.dialogue.policy import Heard
from chat.gauge import meaningful_length
from emotions.classifier import ClassifierError
from emotions.classifier.glance import Glance
from emotions.language.encoder import Encoder, get_encoder

logger = logging.getLogger(__name__)

CANDIDATES = 10
"""What is said together with the sentence before counts only for one of so many nearest intents."""
SHORT = 5
"""Meaningful characters up to which an utterance that is not understood counts as short."""


def hear(text: str, previous: str, known: Knowledge) -> Heard:
    """Understand an utterance; `previous` is what the person said before it, or ""."""
    encoder = get_encoder()
    text, alone = _as_best_known(text, known, encoder)
    candidates = known.index.nearest_intents(alone, CANDIDATES)
    nearest = candidates[0] if candidates else None
    together = None
    if previous:
        together = known.index.nearest(encoder.encode([f"{previous} {text}"])[0])
    is_unclear = not any(unicodedata.category(char)[0] == "L" for char in text)
    return Heard(
        nearest=nearest,
        understood=_is_near(nearest, known) and not is_unclear,
        together=_of(candidates, together, known),
        emotion=_emotion(alone, encoder),
        is_short=meaningful_length(text) <= SHORT,
        is_unclear=is_unclear,
        danger=_danger(text, alone, encoder),
    )


def _as_best_known(text: str, known: Knowledge, encoder: Encoder) -> tuple[str, Vectors]:
    """`text`, or the same with spaces put back where that is nearer to an intent; its vector."""
    spellings = list(dict.fromkeys([text, known.spacing.restored(text)]))
    vectors = encoder.encode(spellings)
    nearness = [match.similarity if match else 0 for match in map(known.index.nearest, vectors)]
    best = int(np.argmax(nearness))
    return spellings[best], vectors[best]


def _is_near(match: Match | None, known: Knowledge) -> bool:
    least = known.thresholds
    return (
        match is not None and match.similarity >= least.similarity and match.margin >= least.margin
    )


def _of(candidates: list[Match], match: Match | None, known: Knowledge) -> Match | None:
    """`match` where it is near enough and among those that the utterance alone is near to."""
    intents = {candidate.entry.intent for candidate in candidates}
    return match if match and match.entry.intent in intents and _is_near(match, known) else None


def _emotion(vector: Vectors, encoder: Encoder) -> str:
    """The feeling in an utterance, where the vector is of the classifier's own encoder."""
    glance = _glance()
    return glance.emotion(vector) if glance and glance.encoder == encoder.fingerprint else ""


def _danger(text: str, vector: Vectors, encoder: Encoder) -> tuple[CrisisLevel, Situation]:
    """What the patterns of `chat.care.patterns` do not name, where the model is of this encoder."""
    model = _crisis_model()
    if model is None or model.encoder != encoder.fingerprint:
        return CrisisLevel.NONE, Situation.SELF
    return model.assess(text, vector)


@lru_cache
def _crisis_model() -> CrisisModel | None:
    try:
        return shipped_crisis_model()
    except ValueError as error:
        logger.error("crises are found by patterns alone: %s", error)
        return None


@lru_cache
def _glance() -> Glance | None:
    try:
        return Glance.shipped()
    except ClassifierError as error:
        logger.error("feelings are not reflected: %s", error)
        return None
