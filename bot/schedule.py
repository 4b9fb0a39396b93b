"""
The few jobs that the clock drives. APScheduler only ticks: what is due is data in the database.

A tick that comes late or while its predecessor runs is folded into one; a job that fails is
logged and runs again at its next tick. What fails again and again is told ever more rarely: a full
disk must not be filled further by the log of it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.errors import DatabaseUnavailable, StatementRefused

logger = logging.getLogger(__name__)

_STAGGER_SECONDS = 0.15
"""Jobs that tick together would all at once keep a reader's answer waiting."""
Job = Callable[[], Awaitable[object]]


class Schedule:
    """Jobs at fixed intervals, and a stop that lets running ones finish."""

    def __init__(self) -> None:
        """Prepare; nothing ticks before `start`."""
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._running: set[asyncio.Task[object]] = set()
        self._failures: dict[str, tuple[type[Exception], int]] = {}

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Run `job` soon and every so many seconds, never twice at once, seldom beside another."""
        stagger = timedelta(seconds=_STAGGER_SECONDS * len(self._scheduler.get_jobs()))
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=seconds,
            id=name,
            args=[name, job],
            next_run_time=datetime.now(UTC) + stagger,
        )

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        # A tick that finds its predecessor at work is no event worth a line.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking and wait for running jobs; shutting the scheduler down alone cancels them."""
        self._scheduler.pause()
        while self._running:
            await asyncio.wait(self._running)
        self._scheduler.shutdown(wait=False)

    async def _run(self, name: str, job: Job) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await job()
        except Exception as error:  # noqa: BLE001 (the job runner: one of the two places for it)
            self._tell(name, error)
        else:
            if name in self._failures:
                logger.info("job.recovered name=%s failures=%s", name, self._failures.pop(name)[1])
        finally:
            self._running.discard(task)

    def _tell(self, name: str, error: Exception) -> None:
        """Log the first failure of a kind in a row, the second, the fourth, the eighth and so on."""
        kind, times = self._failures.get(name, (type(error), 0))
        times = times + 1 if kind is type(error) else 1
        self._failures[name] = type(error), times
        if times & (times - 1) == 0:
            # What the database lacks its error says, with the remedy; where it was asked for tells nothing.
            is_plain = isinstance(error, DatabaseUnavailable) and not isinstance(error, StatementRefused)
            logger.error(
                "job.failed name=%s times=%s error=%s",
                name,
                times,
                error,
                exc_info=None if is_plain else error,
            )
