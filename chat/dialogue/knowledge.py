"""What 공감이 knows, in the memory of this process: the reply index and the fixed texts.

Every change of replies puts a new version into Redis; a process that sees another version than the
one it loaded reads the table again. Without Redis the present knowledge goes on serving.
"""

from __future__ import annotations

import csv
import logging
import threading
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import redis
from django.conf import settings
from django.core.cache import cache

from chat.dialogue.calibration import Thresholds, calibrate
from chat.dialogue.index import Entry, ReplyIndex, Vectors
from chat.dialogue.policy import Line, Moment
from chat.dialogue.spacing import Spacing
from chat.models import Reply
from emotions.language.encoder import Encoder, get_encoder

logger = logging.getLogger(__name__)

DATA = Path(__file__).parent.parent / "data"
VERSION_KEY = "replies:version"
BATCH = 500


@dataclass(frozen=True)
class Knowledge:
    """One consistent state of the reply table; `version` is the word in Redis it belongs to."""

    version: str | None
    index: ReplyIndex
    thresholds: Thresholds
    spacing: Spacing


class Rebuilt(NamedTuple):
    """How many vectors were computed, and the thresholds from now on."""

    computed: int
    thresholds: Thresholds


_lock = threading.Lock()
_loaded: Knowledge | None = None


def current() -> Knowledge:
    """The replies as they are now; loaded again where somebody changed them."""
    global _loaded
    version = _version()
    known = _loaded
    if known is not None and version in (known.version, None):
        return known
    with _lock:
        if _loaded is None or version not in (_loaded.version, None):
            _loaded = _load(version)
        return _loaded


def rebuild() -> Rebuilt:
    """Vectors by the encoder in use for every reply, and thresholds that fit them."""
    encoder = get_encoder()
    computed = embed_stale(encoder)
    announce_change()
    return Rebuilt(computed, current().thresholds)


def announce_change() -> None:
    """Have every process load the replies again; to be called after commit."""
    try:
        cache.set(VERSION_KEY, uuid.uuid4().hex, timeout=None)
    except redis.RedisError as error:
        logger.error("a change of replies is not announced: %s", type(error).__name__)


def _version() -> str | None:
    """None where Redis does not answer."""
    try:
        version: str | None = cache.get_or_set(VERSION_KEY, uuid.uuid4().hex, timeout=None)
    except redis.RedisError as error:
        logger.warning("the version of the replies is unknown: %s", type(error).__name__)
        return None
    return version


def _load(version: str | None) -> Knowledge:
    encoder = get_encoder()
    embed_stale(encoder)
    replies = list(Reply.objects.filter(is_active=True, encoder=encoder.fingerprint))
    vectors = np.array([reply.embedding for reply in replies], np.float32)
    vectors = vectors.reshape(len(replies), encoder.dimension)
    entries = [Entry(r.pk, r.kind, r.topic, r.text, r.follow_up) for r in replies]
    thresholds = _thresholds(vectors, entries, _off_topic_vectors(encoder.fingerprint))
    logger.info("%d replies, similarity %.3f, margin %.3f", len(replies), *thresholds)
    spacing = Spacing(reply.utterance for reply in replies)
    return Knowledge(version, ReplyIndex(vectors, entries), thresholds, spacing)


def embed_stale(encoder: Encoder) -> int:
    """Compute the vectors that are missing or another encoder's; returns how many."""
    stale = list(Reply.objects.exclude(encoder=encoder.fingerprint))
    for start in range(0, len(stale), BATCH):
        batch = stale[start : start + BATCH]
        for reply, vector in zip(
            batch, encoder.encode([reply.utterance for reply in batch]), strict=True
        ):
            reply.embedding, reply.encoder = vector, encoder.fingerprint
        Reply.objects.bulk_update(batch, ["embedding", "encoder"])
    return len(stale)


def _thresholds(vectors: Vectors, entries: list[Entry], strangers: Vectors) -> Thresholds:
    """Calibrated on the replies themselves; REPLY_THRESHOLD overrides the similarity."""
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
