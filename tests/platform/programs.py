"""Small programs that use the embedded engines, each a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psutil

from tests.conftest import ROOT, TEST_ENVIRONMENT

USE = """
import json, os, sys
from musicrest_site.embedded import EngineError, ensure_engines
try:
    ensure_engines()
except EngineError as error:
    sys.exit(f"one line: {error}")
names = "DATABASE_URL", "REDIS_URL", "SECRET_KEY"
print(json.dumps({name: os.environ[name] for name in names}), flush=True)
sys.stdin.read()
"""
WAIT_SECONDS = 30


def environment(var: Path, **more: str) -> dict[str, str]:
    """A bare terminal's environment, with data under `var`."""
    bare = {name: value for name, value in os.environ.items() if name not in TEST_ENVIRONMENT}
    bare.pop("HTTPS", None)
    return bare | {"MUSICREST_VAR": str(var)} | more


class User:
    """A process that uses the engines under `var` until it is told to end."""

    def __init__(self, var: Path, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", USE],
            cwd=ROOT,
            env=environment(var, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def variables(self) -> dict[str, Any]:
        """What it sees in its environment once the engines answer."""
        found: dict[str, Any] = json.loads(_stream(self.process.stdout).readline())
        return found

    def end(self) -> str:
        """Let it end; what it said on standard error."""
        return self.process.communicate(timeout=WAIT_SECONDS)[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=WAIT_SECONDS)


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def processes_of(var: Path) -> list[psutil.Process]:
    """Living engines and keepers of `var`."""
    return [p for p in psutil.process_iter(["cmdline"]) if _names(p, str(var))]


def _names(process: psutil.Process, var: str) -> bool:
    return process.pid != os.getpid() and any(var in part for part in process.info["cmdline"] or [])


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether `condition` comes true soon."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
