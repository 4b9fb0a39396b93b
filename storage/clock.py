"""
The application's clock, passed to whatever asks for the time.

Dates, schedules and ages follow it, and the sandbox can move it. Leases and back-off follow
the database's own clock instead, so that two processes never disagree about them.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The current instant, aware, in UTC."""
        return datetime.now(UTC)


class OffsetClock:
    """This machine's time moved by an offset that may change: the sandbox's clock."""

    def __init__(self) -> None:
        """Start with this machine's own time."""
        self.offset = timedelta()

    def now(self) -> datetime:
        """The moved instant, aware, in UTC."""
        return datetime.now(UTC) + self.offset
