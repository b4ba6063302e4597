"""Django's cache over the bounded client; named by CACHES.

What expires may be lost: while Redis is away it is not found, and not kept. So limits of logins and
of the API rest, and nobody is shut out. What shall stay (`timeout=None`, `get_or_set`) raises.
"""

from __future__ import annotations

from typing import Any

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from bounded_redis.client import OPTIONS, BoundedRedis

AWAY = (redis.ConnectionError, redis.TimeoutError)


class _Strict(RedisCacheClient):
    """Raises while Redis is away, within a second."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **OPTIONS, **options)
        self._client = BoundedRedis


class _Lenient(_Strict):
    """An empty cache while Redis is away."""

    def get(self, key: Any, default: Any) -> Any:
        try:
            return super().get(key, default)
        except AWAY:
            return default

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        try:
            return bool(super().add(key, value, timeout))
        except AWAY:
            return True  # into an empty cache

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        try:
            super().set(key, value, timeout)
        except AWAY:
            if timeout is None:
                raise

    def delete(self, key: Any) -> bool:
        try:
            return bool(super().delete(key))
        except AWAY:
            return False

    def incr(self, key: Any, delta: int) -> int:
        try:
            return int(super().incr(key, delta))
        except AWAY as error:
            raise ValueError(f"Key {key!r} not found.") from error


class BoundedCache(RedisCache):
    """Calls end within a second, and at once while Redis is known to be away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _Lenient

    def get_or_set(
        self,
        key: str,
        default: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> Any:
        """The value that all processes share; another one for each would be worse than none."""
        strict: Any = super(_Lenient, self._cache)
        name = self.make_and_validate_key(key, version=version)
        found = strict.get(name, None)
        if found is None:
            value = default() if callable(default) else default
            strict.add(name, value, self.get_backend_timeout(timeout))
            found = strict.get(name, value)
        return found
