"""Whether Redis is worth asking: after a failure it is left alone for a moment."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import redis

logger = logging.getLogger(__name__)

OPEN_SECONDS = 2.0
"""So long after a failure one call tries again; the others fail at once until it succeeds."""

LOG_SECONDS = 60.0


class Unavailable(redis.ConnectionError):
    """Redis did not answer a moment ago; it was not asked."""


class Circuit:
    """Lets calls through while Redis answers. Safe for threads; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._retry_at: float | None = None
        self._logged_at: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the last call failed."""
        return self._retry_at is not None

    @contextmanager
    def call(self) -> Iterator[None]:
        """Around one call to Redis. Raises Unavailable where it is not to be made."""
        self._enter()
        try:
            yield
        except (redis.ConnectionError, redis.TimeoutError, OSError) as error:
            self._failed(error)
            raise
        self._succeeded()

    def _enter(self) -> None:
        with self._lock:
            if self._retry_at is None:
                return
            if self._clock() < self._retry_at:
                raise Unavailable("Redis did not answer a moment ago")
            self._retry_at = self._clock() + OPEN_SECONDS

    def _failed(self, error: Exception) -> None:
        with self._lock:
            now = self._clock()
            self._retry_at = now + OPEN_SECONDS
            tell = self._logged_at is None or now - self._logged_at >= LOG_SECONDS
            if tell:
                self._logged_at = now
        if tell:
            logger.error(
                "Redis does not answer (%s): talks go on without other pages and limits; "
                "start Redis and check REDIS_URL",
                type(error).__name__,
            )

    def _succeeded(self) -> None:
        with self._lock:
            was_open, self._retry_at = self._retry_at is not None, None
        if was_open:
            logger.info("Redis answers again")


circuit = Circuit()
"""Of this process; cache, counters and events share it, since they share one Redis."""
