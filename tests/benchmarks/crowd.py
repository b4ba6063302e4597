"""How long people wait for an answer while many talk at once.

`python -m tests.benchmarks.crowd 150 300` starts a site of its own on the loopback, lets so many
people say something every ten seconds for a minute, each over a socket, and prints one JSON line a
crowd: seconds until the answer, at the median and the 95th percentile, what was not answered, and
the processor time of web for each message, which a busy machine does not stretch.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import psutil

from tests.site import JSON_PROTOCOL, START_SECONDS, _free_port

ROOT = Path(__file__).resolve().parents[2]
EVERY_SECONDS = 10
ROUNDS = 6
MOST_PEOPLE = 500
PATIENCE_SECONDS = 60
SENTENCES = [
    "오늘 회사에서 실수를 해서 하루 종일 마음이 무거웠어요",
    "친구랑 다퉜는데 먼저 연락하기가 어려워요",
    "드디어 합격해서 너무 기뻐요!",
    "요즘 잠이 잘 안 와서 새벽까지 깨어 있어요",
    "그냥 아무것도 하기 싫은 날이에요",
    "엄마가 제 말을 끝까지 안 들어 줘서 속상해요",
    "내일 발표인데 벌써부터 떨려요",
    "고양이가 아파서 병원에 다녀왔어요",
]


async def person(url: str, cookie: str, waits: list[float], begin: float) -> None:
    """Say something every ten seconds, from a moment of one's own, and time each answer."""
    from websockets.asyncio.client import connect

    await asyncio.sleep(begin)
    async with connect(
        url,
        additional_headers={"Cookie": f"sessionid={cookie}"},
        subprotocols=[JSON_PROTOCOL],  # type: ignore[list-item]
        origin=url.replace("ws", "http", 1).split("/ws/")[0],  # type: ignore[arg-type]
        open_timeout=PATIENCE_SECONDS,
    ) as socket:
        for number in range(ROUNDS):
            began = time.monotonic()
            text = f"{random.choice(SENTENCES)} {number}"  # noqa: S311
            await socket.send(json.dumps({"message": text, "client_id": str(uuid.uuid4())}))
            async with asyncio.timeout(PATIENCE_SECONDS):
                while json.loads(await socket.recv())["type"] != "gauge":
                    pass
            waits.append(time.monotonic() - began)
            await asyncio.sleep(max(0.0, EVERY_SECONDS - waits[-1]))


async def crowd(port: int, web: psutil.Process, doors: list[tuple[str, str]]) -> dict[str, object]:
    """Let everybody talk; `doors` are talks with their persons' sessions."""
    waits: list[float] = []
    busy_before = _busy_seconds(web)
    everybody = [
        person(
            f"ws://127.0.0.1:{port}/ws/chat/{talk}/",
            cookie,
            waits,
            EVERY_SECONDS * number / len(doors),
        )
        for number, (talk, cookie) in enumerate(doors)
    ]
    ended = await asyncio.gather(*everybody, return_exceptions=True)
    return {
        "people": len(doors),
        "messages": len(waits),
        "p50_s": round(statistics.median(waits), 3),
        "p95_s": round(statistics.quantiles(waits, n=20)[-1], 3),
        "longest_s": round(max(waits), 3),
        "web_cpu_ms": round(1000 * (_busy_seconds(web) - busy_before) / len(waits), 1),
        "people_unanswered": sum(1 for end in ended if end is not None),
    }


def _busy_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def doors_of(count: int) -> list[tuple[str, str]]:
    """New people, each logged in and with a talk begun."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.models import User
    from chat import services

    doors = []
    for _ in range(count):
        one = User.objects.create_user(f"crowd-{uuid.uuid4().hex}@example.com")
        session = SessionStore()
        session[SESSION_KEY] = str(one.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = one.get_session_auth_hash()
        session.create()
        doors.append((str(services.start_conversation(owner=one).pk), str(session.session_key)))
    return doors


def start_site(var: Path, port: int) -> subprocess.Popen[bytes]:
    """The whole service under `var`, as `make run` starts it."""
    dropped = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    with (var / "site.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "musicrest_site.run"],
            cwd=ROOT,
            env=kept | {"MUSICREST_VAR": str(var), "PORT": str(port)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def wait_until_ready(var: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while "http://" not in (var / "site.log").read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            sys.exit((var / "site.log").read_text())
        time.sleep(0.5)


def main(sizes: list[int]) -> None:
    with tempfile.TemporaryDirectory(prefix="crowd-") as folder:
        var, port = Path(folder), _free_port()
        site = start_site(var, port)
        try:
            wait_until_ready(var, site)
            os.environ["MUSICREST_VAR"] = folder
            os.environ["DJANGO_SETTINGS_MODULE"] = "musicrest_site.settings"
            from musicrest_site.embedded import ensure_engines, leave_engines

            ensure_engines()
            import django

            django.setup()
            children = psutil.Process(site.pid).children(recursive=True)
            web = next(child for child in children if "uvicorn" in child.cmdline())
            for size in sizes:
                print(json.dumps(asyncio.run(crowd(port, web, doors_of(size)))), flush=True)
            leave_engines()
        finally:
            site.send_signal(signal.SIGINT)
            site.wait(60)


if __name__ == "__main__":
    wanted = [int(argument) for argument in sys.argv[1:]] or [150, 300]
    if max(wanted) > MOST_PEOPLE:
        sys.exit(f"{MOST_PEOPLE} people at most")
    main(wanted)
