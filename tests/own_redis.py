"""A Redis of a test's own, to be stopped, hung or emptied while the service uses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from bounded_redis import circuit, client
from musicrest_site.embedded.redis import redis
from musicrest_site.embedded.server import Server


@dataclass
class OwnRedis:
    server: Server

    def hang(self) -> None:
        """It takes connections and answers nothing, like a machine that swaps."""
        process = self.server.process()
        assert process is not None
        process.suspend()

    def go_on(self) -> None:
        process = self.server.process()
        assert process is not None
        process.resume()

    def stop(self) -> None:
        self.server.stop()

    def start(self) -> None:
        self.server.start()


@pytest.fixture
def own_redis(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[OwnRedis]:
    """In the place of the one that the tests share; with a circuit that has seen no failure."""
    own = OwnRedis(redis(tmp_path))
    own.start()
    settings.REDIS_URL = own.server.url
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": own.server.url}}
    client.client.cache_clear()
    monkeypatch.setattr(client, "circuit", circuit.Circuit())
    yield own
    client.client().connection_pool.disconnect()
    client.client.cache_clear()
    process = own.server.process()
    if process is not None:
        process.resume()
    own.stop()
