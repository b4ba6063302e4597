"""The web server as it is run: bounded frames, cacheable files, nothing said about itself."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import requests
from websockets import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.site import Site

FRAME_LIMIT = 65_536  # bytes, in the Procfile


def read_to_the_end(socket: ClientConnection) -> None:
    while True:
        socket.recv(timeout=20)


def test_an_oversized_frame_ends_the_socket_and_not_the_site(site: Site) -> None:
    visitor = site.sign_up()
    talk = visitor.new_talk()
    with visitor.socket(talk) as socket:
        socket.send("x" * (FRAME_LIMIT + 1))
        with pytest.raises(ConnectionClosed) as closed:
            read_to_the_end(socket)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
    assert visitor.get(f"/talks/{talk}/").status_code == 200


def test_files_have_names_that_may_be_kept_for_ever(site: Site) -> None:
    page = requests.get(site.url, timeout=10)
    style = re.search(r'href="(/static/css/tokens\.[0-9a-f]{12}\.css)"', page.text)
    assert style is not None
    file = requests.get(site.url + style.group(1), timeout=10)
    assert file.headers["Content-Type"].startswith("text/css")
    assert "immutable" in file.headers["Cache-Control"]


def test_responses_do_not_name_the_server_and_carry_the_policy(site: Site) -> None:
    headers = requests.get(site.url, timeout=10).headers
    assert "Server" not in headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_two_hundred_page_loads_at_once_all_succeed(site: Site) -> None:
    visitor = site.sign_up()
    path = f"/talks/{visitor.new_talk()}/"

    def load(_: int) -> int:
        return requests.get(
            site.url + path, cookies=visitor.session.cookies.get_dict(), timeout=60
        ).status_code

    with ThreadPoolExecutor(200) as browsers:
        assert Counter(browsers.map(load, range(200))) == {200: 200}
    with psycopg.connect(f"postgresql://postgres@/postgres?host={site.var}/run") as database:
        counted = database.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname IS NOT NULL"
        )
        row = counted.fetchone()
    assert row is not None
    assert row[0] <= 40
