"""What has ended is started again, ever later; what ends again and again is given up."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

FIRST_SECONDS = 1.0
"""Before the first new start; doubled with each further end."""

LOOP_ENDS = 5
LOOP_SECONDS = 300.0
"""So many ends within so long are a crash loop."""


class CrashLoop(Exception):
    """The message is the name of what cannot be kept running."""


class CannotStart(Exception):
    """It did not start now; it counts as one more end."""


@dataclass
class Ward:
    """Something to be kept running; `start` may raise CannotStart."""

    name: str
    lives: Callable[[], bool]
    start: Callable[[], None]
    ends: deque[float] = field(default_factory=deque)
    start_at: float | None = None


class Supervisor:
    """Looks after its wards when asked to; `tell` gets a name and the seconds until its start."""

    def __init__(
        self,
        wards: Iterable[Ward],
        tell: Callable[[str, float], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wards = list(wards)
        self._tell = tell
        self._clock = clock

    def look(self) -> None:
        """Start again what has ended and has waited. Raises CrashLoop."""
        for ward in self._wards:
            if ward.start_at is None:
                if not ward.lives():
                    self._plan(ward)
            elif self._clock() >= ward.start_at:
                self._start(ward)

    def _plan(self, ward: Ward) -> None:
        now = self._clock()
        ward.ends.append(now)
        while ward.ends[0] < now - LOOP_SECONDS:
            ward.ends.popleft()
        if len(ward.ends) >= LOOP_ENDS:
            raise CrashLoop(ward.name)
        wait = FIRST_SECONDS * 2 ** (len(ward.ends) - 1)
        ward.start_at = now + wait
        self._tell(ward.name, wait)

    def _start(self, ward: Ward) -> None:
        ward.start_at = None
        try:
            ward.start()
        except CannotStart:
            self._plan(ward)
