"""Everything from one command: `python -m musicrest_site.run`, which `make run` calls.

Checks the machine, starts the engines, brings the data up to date, starts web and worker, waits
until the site is well, and stops it all on Ctrl-C. Whatever is wrong is told in one line.
"""

import errno
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

from musicrest_site.installation import missing_packages

if missing := missing_packages():
    sys.exit(
        f"음악쉼표: 설치되지 않은 패키지가 있어요 (missing: {', '.join(missing)}): make install"
    )

from musicrest_site.embedded import (
    EngineError,
    ensure_engines,
    leave_engines,
    locks,
    own_engines,
    start_again,
    use_local_defaults,
)
from musicrest_site.embedded.server import Server
from musicrest_site.environment import BASE_DIR, VAR, env
from musicrest_site.probe import ailing_parts
from musicrest_site.processes import Processes, commands
from musicrest_site.supervision import CannotStart, CrashLoop, Supervisor, Ward

MAX_PORT = 65_535
MIN_FREE_BYTES = 300 * 1024**2
HEALTHY_SECONDS = 180
POLL_SECONDS = 0.5
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class CannotRun(Exception):
    """The message is the one line that the person at the terminal gets."""


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        run(env.str("HOST", default="127.0.0.1"), _port())
    except KeyboardInterrupt:
        _say("멈췄어요. (stopped)")
    except (CannotRun, EngineError) as error:
        sys.exit(f"음악쉼표: {error}")


def run(host: str, port: int) -> None:
    """Run the site until a signal, or until a part of it cannot be kept running: CannotRun."""
    began = time.monotonic()
    check_folder()
    with _only_one(port):
        _check_port(host, port)
        processes = Processes()
        try:
            _say("데이터베이스를 켜는 중이에요… (starting engines)")
            ensure_engines()
            use_local_defaults()
            _prepare()
            _say("사이트를 켜는 중이에요… (starting web and worker)")
            processes.start(_environment(port))
            _wait_until_well(processes, port)
            _say(f"준비됐어요 ({time.monotonic() - began:.0f}초)  →  http://{host}:{port}")
            _say("직원 계정은 다른 터미널에서 make staff, 멈추려면 Ctrl-C")
            _keep_running(processes)
        finally:
            _ignore_signals()
            processes.stop()
            leave_engines()


def _port() -> int:
    value: str = env.str("PORT", default="8000")
    if not value.isdecimal() or int(value) > MAX_PORT:
        raise CannotRun(f"PORT는 {MAX_PORT} 이하의 수여야 해요 (not a port: {value})")
    return int(value)


def _say(line: str) -> None:
    print(f"음악쉼표: {line}", flush=True)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """What comes now would only interrupt the stopping, whose length is bounded."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def check_folder() -> None:
    try:
        VAR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{VAR} 폴더를 만들 수 없어요 ({error.strerror})") from error
    free = shutil.disk_usage(VAR).free
    if free < MIN_FREE_BYTES:
        raise CannotRun(
            f"디스크가 거의 찼어요: {VAR}에 {free // 1024**2} MB 남음 "
            f"(disk full, {MIN_FREE_BYTES // 1024**2} MB needed)"
        )


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CannotRun(f"{host}:{port}을 열 수 없어요 ({error.strerror})") from error
            raise CannotRun(
                f"{port}번 포트를 다른 프로그램이 쓰고 있어요 (port in use): "
                f"PORT={port + 1} make run"
            ) from error


@contextmanager
def _only_one(port: int) -> Iterator[None]:
    """Hold the folder for this run; the kernel lets go of it however we end."""
    path = VAR / "run.lock"
    try:
        descriptor = locks.lock(path, locks.ALONE_AT_ONCE)
    except BlockingIOError as error:
        raise CannotRun(f"이미 켜져 있어요 (already running): {path.read_text()}") from error
    os.truncate(descriptor, 0)
    os.write(descriptor, f"http://127.0.0.1:{port}, pid {os.getpid()}".encode())
    try:
        yield
    finally:
        os.close(descriptor)


def _prepare() -> None:
    """Bring data up to date, in a process of its own whose memory goes with it."""
    command = [sys.executable, "manage.py", "prepare"]
    finished = subprocess.run(command, cwd=BASE_DIR, start_new_session=True)
    if finished.returncode != 0:
        raise CannotRun("준비하지 못했어요. 위의 줄이 이유예요. (manage.py prepare failed)")


def _environment(port: int) -> dict[str, str]:
    """Ours, with this Python first on the path and numerical libraries kept to few threads."""
    threads = env.str("ENCODER_THREADS", default="2")
    return {
        **dict.fromkeys(THREADS, threads),
        "TOKENIZERS_PARALLELISM": "false",
        "MALLOC_ARENA_MAX": "2",
        "PYTHONUNBUFFERED": "1",
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PORT": str(port),
    }


def _wait_until_well(processes: Processes, port: int) -> None:
    deadline = time.monotonic() + HEALTHY_SECONDS
    while (ailing := ailing_parts(port)) != {}:
        _fail_if_ended(processes)
        if time.monotonic() > deadline:
            reasons = "; ".join(f"{part}: {mend}" for part, mend in (ailing or {}).items())
            raise CannotRun(f"켜지지 않았어요 (not healthy): {reasons or 'no answer'}")
        time.sleep(POLL_SECONDS)


def _keep_running(processes: Processes) -> None:
    """Start engines and processes again where they end; engines first, which the others need."""
    engines = [_ward_of(server) for server in own_engines()]
    programs = [
        Ward(name, partial(processes.lives, name), partial(processes.start_again, name))
        for name in commands()
    ]
    supervisor = Supervisor([*engines, *programs], _say_again)
    try:
        while True:
            supervisor.look()
            time.sleep(POLL_SECONDS)
    except CrashLoop as loop:
        raise CannotRun(
            f"{loop}을(를) 켜도 자꾸 꺼져요. 위의 줄이 이유예요. ({loop}: crash loop)"
        ) from loop


def _ward_of(server: Server) -> Ward:
    def start() -> None:
        try:
            start_again(server)
        except EngineError as error:
            _say(str(error))
            raise CannotStart from error

    return Ward(server.name, lambda: server.process() is not None, start)


def _say_again(name: str, seconds: float) -> None:
    _say(f"{name}이(가) 멈춰서 {seconds:.0f}초 뒤에 다시 켜요. ({name} ended, starting it again)")


def _fail_if_ended(processes: Processes) -> None:
    if name := processes.ended():
        raise CannotRun(f"{name} 프로세스가 끝났어요. 위의 줄이 이유예요. ({name} ended)")


if __name__ == "__main__":
    main()
