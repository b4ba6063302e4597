"""The whole service as `make run` starts it, for tests that talk to it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
from websockets import Origin, Subprotocol
from websockets.sync.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
MANY_TALKS = "1000"
"""An hour; tests that wait for something begin one talk after another."""
START_SECONDS = 300
STOP_SECONDS = 30
PASSWORD = "sol-bandi-93-bom"
JSON_PROTOCOL = "musicrest.v1+json"


@dataclass
class Site:
    """A running service: web, worker, PostgreSQL and Redis of its own."""

    url: str
    var: Path
    process: subprocess.Popen[bytes]

    def sign_up(self) -> Visitor:
        """A new person, logged in."""
        visitor = Visitor(self, f"{uuid.uuid4().hex[:12]}@example.com")
        visitor.post(
            "/accounts/signup/",
            email=visitor.email,
            password1=PASSWORD,
            password2=PASSWORD,
            terms="on",
            sensitive="on",
        )
        return visitor

    @contextmanager
    def worker_away(self) -> Iterator[None]:
        """The worker stands still inside the block, and goes on after it."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        workers = [child for child in children if "celery" in child.cmdline()]
        assert workers
        for worker in workers:
            worker.suspend()
        try:
            yield
        finally:
            for worker in workers:
                worker.resume()

    @contextmanager
    def second_web(self, **variables: str) -> Iterator[Site]:
        """Another web process on the same engines, with these variables; it ends with the block."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        web = next(child for child in children if "uvicorn" in child.cmdline())
        port = _free_port()
        log = (self.var / "second.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "musicrest_site.processes", "web"],
            cwd=ROOT,
            env=web.environ() | {"PORT": str(port)} | variables,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        second = Site(f"http://127.0.0.1:{port}", self.var, process)
        try:
            _wait_until_healthy(second)
            yield second
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)
            log.close()

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command beside the running service."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=_environment(self.var),
            capture_output=True,
            text=True,
            check=True,
            timeout=START_SECONDS,
        )


@dataclass
class Visitor:
    """A person with cookies, over plain HTTP and the JSON socket."""

    site: Site
    email: str
    session: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.site.url + path, timeout=30)

    def post(self, path: str, **form: Any) -> requests.Response:
        if "csrftoken" not in self.session.cookies:
            self.get("/accounts/login/")
        form["csrfmiddlewaretoken"] = self.session.cookies["csrftoken"]
        return self.session.post(
            self.site.url + path, data=form, headers={"Referer": self.site.url}, timeout=30
        )

    def new_talk(self) -> str:
        """The id of a talk just begun."""
        return self.post("/talks/").url.rstrip("/").rsplit("/", 1)[-1]

    def socket(self, talk: str, *, origin: str | None = None) -> ClientConnection:
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.session.cookies)
        return connect(
            self.site.url.replace("http", "ws", 1) + f"/ws/chat/{talk}/",
            additional_headers={"Cookie": cookies},
            origin=Origin(origin or self.site.url),
            subprotocols=[Subprotocol(JSON_PROTOCOL)],
            open_timeout=20,
        )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Started once for all tests that need it; stopped by Ctrl-C as a person would."""
    var = tmp_path_factory.mktemp("site")
    port = _free_port()
    log = (var / "site.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "musicrest_site.run"],
        cwd=ROOT,
        env=_environment(var) | {"PORT": str(port)},
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    running = Site(f"http://127.0.0.1:{port}", var, process)
    try:
        _wait_until_healthy(running)
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 0
        log.close()
        left = [p.pid for p in psutil.process_iter(["cmdline"]) if _names(p, str(var))]
        assert left == [], "the site left processes behind"


def _names(process: psutil.Process, var: str) -> bool:
    return any(var in part for part in process.info["cmdline"] or [])


def _environment(var: Path) -> dict[str, str]:
    """This one without the engines and settings of the test run itself."""
    dropped = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"MUSICREST_VAR": str(var), "TALKS_PER_HOUR": MANY_TALKS}


def _wait_until_healthy(site: Site) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and site.process.poll() is None:
        try:
            if requests.get(site.url + "/healthz", timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    pytest.fail("the site did not start:\n" + (site.var / "site.log").read_text()[-4000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
