"""How often something may happen: a window that slides, kept in Redis, changed in one step."""

from __future__ import annotations

import uuid
from datetime import timedelta

from bounded_redis.client import client

_COUNT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local most, span = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - span)
if redis.call('ZCARD', KEYS[1]) < most then
  redis.call('ZADD', KEYS[1], now, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], span)
  return 0
end
local first = redis.call('ZRANGE', KEYS[1], -most, -most, 'WITHSCORES')
return math.max(1, tonumber(first[2]) + span - now)
"""


def count(key: str, *, most: int, span: timedelta) -> timedelta:
    """Count one event of `key`; nothing is counted beyond `most` within `span`.

    Returns how long until the next is let in; zero where this one was. Raises redis.RedisError.
    """
    milliseconds = client().eval(
        _COUNT, 1, f"window:{key}", most, span // timedelta(milliseconds=1), uuid.uuid4().hex
    )
    return timedelta(milliseconds=int(milliseconds))
