"""File locks of the kernel: they end with the process that holds them, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHARED = fcntl.LOCK_SH
ALONE = fcntl.LOCK_EX
ALONE_AT_ONCE = fcntl.LOCK_EX | fcntl.LOCK_NB
SHARED_AT_ONCE = fcntl.LOCK_SH | fcntl.LOCK_NB


def lock(path: Path, kind: int) -> int:
    """Take a lock on `path`; its holder is whoever has the returned descriptor open.

    Programs started later do not inherit it. Raises BlockingIOError for the kinds AT_ONCE
    where somebody else holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Let one process into the block; others wait."""
    descriptor = lock(path, ALONE)
    try:
        yield
    finally:
        os.close(descriptor)


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock on `path` alone; several may ask at once."""
    try:
        os.close(lock(path, SHARED_AT_ONCE))
    except BlockingIOError:
        return False
    return True
