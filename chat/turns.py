"""Fair turns: of each person one piece of work at a time is in the pool, the others wait.

So the pool's queue holds each person once, and whoever floods it delays nobody but themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MOST_WAITING = 20
"""Pieces of work of one person that may wait; a page waits with one, whatever it sends."""


class Crowded(Exception):
    """Too much of one person's work waits already."""


@dataclass
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turns:
    """Lines of people, each known by an id, in one event loop."""

    def __init__(self) -> None:
        self._lines: dict[int, _Line] = {}

    @asynccontextmanager
    async def of(self, person_id: int) -> AsyncIterator[None]:
        """Wait until it is this piece of work's turn, in the order of coming.

        Raises:
            Crowded: where `MOST_WAITING` are waiting.
        """
        line = self._lines.setdefault(person_id, _Line())
        if line.length > MOST_WAITING:
            raise Crowded
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[person_id]
