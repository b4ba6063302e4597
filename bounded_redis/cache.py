"""Django's cache over the bounded client; named by CACHES."""

from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from bounded_redis.client import OPTIONS, BoundedRedis


class BoundedCacheClient(RedisCacheClient):
    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **OPTIONS, **options)
        self._client = BoundedRedis


class BoundedCache(RedisCache):
    """Calls end within a second; while Redis is away they raise a RedisError at once."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = BoundedCacheClient
