"""The client of everything that asks Redis without waiting for work: bounded, with the circuit."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from bounded_redis.circuit import circuit

ANSWER_SECONDS = 0.8
"""With the time to connect, a call ends within a second."""

OPTIONS: dict[str, Any] = {
    "socket_timeout": ANSWER_SECONDS,
    "socket_connect_timeout": ANSWER_SECONDS,
    # Once more where a kept connection has gone, as after a restart; never after a timeout.
    "retry": Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
}


class BoundedRedis(redis.Redis):
    """Every command goes through the circuit."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        with circuit.call():
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=1)
def client() -> BoundedRedis:
    """The process's client of `settings.REDIS_URL`, for threads of any number."""
    pool = redis.ConnectionPool.from_url(settings.REDIS_URL, **OPTIONS)
    return BoundedRedis(connection_pool=pool)
