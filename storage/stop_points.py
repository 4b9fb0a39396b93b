"""
Named places at which the process can be made to die, so that tests can ask what a crash there leaves.

Without CHENBAO_STOP_AT they do nothing. What dies here dies as by kill -9: no handler runs, no
buffer is written, nothing is rolled back but by the database itself.
"""

import os
import signal
from collections import Counter


class StopPoints:
    """Where to die: `name`, or `name:3` for the third time the place is reached."""

    def __init__(self) -> None:
        """Nowhere at first."""
        self._name, self._time = "", 1
        self._reached: Counter[str] = Counter()

    def arm(self, place: str | None) -> None:
        """Die at `place`; None disarms."""
        name, _, time = (place or "").partition(":")
        self._name, self._time = name, int(time or 1)
        self._reached.clear()

    def reached(self, name: str) -> None:
        """The process is at `name` now."""
        if name != self._name:
            return
        self._reached[name] += 1
        if self._reached[name] == self._time:
            os.kill(os.getpid(), signal.SIGKILL)


_points = StopPoints()
arm, reached = _points.arm, _points.reached
