"""Signing up and coming back by another provider, the whole way and back, in a browser."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WAIT_MILLISECONDS
from tests.site import Site

EMAIL = "haneul@provider.example"


class Provider(BaseHTTPRequestHandler):
    """Asks whether one may go on, and tells the site who it was."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/person":
            self._answer({"id": "1234", "email": EMAIL, "verified_email": True})
            return
        asked = parse_qs(address.query)
        back = urlencode({"code": "code-of-the-provider", "state": asked["state"][0]})
        page = f'<!doctype html><a href="{asked["redirect_uri"][0]}?{back}">Go on</a>'
        self._send(page.encode(), "text/html")

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["code"] == ["code-of-the-provider"]
        self._answer({"access_token": "token", "token_type": "Bearer"})

    def _answer(self, values: dict[str, Any]) -> None:
        self._send(json.dumps(values).encode(), "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Browser, site: Site, provider: str) -> Iterator[Page]:
    """A browser at a site where Google is switched on and played by `provider`."""
    with site.second_web(
        DJANGO_SETTINGS_MODULE="tests.browser.social_settings",
        PROVIDER_URL=provider,
        GOOGLE_CLIENT_ID="id",
        GOOGLE_CLIENT_SECRET="secret",
    ) as web:
        context = chromium.new_context(base_url=web.url, locale="ko-KR")
        context.set_default_timeout(WAIT_MILLISECONDS)
        yield context.new_page()
        context.close()


def go_by_provider(page: Page, provider: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Google").click()
    page.get_by_role("button", name="이어서 하기").click()
    page.wait_for_url(f"{provider}/**")
    page.get_by_role("link", name="Go on").click()


def test_a_newcomer_signs_up_and_comes_back_by_the_provider(page: Page, provider: str) -> None:
    go_by_provider(page, provider)
    expect(page.locator("input[name=email]")).to_have_value(EMAIL)
    page.locator("input[name=terms]").check()
    page.locator("input[name=sensitive]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/talks/")

    page.context.clear_cookies()
    go_by_provider(page, provider)
    page.wait_for_url("**/talks/")
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text(EMAIL)
