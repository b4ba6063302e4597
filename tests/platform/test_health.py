"""`/healthz` is green where all is well, and else names what ails and how to mend it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from chat.models import Intent
from emotions.vector import EmotionVector
from musicrest_site import health, probe, warm_up
from musicrest_site.celery import tell_alive, tell_gone
from recommendations.models import Song
from tests.site import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything that makes the service well, but the encoder, which need not be real here."""
    greeting = Intent.objects.create(topic="smalltalk/hello", title="인사")
    greeting.utterances.create(text="안녕", embedding=[0.1] * 384)
    Song.objects.create(title="봄", youtube_id="abcdefghijk", vector=EmotionVector((0.2,) * 5))
    tell_alive()
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


def test_a_worker_that_says_good_bye_is_missed_at_once(client: Client, well: None) -> None:
    tell_gone()
    assert set(ailing(client)) == {"worker"}


def test_an_unreachable_redis_is_named_and_the_rest_still_told(
    client: Client, well: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(*args: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "get", unreachable)
    assert set(ailing(client)) == {"redis", "worker"}


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
