"""
Sample digests that arrive day by day as the sandbox's clock goes.

The digest of a date arrives on the morning after it. Each file appears whole, under a name
that was never half-written, and old enough that a watcher need not wait for it to rest.
"""

import os
import time
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from typing import Any

from bot.sandbox import samples
from bot.sandbox.clock import MORNING, SandboxClock
from bot.sandbox.store import Store

ARRIVAL = wall_time(7, 30)
AGE_SECONDS = 3600
_FIRST_PAUSE = timedelta(minutes=1)
"""From the very first start to news: what is there already counts as archive."""


class SampleInbox:
    """The days that have arrived in one inbox, kept in the sandbox's file."""

    def __init__(self, store: Store, clock: SandboxClock, inbox: Path | None) -> None:
        """Remember the day of the very first start; without an inbox nothing ever arrives."""
        self._store = store
        self._clock = clock
        self._inbox = inbox
        started_at = store.fact("first_start_at")
        if started_at is None:
            started_at = clock.now().isoformat()
            store.keep_fact("first_start_at", started_at)
        self._started_at = datetime.fromisoformat(started_at)
        self._started_on = _day_of(self._started_at)

    @property
    def arrived_days(self) -> int:
        """How many days' files were written."""
        return int(self._store.fact("arrived_days", 0))

    def next_arrival(self) -> datetime | None:
        """When the next day's files are due; None where none will come."""
        day = self.arrived_days
        if self._inbox is None or day >= samples.SAMPLE_DAYS:
            return None
        if day == 0:
            return datetime.combine(self._started_on, wall_time.min, self._clock.timezone)
        arrival = datetime.combine(self._started_on + timedelta(days=day), ARRIVAL, self._clock.timezone)
        return max(arrival, self._started_at + _FIRST_PAUSE)

    def deliver(self, until: datetime) -> bool:
        """
        Write every day that is due by an instant; whether any was.

        Raises:
            OSError: the inbox cannot be written; the days written before count as arrived.
        """
        arrived = False
        while (due := self.next_arrival()) is not None and due <= until:
            day = self.arrived_days
            for name, text in samples.files(self._started_on - timedelta(days=1), day):
                self._write(name, text)
            with self._store.transaction():
                self._store.keep_fact("arrived_days", day + 1)
            arrived = True
        return arrived

    def as_json(self) -> dict[str, Any]:
        """What the page is told."""
        due = self.next_arrival()
        return {
            "days": samples.SAMPLE_DAYS if self._inbox else 0,
            "arrived": self.arrived_days,
            "next_on": due.date().isoformat() if due else None,
        }

    def _write(self, name: str, text: str) -> None:
        if self._inbox is None:
            return
        self._inbox.mkdir(parents=True, exist_ok=True)
        unfinished = self._inbox / f".{name}.part"
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        rested_at = time.time() - AGE_SECONDS
        os.utime(unfinished, (rested_at, rested_at))
        unfinished.rename(self._inbox / name)


def _day_of(start: datetime) -> date:
    """The day a start belongs to: one in the small hours to the day before, so that the next morning has news."""
    return start.date() if start.time() >= MORNING else start.date() - timedelta(days=1)
