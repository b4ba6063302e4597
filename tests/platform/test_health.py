"""`/healthz` is green where all is well, and else names what ails and how to mend it."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from chat.models import Intent
from emotions.classifier import store
from emotions.vector import EmotionVector
from musicrest_site import celery, health, heartbeats, probe, warm_up
from recommendations.models import Song
from tests.own_redis import OwnRedis
from tests.site import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything that makes the service well, but the encoder, which need not be real here."""
    greeting = Intent.objects.create(topic="smalltalk/hello", title="인사")
    greeting.utterances.create(text="안녕", embedding=[0.1] * 384)
    Song.objects.create(title="봄", youtube_id="abcdefghijk", vector=EmotionVector((0.2,) * 5))
    heartbeats.beat("worker@one")
    warm_up._warm.set()
    yield
    warm_up._warm.clear()


def ailing(client: Client) -> dict[str, str]:
    response = client.get("/healthz")
    parts = response.json()["parts"]
    assert set(parts) == set(health.PARTS)
    found = {name: part["mend"] for name, part in parts.items() if not part["ok"]}
    assert response.status_code == (503 if found else 200)
    assert response["Cache-Control"].startswith("max-age=0")
    return found


def test_all_is_well(client: Client, well: None) -> None:
    assert ailing(client) == {}


def test_each_missing_part_is_named_with_its_remedy(client: Client) -> None:
    found = ailing(client)
    assert set(found) == {"worker", "encoder", "replies", "songs"}
    assert "load_replies" in found["replies"]
    assert "load_catalogue" in found["songs"]
    assert "worker" in found["worker"]


def test_the_last_worker_that_ends_is_missed_at_once_and_no_other(
    client: Client, well: None
) -> None:
    heartbeats.beat("worker@two")
    celery.tell_gone(SimpleNamespace(hostname="worker@two"))
    assert ailing(client) == {}
    celery.tell_gone(SimpleNamespace(hostname="worker@one"))
    assert set(ailing(client)) == {"worker"}


def test_a_worker_that_falls_silent_is_missed(
    client: Client, well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeats, "SILENT_SECONDS", -1)
    assert set(ailing(client)) == {"worker"}


def test_a_beat_names_its_worker(client: Client, well: None) -> None:
    heartbeats.stop("worker@one")
    celery.tell_alive(SimpleNamespace(eventer=SimpleNamespace(hostname="worker@three")))
    assert heartbeats.living() == ["worker@three"]


def test_a_redis_that_hangs_is_named_within_a_second_and_the_rest_still_told(
    client: Client, well: None, own_redis: OwnRedis
) -> None:
    heartbeats.beat("worker@one")
    own_redis.hang()
    began = time.monotonic()
    assert set(ailing(client)) == {"redis", "worker"}
    assert time.monotonic() - began < 1.5


def test_a_damaged_classifier_is_named_while_its_copy_serves(
    client: Client, well: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(store.SHIPPED, tmp_path / "model")
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "model")
    flip(tmp_path / "model" / store.MODEL)
    assert ailing(client) == {}
    assert "make classifier" in client.get("/healthz").json()["parts"]["classifier"]["mend"]


def flip(path: Path) -> None:
    """One bit, in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_it_answers_plain_http_where_pages_are_redirected(
    client: Client, well: None, settings: pytest.FixtureRequest
) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    assert ailing(client) == {}


def test_an_encoder_that_cannot_be_loaded_is_logged_and_shown(
    client: Client, well: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("no encoder there")

    warm_up._warm.clear()
    monkeypatch.setattr("chat.dialogue.knowledge.current", broken)
    warm_up.warm_up()
    assert "no encoder there" in caplog.text
    assert set(ailing(client)) == {"encoder"}


def test_the_probe_tells_a_running_site_from_none(site: Site) -> None:
    assert probe.ailing_parts(int(site.url.rsplit(":", 1)[1])) == {}
    assert probe.ailing_parts(1) is None


def test_care_by_expressions_alone_is_named(
    client: Client, well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "of_encoder", lambda _fingerprint: None)
    assert ailing(client) == {}
    assert "make crisis" in client.get("/healthz").json()["parts"]["care"]["mend"]
