"""PostgreSQL and Redis by pip, for machines where nobody has named others.

`ensure_engines` comes before Django: it sets the variables that the settings read. Several
processes share the engines of one folder: each holds `users.lock` while it lives, and the
keeper stops the engines when it is the last one left.
"""

import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from musicrest_site.embedded.keeper import ensure_keeper, keeper_lives
from musicrest_site.embedded.locks import SHARED, lock, one_at_a_time
from musicrest_site.embedded.postgres import postgres
from musicrest_site.embedded.redis import redis
from musicrest_site.embedded.server import EngineError, Server
from musicrest_site.environment import VAR

__all__ = [
    "EngineError",
    "ensure_engines",
    "leave_engines",
    "own_engines",
    "start_again",
    "use_local_defaults",
]

ENGINES: dict[str, Callable[[Path], Server]] = {"DATABASE_URL": postgres, "REDIS_URL": redis}
KEY_FILE = "secret_key"
LEAVE_SECONDS = 10
POLL_SECONDS = 0.05

_held: list[int] = []
"""Descriptors of users.lock that this process holds."""

_own: dict[str, Server] = {}
"""Engines that this process started or joined, by their variables."""


def ensure_engines() -> None:
    """Set DATABASE_URL and REDIS_URL where unset, to engines started or joined under var/.

    Starts nothing where both are set. SECRET_KEY comes from var/ where it is unset and `make run`
    has left one there. Raises EngineError with a line for the terminal.
    """
    missing = {name: make for name, make in ENGINES.items() if not os.environ.get(name)}
    try:
        if missing:
            _start(missing)
        if missing or (not os.environ.get("SECRET_KEY") and (VAR / KEY_FILE).exists()):
            use_local_defaults()
    except OSError as error:
        raise EngineError(f"{error.filename or VAR}: {error.strerror}") from error


def _start(missing: dict[str, Callable[[Path], Server]]) -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    _held.append(lock(VAR / "users.lock", SHARED))
    with one_at_a_time(VAR / "start.lock"):
        ensure_keeper(VAR)
        for name, make in missing.items():
            server = make(VAR)
            server.start()
            os.environ[name] = server.url
            _own[name] = server


def own_engines() -> list[Server]:
    """Those that this process started or joined; none where others were named."""
    return list(_own.values())


def start_again(server: Server) -> None:
    """Start an engine that has ended. Raises EngineError."""
    with one_at_a_time(VAR / "start.lock"):
        server.start()


def leave_engines() -> None:
    """Use the engines no longer, and wait a little for them to stop.

    A process that just ends need not call this; the keeper sees it too.
    """
    while _held:
        os.close(_held.pop())
        deadline = time.monotonic() + LEAVE_SECONDS
        while keeper_lives(VAR) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)


def use_local_defaults() -> None:
    """Plain HTTP, and a SECRET_KEY made once and kept under var/, where none are set."""
    os.environ.setdefault("HTTPS", "0")
    if os.environ.get("SECRET_KEY"):
        return
    path = VAR / KEY_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    os.environ["SECRET_KEY"] = path.read_text()
