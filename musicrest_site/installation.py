"""Which pinned packages are not installed. Imports the standard library only."""

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def missing_packages() -> list[str]:
    """Names in requirements.txt that are not installed."""
    lines = REQUIREMENTS.read_text().splitlines()
    names = [match.group(1) for line in lines if (match := NAME.match(line))]
    return [name for name in names if not _installed(name)]


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
