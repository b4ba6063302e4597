"""A window that slides, changed in one step, whoever counts at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import redis

from bounded_redis import window
from bounded_redis.client import client
from tests.own_redis import OwnRedis

MINUTE = timedelta(minutes=1)


def test_as_many_as_allowed_are_let_in_by_any_number_of_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: window.count("k", most=10, span=MINUTE), range(40)))
    assert waits.count(timedelta()) == 10
    assert all(timedelta() < wait <= MINUTE for wait in waits if wait)


def test_what_was_refused_does_not_count_and_the_wait_is_true() -> None:
    span = timedelta(milliseconds=300)
    assert window.count("k", most=1, span=span) == timedelta()
    waits = []
    while wait := window.count("k", most=1, span=span):
        waits.append(wait)
    assert waits == sorted(waits, reverse=True)
    assert len(waits) > 1


def test_the_oldest_leaves_first_and_makes_room_for_one() -> None:
    client().zadd("window:k", {"old": _milliseconds_ago(59_900), "new": _milliseconds_ago(10)})
    wait = window.count("k", most=2, span=MINUTE)
    assert timedelta() < wait < timedelta(milliseconds=200)
    client().zadd("window:k", {"old": _milliseconds_ago(60_001)})
    assert window.count("k", most=2, span=MINUTE) == timedelta()
    assert window.count("k", most=2, span=MINUTE) > timedelta(seconds=50)


def test_no_counter_is_without_an_end() -> None:
    window.count("k", most=1, span=MINUTE)
    window.count("k", most=1, span=MINUTE)
    assert 0 < client().pttl("window:k") <= 60_000


def test_without_redis_it_says_so_at_once(own_redis: OwnRedis) -> None:
    own_redis.stop()
    with pytest.raises(redis.RedisError):
        window.count("k", most=1, span=MINUTE)


def _milliseconds_ago(milliseconds: int) -> int:
    seconds, microseconds = client().time()
    return int(seconds * 1000 + microseconds // 1000 - milliseconds)
