"""What 공감이 knows, in the memory of this process: the repertoire and the fixed texts.

Every change of it puts a new version into Redis; a process that sees another version than the one
it loaded reads the tables again. One thread does so, while all others go on by what is known; in a
web process it is a thread of its own (`follow`), so that no turn waits. Without Redis the present
knowledge goes on serving.
"""

from __future__ import annotations

import logging
import threading
import uuid
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import redis
from django.core.cache import cache
from django.db import connection

from chat.dialogue import tables
from chat.dialogue.classifier import IntentClassifier
from chat.dialogue.index import UtteranceIndex, Vectors
from chat.dialogue.lines import Lines
from chat.dialogue.meaning import Judges
from chat.dialogue.repertoire import Intent, Repertoire
from chat.dialogue.vectors import embed_stale
from chat.models import IntentTraining
from emotions.language.encoder import get_encoder

logger = logging.getLogger(__name__)

VERSION_KEY = "replies:version"
FOLLOW_SECONDS = 0.5


@dataclass(frozen=True)
class Knowledge:
    """One consistent state of the tables; `version` is the word in Redis it belongs to.

    `vectors` has a row for each utterance, as `tables.Known` tells.
    """

    version: str | None
    repertoire: Repertoire
    vectors: Vectors
    judges: Judges
    classifier: IntentClassifier | None


_loading = threading.Lock()
_loaded: Knowledge | None = None
_followed = threading.Event()
"""Set while a thread of this process follows the changes."""
_reached = True
"""Whether Redis answered when it was last asked."""


def current() -> Knowledge:
    """What is known; loaded again where somebody changed it and no thread follows the changes.

    Waits for a load only where nothing is known yet.
    """
    known = _loaded
    if known is not None and _followed.is_set():
        return known
    return refreshed()


def refreshed() -> Knowledge:
    """What is known now; by one thread at a time, the others get what was known before."""
    global _loaded
    version = _version()
    known = _loaded
    if known is not None and version in (known.version, None):
        return known
    if not _loading.acquire(blocking=known is None):
        return known  # type: ignore[return-value]  # only one that knows something does not wait
    try:
        if _loaded is None or version not in (_loaded.version, None):
            _loaded = _load(version)
        return _loaded
    finally:
        _loading.release()


def follow(stop: threading.Event) -> None:
    """Load every change within half a second of its announcement, until `stop` is set.

    While this runs, `current` asks neither Redis nor the database.
    """
    _followed.set()
    try:
        while not stop.wait(FOLLOW_SECONDS):
            _refresh_quietly()
    finally:
        _followed.clear()


def rebuild() -> int:
    """Vectors by the encoder in use for every utterance; returns how many were computed."""
    computed = embed_stale(get_encoder())
    announce_change()
    return computed


def announce_change() -> None:
    """Have every process load the tables again; to be called after commit."""
    try:
        cache.set(VERSION_KEY, uuid.uuid4().hex, timeout=None)
    except redis.RedisError as error:
        logger.error("a change of replies is not announced: %s", type(error).__name__)


def with_taught(known: Knowledge, taught: Intent, vectors: Vectors) -> Knowledge:
    """`known` as it would be with the utterances of `taught` and their vectors; nothing is stored.

    Where the topic is known, its answers stay as they are; utterances of others move here.
    """
    intents = {**known.repertoire.intents}
    intents.setdefault(taught.topic, replace(taught, utterances=()))
    old = [(topic, text) for topic, one in intents.items() for text in one.utterances]
    rows: dict[str, list[tuple[str, Vectors]]] = {topic: [] for topic in intents}
    for (topic, text), vector in zip(old, known.vectors, strict=True):
        if text not in taught.utterances:
            rows[topic].append((text, vector))
    rows[taught.topic] += zip(taught.utterances, vectors, strict=True)
    left = {
        topic: replace(intents[topic], utterances=tuple(text for text, _ in own))
        for topic, own in rows.items()
        if own
    }
    matrix = np.array([vector for own in rows.values() for _, vector in own], np.float32)
    return _of(known.version, replace(known.repertoire, intents=left), matrix, known.classifier)


def _refresh_quietly() -> None:
    """A load that fails is tried again at the next look; the connection is not kept."""
    try:
        refreshed()
    except Exception:
        logger.exception("the replies could not be loaded again")
    finally:
        connection.close()


def _version() -> str | None:
    """None where Redis does not answer, which is told once until it answers again."""
    global _reached
    try:
        version: str | None = cache.get_or_set(VERSION_KEY, uuid.uuid4().hex, timeout=None)
    except redis.RedisError as error:
        if _reached:
            logger.warning("the version of the replies is unknown: %s", type(error).__name__)
        _reached = False
        return None
    _reached = True
    return version


def _load(version: str | None) -> Knowledge:
    encoder = get_encoder()
    embed_stale(encoder)
    repertoire, vectors = tables.read(encoder)
    logger.info("%d intents, %d utterances", len(repertoire.intents), len(vectors))
    return _of(version, repertoire, vectors, classifier_of(encoder.fingerprint))


def _of(
    version: str | None,
    repertoire: Repertoire,
    vectors: Vectors,
    classifier: IntentClassifier | None,
) -> Knowledge:
    topics = [topic for topic, one in repertoire.intents.items() for _ in one.utterances]
    judges = Judges(repertoire, UtteranceIndex(vectors, topics), classifier)
    return Knowledge(version, repertoire, vectors, judges, classifier)


def classifier_of(encoder: str) -> IntentClassifier | None:
    """The classifier in use: the one that was trained here with this encoder, or the shipped one.

    None where neither is of the encoder: neighbours judge alone.
    """
    serving = IntentTraining.objects.filter(is_serving=True, encoder=encoder)
    for pk, weights in serving.values_list("pk", "weights"):
        try:
            return IntentClassifier.of(bytes(weights))
        except ValueError as error:
            logger.error("training %s of intents is damaged, the shipped serves: %s", pk, error)
    found = _shipped_classifier()
    if found is not None and found.encoder != encoder:
        logger.warning("intents are judged by their neighbours alone: another encoder is in use")
        return None
    return found


def _shipped_classifier() -> IntentClassifier | None:
    try:
        return IntentClassifier.read()
    except ValueError as error:
        logger.error("intents are judged by their neighbours alone: %s", error)
        return None


@lru_cache
def lines() -> Lines:
    """What 공감이 says besides answers."""
    return Lines.shipped()
