"""The sandbox's clock: this machine's time, moved by an offset that outlives a restart."""

import time
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.store import Store

MORNING = wall_time(8, 0)


class SandboxClock:
    """Tells the moved time; only ever moved forward."""

    def __init__(self, store: Store, timezone: str) -> None:
        """Take up the offset kept in the file."""
        self._store = store
        self.timezone = ZoneInfo(timezone)
        self.offset_seconds = float(store.fact("clock_offset_seconds", 0.0))

    def timestamp(self) -> float:
        """The moved instant in Unix seconds."""
        return time.time() + self.offset_seconds

    def uptime_seconds(self) -> float:
        """Real seconds since some fixed instant, for what the moved clock must not touch."""
        return time.monotonic()

    def now(self) -> datetime:
        """The moved instant, in the page's zone."""
        return datetime.fromtimestamp(self.timestamp(), self.timezone)

    def seconds_to_next_morning(self) -> float:
        """How far away the coming 08:00 is in the page's zone."""
        now = self.now()
        morning = datetime.combine(now.date(), MORNING, self.timezone)
        if morning <= now:
            morning = datetime.combine(now.date() + timedelta(days=1), MORNING, self.timezone)
        return (morning.astimezone(UTC) - now.astimezone(UTC)).total_seconds()

    def advance(self, seconds: float) -> None:
        """Move forward and remember it."""
        self.offset_seconds += seconds
        self._store.keep_fact("clock_offset_seconds", self.offset_seconds)

    def as_json(self) -> dict[str, Any]:
        """What the page and the bot are told."""
        return {
            "now": self.now().isoformat(timespec="seconds"),
            "timezone": self.timezone.key,
            "offset_seconds": self.offset_seconds,
        }
