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
from bot.sandbox.clock import SandboxClock
from bot.sandbox.store import Store

ARRIVAL = wall_time(7, 30)
AGE_SECONDS = 3600


class SampleInbox:
    """The days that have arrived in one inbox, kept in the sandbox's file."""

    def __init__(self, store: Store, clock: SandboxClock, inbox: Path | None) -> None:
        """Remember the day of the very first start; without an inbox nothing ever arrives."""
        self._store = store
        self._clock = clock
        self._inbox = inbox
        started_on = store.fact("first_start_on")
        if started_on is None:
            started_on = clock.now().date().isoformat()
            store.keep_fact("first_start_on", started_on)
        self._started_on = date.fromisoformat(started_on)

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
        return datetime.combine(self._started_on + timedelta(days=day), ARRIVAL, self._clock.timezone)

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
