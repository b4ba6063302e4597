"""Stops the embedded engines when the last process that used them has ended.

A process of its own, so that it also happens after a kill or a crash:
`python -m musicrest_site.embedded.keeper`.
"""

import os
import subprocess
import sys
from pathlib import Path

from musicrest_site.embedded.locks import ALONE, is_free, lock
from musicrest_site.embedded.postgres import postgres
from musicrest_site.embedded.redis import redis
from musicrest_site.embedded.server import start_apart


def keeper_lives(var: Path) -> bool:
    return not is_free(var / "keeper.lock")


def ensure_keeper(var: Path) -> None:
    """Start a keeper for `var` unless one is there; a moment later it is at its post."""
    if not keeper_lives(var):
        start_apart(
            [sys.executable, "-m", __name__, str(var)],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def keep(var: Path) -> None:
    """Wait until nobody uses the engines of `var`, then stop them.

    Whoever wants them in the meantime waits in `embedded.ensure_engines` and starts them anew.
    """
    post = lock(var / "keeper.lock", ALONE)
    lock(var / "users.lock", ALONE)
    for server in (redis(var), postgres(var)):
        server.stop()
    os.close(post)  # before users.lock: who comes in next must see that there is no keeper


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
