"""The link check, against a server that answers as YouTube does."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from recommendations import links, tasks
from recommendations.models import Song
from tests.recommendations.conftest import MakeSong

pytestmark = pytest.mark.django_db


class YouTube(ThreadingHTTPServer):
    """Answers each question for a video with `status` and `body`, and keeps what was asked."""

    daemon_threads = True
    status, body = 200, b'{"title": "x"}'

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[dict[str, list[str]]] = []


class Answer(BaseHTTPRequestHandler):
    server: YouTube

    def do_GET(self) -> None:
        self.server.asked.append(parse_qs(urlsplit(self.path).query))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def youtube(settings: Settings) -> Iterator[YouTube]:
    with YouTube() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.YOUTUBE_OEMBED_URL = f"http://127.0.0.1:{server.server_port}/oembed"
        yield server
        server.shutdown()


def test_a_playable_video_is_ok(youtube: YouTube, make_song: MakeSong) -> None:
    song = make_song(link_note="지난번에는 못 물어봤어요.")
    tasks.check_link(song.pk)
    song.refresh_from_db()
    assert (song.link_status, song.link_note) == ("ok", "")
    assert song.link_checked_at is not None
    [asked] = youtube.asked
    assert asked == {
        "url": [f"https://www.youtube.com/watch?v={song.youtube_id}"],
        "format": ["json"],
    }


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_video_that_is_gone_or_private_is_broken(
    youtube: YouTube, make_song: MakeSong, status: int
) -> None:
    song = make_song()
    youtube.status = status
    tasks.check_link(song.pk)
    song.refresh_from_db()
    assert song.link_status == "broken"
    assert song not in Song.objects.recommendable()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refusal_says_nothing_about_the_video(
    youtube: YouTube, make_song: MakeSong, status: int
) -> None:
    song = make_song()
    youtube.status = status
    tasks.check_link(song.pk)
    song.refresh_from_db()
    assert (song.link_status, song.link_checked_at) == ("unchecked", None)
    assert str(status) in song.link_note


def test_a_page_in_between_says_nothing_about_the_video(
    youtube: YouTube, make_song: MakeSong
) -> None:
    song = make_song()
    youtube.body = b"<html>please log in</html>"
    tasks.check_link(song.pk)
    song.refresh_from_db()
    assert (song.link_status, bool(song.link_note)) == ("unchecked", True)


def test_without_a_network_the_link_stays_unchecked_with_a_message(
    settings: Settings, make_song: MakeSong
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.YOUTUBE_OEMBED_URL = f"http://127.0.0.1:{closed.getsockname()[1]}/oembed"
        song = make_song()
        tasks.check_link(song.pk)
    song.refresh_from_db()
    assert song.link_status == "unchecked"
    assert "연결하지 못해서" in song.link_note


def test_a_silent_server_is_not_waited_for(
    settings: Settings, make_song: MakeSong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.YOUTUBE_OEMBED_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/oembed"
        song = make_song(link_status=Song.LinkStatus.OK)
        tasks.check_link(song.pk)
    song.refresh_from_db()
    assert (song.link_status, bool(song.link_note)) == ("ok", True)
