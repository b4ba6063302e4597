"""While Redis is away the cache is empty; what all processes must share is not made up."""

import time

import pytest
import redis
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from tests.own_redis import OwnRedis


@pytest.fixture(params=["hang", "stop"])
def away(own_redis: OwnRedis, request: pytest.FixtureRequest) -> OwnRedis:
    cache.set("kept", "before", 60)
    getattr(own_redis, request.param)()
    return own_redis


def test_what_expires_is_not_found_and_not_kept(away: OwnRedis) -> None:
    began = time.monotonic()
    assert cache.get("kept", "nothing") == "nothing"
    cache.set("new", "value", 60)
    assert cache.add("newer", "value", 60) is True
    assert cache.delete("kept") is False
    with pytest.raises(ValueError, match="kept"):
        cache.incr("kept")
    assert time.monotonic() - began < 1.5


def test_what_is_to_stay_or_to_be_shared_raises(away: OwnRedis) -> None:
    with pytest.raises((redis.ConnectionError, redis.TimeoutError)):
        cache.set("version", "1", None)
    with pytest.raises((redis.ConnectionError, redis.TimeoutError)):
        cache.get_or_set("version", "1", None)


def test_a_shared_value_is_made_once(own_redis: OwnRedis) -> None:
    assert cache.get_or_set("version", lambda: "1", None) == "1"
    assert cache.get_or_set("version", lambda: "2", None) == "1"
    assert cache.get("version") == "1"


@pytest.mark.django_db
def test_login_and_the_api_answer(away: OwnRedis, owner: User) -> None:
    client = Client()
    words = {"login": "owner@example.com", "password": "sol-bandi-93-bom"}
    assert client.post("/accounts/login/", words).status_code == 302
    assert client.get("/api/v1/talks/").status_code == 200
