"""What 공감이 knows, in the memory of this process: the repertoire and the fixed texts.

Every change of it puts a new version into Redis; a process that sees another version than the one
it loaded reads the tables again. One thread does so, while all others go on by what is known; in a
web process it is a thread of its own (`follow`), so that no turn waits. Without Redis the present
knowledge goes on serving.
"""

from __future__ import annotations

import csv
import logging
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import numpy as np
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from chat.dialogue import tables
from chat.dialogue.calibration import Thresholds, calibrate
from chat.dialogue.index import Entry, ReplyIndex, Vectors
from chat.dialogue.policy import REPLY, SMALLTALK, Line, Moment
from chat.dialogue.repertoire import Answer, Intent, Repertoire
from chat.dialogue.spacing import Spacing
from chat.dialogue.vectors import embed_stale
from emotions.language.encoder import get_encoder

logger = logging.getLogger(__name__)

DATA = Path(__file__).parent.parent / "data"
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
    index: ReplyIndex
    thresholds: Thresholds
    spacing: Spacing


class Rebuilt(NamedTuple):
    """How many vectors were computed, and the thresholds from now on."""

    computed: int
    thresholds: Thresholds


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


def rebuild() -> Rebuilt:
    """Vectors by the encoder in use for every utterance, and thresholds that fit them."""
    computed = embed_stale(get_encoder())
    announce_change()
    return Rebuilt(computed, refreshed().thresholds)


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
    return _of(replace(known.repertoire, intents=left), matrix, known)


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
    entries = _entries(repertoire)
    thresholds = _thresholds(vectors, entries, _off_topic_vectors(encoder.fingerprint))
    logger.info("%d utterances, similarity %.3f, margin %.3f", len(vectors), *thresholds)
    spacing = Spacing(text for one in repertoire.intents.values() for text in one.utterances)
    index = ReplyIndex(vectors, entries)
    return Knowledge(version, repertoire, vectors, index, thresholds, spacing)


def _of(repertoire: Repertoire, vectors: Vectors, like: Knowledge) -> Knowledge:
    """Another repertoire with the thresholds and spaces of `like`."""
    index = ReplyIndex(vectors, _entries(repertoire))
    return replace(like, repertoire=repertoire, vectors=vectors, index=index)


def _entries(repertoire: Repertoire) -> list[Entry]:
    """An entry for each utterance, with the answers of its intent in turn."""
    return [
        Entry(number, kind, topic, answer.say, answer.ask)
        for number, (kind, topic, answer) in enumerate(_pairs(repertoire), start=1)
    ]


def _pairs(repertoire: Repertoire) -> Iterator[tuple[str, str, Answer]]:
    for topic, intent in repertoire.intents.items():
        kind = SMALLTALK if intent.is_smalltalk else REPLY
        for _, answer in zip(intent.utterances, cycle(intent.answers), strict=False):
            yield kind, topic, answer


def _thresholds(vectors: Vectors, entries: list[Entry], strangers: Vectors) -> Thresholds:
    """Calibrated on the utterances themselves; REPLY_THRESHOLD overrides the similarity."""
    calibrated = calibrate(vectors, [entry.intent for entry in entries], strangers)
    override = settings.REPLY_THRESHOLD
    return calibrated if override is None else calibrated._replace(similarity=override)


@lru_cache
def lines() -> tuple[Line, ...]:
    """What 공감이 says besides replies: to what nobody has a reply to, and about the gauge."""
    return tuple(
        Line(Moment(row["moment"]), row["text"], row["emotion"]) for row in read_rows("lines.csv")
    )


@lru_cache(maxsize=1)
def _off_topic_vectors(fingerprint: str) -> Vectors:
    """Of utterances that should find no reply, by the encoder with that fingerprint."""
    return get_encoder().encode([row["utterance"] for row in read_rows("off_topic.csv")])


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a file in chat/data/."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
