"""One server program kept in a folder: started or joined, and stopped."""

import atexit
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

START_SECONDS = 60
STOP_SECONDS = 30
POLL_SECONDS = 0.05


_children: list[subprocess.Popen[bytes]] = []
"""Programs meant to outlive what started them."""


@atexit.register
def _let_go() -> None:
    """Python warns when it forgets a living child; of these it shall think they have ended."""
    for child in _children:
        child.returncode = 0


def start_apart(command: Sequence[str | Path], **options: Any) -> subprocess.Popen[bytes]:
    """Start a program that Ctrl-C does not reach: it is stopped after those who use it."""
    _children[:] = [child for child in _children if child.poll() is None]  # collects the ended
    child = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        **options,
    )
    _children.append(child)
    return child


class EngineError(Exception):
    """An engine cannot be started; the message is one line for the person at the terminal."""


@dataclass(frozen=True)
class Server:
    """A program that works in `folder`, writes its id to `pid_file` and answers at `url`.

    Making one touches nothing; `prepare` makes what `start` needs.
    """

    name: str
    command: Sequence[str | Path]
    folder: Path
    pid_file: Path
    url: str
    prepare: Callable[[], None]
    answers: Callable[[], bool]
    stop_signal: signal.Signals
    user: str | None = None
    leftovers: Sequence[Path] = ()
    """What a killed server leaves behind and the next one would take for a living one's."""

    @property
    def log(self) -> Path:
        return self.folder.with_suffix(".log")

    def process(self) -> psutil.Process | None:
        """The running server; None where the pid file is absent, or names another program."""
        try:
            process = psutil.Process(int(self.pid_file.read_text().split()[0]))
            ours = _lives(process) and Path(process.cwd()) == self.folder
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return process if ours else None

    def start(self) -> None:
        """Start it unless it runs, and wait until it answers."""
        child = None if self.process() else self._spawn()
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if (child and child.poll() is not None) or time.monotonic() > deadline:
                raise EngineError(f"{self.name} does not start: {self._last_words()}")
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stop it cleanly; kill it where it does not obey."""
        process = self.process()
        if process is None:
            return
        process.send_signal(self.stop_signal)
        deadline = time.monotonic() + STOP_SECONDS
        while _lives(process):
            if time.monotonic() > deadline:
                process.kill()
                return
            time.sleep(POLL_SECONDS)

    def _spawn(self) -> subprocess.Popen[bytes]:
        self.prepare()
        for path in (self.pid_file, *self.leftovers):
            path.unlink(missing_ok=True)
        with self.log.open("wb") as log:
            return start_apart(
                self.command,
                cwd=self.folder,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
                stdout=log,
                stderr=log,
            )

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return next((line for line in reversed(lines) if line.strip()), f"see {self.log}")


def _lives(process: psutil.Process) -> bool:
    """Whether it runs; an ended one that nobody has collected (there may be no init) does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
