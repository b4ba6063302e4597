"""The words the mirror knows, kept in words.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

_WORDS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)


def words(name: str) -> frozenset[str]:
    """The words listed under `name`."""
    return frozenset(_WORDS[name].split())
