"""What stands before every page: proxies, origins of sockets, providers that are switched on."""

import json
from pathlib import Path
from typing import Any

import pytest
from channels.testing import WebsocketCommunicator
from django.test import Client

from musicrest_site.origins import OwnOrigins
from musicrest_site.processes import commands
from musicrest_site.proxies import behind_proxies
from tests.platform.test_settings import manage

SETTINGS = """
import json
from django.conf import settings
print(json.dumps({
    "form_action": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"],
    "providers": settings.SOCIALACCOUNT_PROVIDERS,
    "subdomains": settings.SECURE_HSTS_INCLUDE_SUBDOMAINS,
    "preload": settings.SECURE_HSTS_PRELOAD,
}))
"""


def settings_with(var: Path, **variables: str) -> dict[str, Any]:
    """Settings as another process reads them from that environment."""
    finished = manage(
        var, "shell", "--verbosity=0", "--command", SETTINGS, SECRET_KEY="x" * 50, **variables
    )
    assert finished.returncode == 0, finished.stderr
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


async def scheme_seen(said: list[str], *, proxy: str = "127.0.0.1") -> str:
    """The scheme of a request that came over `proxy`, which said so in headers of its own."""
    seen: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["scheme"])

    headers = [(b"x-forwarded-proto", value.encode()) for value in said]
    scope = {"type": "http", "scheme": "http", "client": (proxy, 1), "headers": headers}
    await behind_proxies(application)(scope, None, None)
    return seen[0]


@pytest.mark.parametrize(
    ("said", "scheme"),
    [
        (["https"], "https"),
        (["https, http"], "https"),
        (["https,https"], "https"),
        (["HTTPS"], "https"),
        (["https", "http"], "https"),
        (["http, https"], "http"),
        (["gopher"], "http"),
        ([""], "http"),
        ([], "http"),
    ],
)
async def test_however_proxies_write_the_scheme_it_is_read(said: list[str], scheme: str) -> None:
    assert await scheme_seen(said) == scheme


async def test_a_stranger_is_not_believed() -> None:
    assert await scheme_seen(["https"], proxy="203.0.113.9") == "http"


def test_the_server_leaves_the_headers_to_us() -> None:
    assert "--no-proxy-headers" in commands()["web"].split()


@pytest.mark.parametrize(
    "origin",
    ["http://[::1", "http://localhost:port", "http://localhost:99999", "null", "", "http://evil"],
)
async def test_a_socket_from_elsewhere_or_from_nowhere_is_refused(origin: str) -> None:
    reached = False

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal reached
        reached = True

    communicator = WebsocketCommunicator(
        OwnOrigins(application), "/ws/chat/", headers=[(b"origin", origin.encode())]
    )
    connected, _code = await communicator.connect()
    await communicator.disconnect()
    assert not connected
    assert not reached


@pytest.mark.django_db
@pytest.mark.parametrize("provider", ["google", "kakao", "naver", "apple"])
@pytest.mark.parametrize("page", ["login/", "login/callback/"])
def test_a_provider_that_is_off_has_no_page(client: Client, provider: str, page: str) -> None:
    assert client.get(f"/accounts/{provider}/{page}").status_code == 404


def test_nothing_is_said_for_the_whole_domain_unless_asked_for(tmp_path: Path) -> None:
    bare = settings_with(tmp_path)
    assert (bare["subdomains"], bare["preload"]) == (False, False)
    assert bare["form_action"] == ["'self'"]
    assert bare["providers"] == {}


def test_the_environment_switches_on_providers_with_all_they_need(tmp_path: Path) -> None:
    found = settings_with(
        tmp_path,
        HSTS_SUBDOMAINS="1",
        HSTS_PRELOAD="1",
        KAKAO_CLIENT_ID="kakao-id",
        APPLE_CLIENT_ID="apple-id",
        APPLE_CLIENT_SECRET="key-id",
        APPLE_TEAM_ID="team",
        APPLE_CERTIFICATE_KEY="-----BEGIN\\nkey",
    )
    assert (found["subdomains"], found["preload"]) == (True, True)
    assert found["form_action"] == [
        "'self'",
        "https://kauth.kakao.com",
        "https://accounts.kakao.com",
        "https://appleid.apple.com",
    ]
    assert found["providers"]["kakao"]["APP"]["client_id"] == "kakao-id"
    assert found["providers"]["apple"]["APP"] == {
        "client_id": "apple-id",
        "secret": "key-id",
        "key": "team",
        "settings": {"certificate_key": "-----BEGIN\nkey"},
    }


def test_a_provider_without_what_it_needs_stops_the_start(tmp_path: Path) -> None:
    finished = manage(tmp_path, "check", SECRET_KEY="x" * 50, APPLE_CLIENT_ID="apple-id")
    assert finished.returncode != 0
    assert "APPLE_TEAM_ID" in finished.stderr
