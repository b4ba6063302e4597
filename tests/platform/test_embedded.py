"""PostgreSQL and Redis start where none are named, are shared, and stop with their last user."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from musicrest_site.embedded import folders
from musicrest_site.embedded.server import EngineError
from tests.platform.programs import User, eventually, processes_of


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A data folder; no engine of it outlives the test."""
    yield tmp_path / "var"
    assert eventually(lambda: not processes_of(tmp_path))


def postmaster(var: Path) -> str:
    return (var / "postgres/postmaster.pid").read_text().split()[0]


def test_data_and_key_are_there_again_at_the_second_start(var: Path) -> None:
    first = User(var)
    seen = first.variables()
    with psycopg.connect(seen["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("CREATE EXTENSION vector")
    with redis.Redis.from_url(seen["REDIS_URL"]) as client:
        client.set("kept", "말")
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((var / "run").stat().st_mode) == 0o700
    first.end()

    second = User(var)
    again = second.variables()
    assert again == seen
    with psycopg.connect(again["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    with redis.Redis.from_url(again["REDIS_URL"]) as client:
        assert client.get("kept") == "말".encode()
    second.end()


def test_engines_are_shared_and_stop_after_the_last_user_even_a_killed_one(var: Path) -> None:
    first, second = User(var), User(var)
    first.variables()
    second.variables()
    server = postmaster(var)
    first.end()
    third = User(var)
    with psycopg.connect(third.variables()["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    assert postmaster(var) == server
    second.kill()
    third.kill()
    assert eventually(lambda: not processes_of(var))


def test_users_in_quick_succession_leave_nothing_running(var: Path) -> None:
    for _ in range(6):  # each comes while the keeper of the one before is stopping the engines
        user = User(var)
        user.variables()
        user.end()
    assert eventually(lambda: not processes_of(var))


def test_what_a_crash_left_behind_does_not_stop_the_next_start(var: Path) -> None:
    first = User(var)
    first.variables()
    lock_file = (var / "postgres/postmaster.pid").read_text().split("\n", 1)[1]
    first.end()
    assert eventually(lambda: not processes_of(var))
    stale = f"{os.getpid()}\n{lock_file}"  # the number of a living process, not of a server
    (var / "postgres/postmaster.pid").write_text(stale)
    (var / "run/.s.PGSQL.5432.lock").write_text(stale)
    (var / "redis/redis.pid").write_text(str(os.getpid()))
    second = User(var)
    assert second.variables()["DATABASE_URL"]
    second.end()


@pytest.mark.parametrize("name", ["내 음악 쉼표", "long" * 30], ids=["spaces", "long"])
def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    user = User(tmp_path / name)
    seen = user.variables()
    with psycopg.connect(seen["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with redis.Redis.from_url(seen["REDIS_URL"]) as client:
        assert client.ping()
    user.end()
    assert eventually(lambda: not processes_of(tmp_path))


def test_named_engines_are_used_and_none_are_started(var: Path) -> None:
    user = User(var, DATABASE_URL="postgresql://db/x", REDIS_URL="redis://r", SECRET_KEY="s")
    assert user.variables()["REDIS_URL"] == "redis://r"
    assert user.end() == ""
    assert not var.exists()


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    user = User(tmp_path / "file" / "var")
    said = user.end()
    assert said.startswith("one line:")
    assert said.count("\n") == 1


def test_a_missing_wheel_is_named_with_its_remedy() -> None:
    with pytest.raises(EngineError, match=r"no-such-wheel is missing.*make install"):
        folders.installed("no-such-wheel", "bin/server")
