"""The programs of the Procfile, started together and stopped together.

`python -m musicrest_site.processes web` becomes one of them, as containers do.
"""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

PROCFILE = Path(__file__).resolve().parent.parent / "Procfile"
LINE = re.compile(r"^(\w+):\s*(.+)$", re.MULTILINE)
STOP_SECONDS = 15
POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1


def commands() -> dict[str, str]:
    """Shell commands by their names in the Procfile."""
    return dict(LINE.findall(PROCFILE.read_text()))


class Processes:
    """Child processes by their names."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._environment: dict[str, str] = {}

    def start(self, environment: dict[str, str]) -> None:
        """Start all."""
        self._environment = environment
        for name in commands():
            self._spawn(name)

    def start_again(self, name: str) -> None:
        """Start one that has ended, once nothing that it started is left."""
        _kill_group(self._children[name].pid)
        self._spawn(name)

    def lives(self, name: str) -> bool:
        return self._children[name].poll() is None

    def ended(self) -> str | None:
        """The name of one that has ended."""
        return next((name for name, c in self._children.items() if c.poll() is not None), None)

    def _spawn(self, name: str) -> None:
        """In a session of its own: Ctrl-C reaches us alone."""
        self._children[name] = subprocess.Popen(
            ["sh", "-c", commands()[name]],
            cwd=PROCFILE.parent,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def stop(self) -> None:
        """Ask all to end; kill, with whatever they started, those that do not in time."""
        living = [child for child in self._children.values() if child.poll() is None]
        for child in living:
            child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while any(child.poll() is None for child in living) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        for child in self._children.values():
            _kill_group(child.pid)
            child.wait()


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _end_with_parent() -> None:
    """On Linux, have the kernel stop a child whose launcher was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    os.execvp("sh", ["sh", "-c", commands()[sys.argv[1]]])  # noqa: S606
