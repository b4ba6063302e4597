"""`make run` says in one line what is wrong, and leaves nothing running behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import pytest

from musicrest_site import processes, run
from musicrest_site.installation import missing_packages
from tests.conftest import ROOT
from tests.platform.programs import environment, eventually, processes_of
from tests.site import Site

Usage = namedtuple("Usage", "total used free")


def start(var: Path, port: int, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "musicrest_site.run"],
        cwd=ROOT,
        env=environment(var, PORT=str(port), **more),
        capture_output=True,
        text=True,
        timeout=60,
    )


def assert_one_line(finished: subprocess.CompletedProcess[str], words: str) -> None:
    assert finished.returncode not in (0, None)
    assert finished.stderr.count("\n") == 1
    assert words in finished.stderr
    assert "Traceback" not in finished.stdout + finished.stderr


def test_a_port_in_use_is_told_before_anything_is_started(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        finished = start(tmp_path, port)
    assert_one_line(finished, f"PORT={port + 1} make run")
    assert not (tmp_path / "postgres").exists()


def test_a_second_start_names_the_first(site: Site) -> None:
    assert_one_line(start(site.var, 1), site.url)


def test_a_bad_port_is_told_in_one_line(tmp_path: Path) -> None:
    assert_one_line(start(tmp_path, 70_000), "70000")
    finished = subprocess.run(
        [sys.executable, "-m", "musicrest_site.run"],
        cwd=ROOT,
        env=environment(tmp_path, PORT="http"),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert_one_line(finished, "PORT")


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 4 * 1024**2))
    with pytest.raises(run.CannotRun, match="disk full"):
        run.check_folder()


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing_packages() == []
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# one\nDjango==5\n\nno-such-package[extra]==1.0\n")
    monkeypatch.setattr("musicrest_site.installation.REQUIREMENTS", requirements)
    assert missing_packages() == ["no-such-package"]


LAUNCHER = """
import os, sys, time
from pathlib import Path
from musicrest_site import processes
processes.PROCFILE = Path(sys.argv[1])
children = processes.Processes()
children.start(dict(os.environ))
print("started", flush=True)
time.sleep(60)
"""


@pytest.fixture
def procfile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two programs, of which one ignores a polite request and has a child."""
    path = tmp_path / "Procfile"
    path.write_text(
        f"# comment\nweb: exec sleep 60 # {tmp_path}\n"
        f"stubborn: trap '' TERM; sleep 60 & sleep 60; echo {tmp_path}\n"
    )
    monkeypatch.setattr(processes, "PROCFILE", path)
    return path


def test_stopping_ends_all_even_the_stubborn(
    procfile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.5)
    children = processes.Processes()
    children.start(dict(os.environ))
    assert eventually(lambda: len(processes_of(procfile.parent)) >= 1)
    assert children.ended() is None
    children.stop()
    assert children.ended() is not None
    assert processes_of(procfile.parent) == []


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells children of a parent's death")
def test_children_end_with_a_killed_launcher(procfile: Path) -> None:
    procfile.write_text(f"web: exec sh -c 'sleep 60; echo {procfile.parent}'\n")
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(procfile)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with launcher:
        assert launcher.stdout is not None
        assert launcher.stdout.readline() == "started\n"
        assert eventually(lambda: len(processes_of(procfile.parent)) >= 2)
        launcher.send_signal(signal.SIGKILL)
    assert eventually(lambda: not processes_of(procfile.parent))


def test_an_interrupted_start_stops_the_engines(tmp_path: Path) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-m", "musicrest_site.run"],
        cwd=ROOT,
        env=environment(tmp_path, PORT="0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with launcher:
        assert eventually((tmp_path / "redis/redis.pid").exists)
        time.sleep(0.2)
        launcher.send_signal(signal.SIGINT)
        said = launcher.communicate(timeout=60)[0]
    assert launcher.returncode == 0
    assert "Traceback" not in said
    assert processes_of(tmp_path) == []
