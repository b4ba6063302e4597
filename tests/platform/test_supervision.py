"""What ends is started again and said so; what ends again and again is given up."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import requests

from musicrest_site.embedded.postgres import postgres
from musicrest_site.embedded.redis import redis
from musicrest_site.embedded.server import Server
from musicrest_site.supervision import LOOP_SECONDS, CannotStart, CrashLoop, Supervisor, Ward
from tests.platform.programs import eventually
from tests.site import Site


class World:
    """Time, one program, and what was told of it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.lives = True
        self.starts: list[float] = []
        self.told: list[float] = []
        self.can_start = True
        ward = Ward("web", lambda: self.lives, self.start)
        self.supervisor = Supervisor(
            [ward], lambda name, wait: self.told.append(wait), lambda: self.now
        )

    def start(self) -> None:
        if not self.can_start:
            raise CannotStart
        self.starts.append(self.now)
        self.lives = True

    def go_on(self, seconds: float) -> None:
        for _ in range(int(seconds * 2)):
            self.supervisor.look()
            self.now += 0.5


def test_what_lives_is_left_alone() -> None:
    world = World()
    world.go_on(100)
    assert world.starts == world.told == []


def test_each_further_end_waits_twice_as_long_and_is_told() -> None:
    world = World()
    for _ in range(4):
        world.lives = False
        world.go_on(10)
    assert world.told == [1, 2, 4, 8]
    assert [start % 10 for start in world.starts] == [1, 2, 4, 8]


def test_a_crash_loop_ends_it_by_name() -> None:
    world = World()
    for _ in range(4):
        world.lives = False
        world.go_on(10)
    world.lives = False
    with pytest.raises(CrashLoop, match="web"):
        world.go_on(10)


def test_what_cannot_be_started_is_a_crash_loop_too() -> None:
    world = World()
    world.lives = world.can_start = False
    with pytest.raises(CrashLoop):
        world.go_on(60)


def test_ends_far_apart_are_no_loop() -> None:
    world = World()
    for _ in range(20):
        world.lives = False
        world.go_on(LOOP_SECONDS / 3)
    assert set(world.told[4:]) == {8}


def program(site: Site, word: str) -> psutil.Process:
    children = psutil.Process(site.process.pid).children(recursive=True)
    return next(child for child in children if word in " ".join(child.cmdline()))


def server(make: Callable[[Path], Server]) -> Callable[[Site], psutil.Process]:
    def found(site: Site) -> psutil.Process:
        process = make(site.var).process()
        assert process is not None
        return process

    return found


PARTS: dict[str, Callable[[Site], psutil.Process]] = {
    "web": lambda site: program(site, "uvicorn"),
    "worker": lambda site: program(site, "default,analysis"),
    "Redis": server(redis),
    "PostgreSQL": server(postgres),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_killed_is_back_by_itself_and_make_run_says_so(
    site: Site, name: str
) -> None:
    killed = PARTS[name](site)
    killed.kill()
    log = site.var / "site.log"
    assert eventually(lambda: f"({name} ended, starting it again)" in log.read_text())
    assert eventually(lambda: _is_another(PARTS[name], site, killed))
    deadline = time.monotonic() + 90
    while not _is_well(site):
        assert time.monotonic() < deadline, log.read_text()[-3000:]
        time.sleep(0.2)
    assert site.process.poll() is None


def _is_another(find: Callable[[Site], psutil.Process], site: Site, killed: psutil.Process) -> bool:
    try:
        return find(site).pid != killed.pid
    except (StopIteration, AssertionError, psutil.Error):
        return False


def _is_well(site: Site) -> bool:
    try:
        return requests.get(site.url + "/healthz", timeout=5).ok
    except requests.RequestException:
        return False
