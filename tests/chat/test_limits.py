"""Limits with their wait, and none where Redis is away."""

import time
from datetime import timedelta

import pytest
from pytest_django import Settings

from chat import limits
from chat.utterance import TooFast
from tests.own_redis import OwnRedis

PERSON = 7


@pytest.mark.parametrize("outage", ["hang", "stop"])
def test_without_redis_nobody_is_refused_or_kept_waiting(
    own_redis: OwnRedis, settings: Settings, outage: str
) -> None:
    settings.MESSAGES_PER_MINUTE = settings.READINGS_PER_MINUTE = 1
    getattr(own_redis, outage)()
    began = time.monotonic()
    for _ in range(20):
        limits.count_message(PERSON)
        limits.count_reading(PERSON)
    assert time.monotonic() - began < 1.5


def test_reading_does_not_use_up_what_may_be_said(settings: Settings) -> None:
    settings.READINGS_PER_MINUTE = 1
    limits.count_reading(PERSON)
    with pytest.raises(TooFast):
        limits.count_reading(PERSON)
    limits.count_message(PERSON)


def test_a_refusal_rounds_its_wait_up() -> None:
    refusal = limits.too_fast(timedelta(milliseconds=1200))
    assert refusal.retry_after == 2
    assert "2초" in str(refusal)
