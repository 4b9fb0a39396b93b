"""When all destinations are brought back to their rule: at the start, daily, and when the clock was set back."""

import logging
from datetime import datetime, timedelta

from storage.clock import Clock
from storage.database import Database
from storage.rescheduling import reschedule_all

logger = logging.getLogger(__name__)

_EVERY = timedelta(days=1)
_SET_BACK = timedelta(minutes=5)
"""Clocks are corrected by less all the time."""


class Rescheduler:
    """Looks at the clock before each planning; one a process."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Nothing is done before the first look."""
        self._database, self._clock = database, clock
        self._seen_at: datetime | None = None
        self._done_at: datetime | None = None

    async def reschedule_if_due(self) -> None:
        """Bring all back to their rule where it is time for it."""
        now, seen_at, self._seen_at = self._clock.now(), self._seen_at, self._clock.now()
        is_set_back = seen_at is not None and now < seen_at - _SET_BACK
        if self._done_at is not None and not is_set_back and now < self._done_at + _EVERY:
            return
        moved = await reschedule_all(self._database, now)
        self._done_at = now
        if moved:
            logger.info("schedule.followed moved=%s", moved)
