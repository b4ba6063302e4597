"""Which workers live: each says so by its own name, and its silence is noticed."""

from typing import Any

from bounded_redis.client import client

KEY = "workers"
SILENT_SECONDS = 15  # Celery beats every 2 seconds


def beat(worker: str) -> None:
    """This worker lives. Raises redis.RedisError."""
    client().zadd(KEY, {worker: _now()})


def stop(worker: str) -> None:
    """This worker ends. Raises redis.RedisError."""
    client().zrem(KEY, worker)


def living() -> list[str]:
    """Workers heard of lately; the silent are forgotten. Raises redis.RedisError."""
    client().zremrangebyscore(KEY, "-inf", _now() - SILENT_SECONDS)
    names: Any = client().zrange(KEY, 0, -1)
    return [name.decode() for name in names]


def _now() -> float:
    """Redis's own clock: those of two machines may differ."""
    seconds, microseconds = client().time()
    return float(seconds + microseconds / 1e6)
