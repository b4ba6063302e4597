"""Where the engines keep their sockets, and which system user may reach what."""

import hashlib
import os
import pwd
import stat
import subprocess
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from musicrest_site.embedded.server import EngineError

SOCKET_PATH_MAX = 100  # bytes; Linux allows 107, macOS 103
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"
SYSTEM_USER = "pgserver"


def installed(wheel: str, path: str) -> Path:
    """Where an installed wheel has `path`.

    Raises EngineError, saying how to mend it, where the wheel is missing or lacks it.
    """
    try:
        found = Path(str(distribution(wheel).locate_file(path)))
    except PackageNotFoundError:
        found = None
    if found is None or not found.exists():
        raise EngineError(f"the package {wheel} is missing or broken: run `make install`")
    return found


def system_user() -> str | None:
    """Whom PostgreSQL runs as where we are root, whom it refuses; None for ourselves."""
    return SYSTEM_USER if os.geteuid() == 0 else None


def ensure_user(user: str) -> None:
    try:
        pwd.getpwnam(user)
    except KeyError:
        subprocess.run(["useradd", "--system", user], check=True, capture_output=True)


def private_folder(folder: Path, user: str | None) -> None:
    """Make `folder` where it is not there; only `user` (None: we) may enter it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise EngineError(f"{folder} belongs to somebody else: remove it")
    if user:
        os.chown(folder, owner, -1)
        let_pass(folder)


def let_pass(path: Path) -> None:
    """Let every user pass through the folders above `path`: pass, not look around."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)


def socket_folder(var: Path) -> Path:
    """Where Unix sockets go: `<var>/run`, or a short path where that one would not do.

    A socket's path has a length limit, and a path with spaces would need quoting that the
    clients of these sockets do not agree about.
    """
    folder = var / "run"
    plain = all(c.isascii() and (c.isalnum() or c in "/._-") for c in str(folder))
    if plain and len(str(folder / LONGEST_SOCKET_NAME)) <= SOCKET_PATH_MAX:
        return folder
    digest = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"musicrest-{os.geteuid()}-{digest}"
