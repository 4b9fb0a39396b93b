"""
Sources are polled by their own rhythm, and those that fail are left alone ever longer.

Who polls a source is settled in the database, so that of several processes one does.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

from bot.digests.reports import FileStatus
from bot.digests.sources import looks
from bot.digests.sources.source import SourceFailed
from bot.digests.sources.visiting import OpenedSource, Visit, Visitor
from handlers.escaping import without_keys
from storage.clock import Clock
from storage.database import Database
from storage.named_sources import NamedSource, SourceState
from storage.source_polls import claim_due, settle_poll

logger = logging.getLogger(__name__)

FILLED_DAYS = 30
"""Days that a new source is asked for, as archive."""
_MOST_FETCHES = 40
"""Files of one source in a row, before others have their turn."""
_LONGEST_SECONDS = 1_200.0
"""Of a turn, whatever its server does; less than the lease."""
_LEASE = timedelta(minutes=30)
_LONGEST_PAUSE = timedelta(hours=6)


Opener = Callable[[NamedSource], AbstractAsyncContextManager[OpenedSource]]


class Poller:
    """Polls what is due; one a process."""

    def __init__(self, database: Database, clock: Clock, opened: Opener, visitor: Visitor) -> None:
        """Nothing is asked before the first poll."""
        self._database = database
        self._clock = clock
        self._opened = opened
        self._visitor = visitor
        self._task: asyncio.Task[int] | None = None

    async def poll_due(self) -> int:
        """Poll all sources that are due; how many were. Ends early when it is told to stop."""
        self._task = asyncio.create_task(self._poll_due())
        try:
            return await self._task
        except asyncio.CancelledError:
            if self._task.cancelled():
                return 0
            raise

    def stop(self) -> None:
        """End what is under way; it begins anew when its source is due again."""
        if self._task is not None:
            self._task.cancel()

    async def _poll_due(self) -> int:
        polled = 0
        while True:
            now = self._clock.now()
            async with self._database.transaction() as session:
                state = await claim_due(session, now, now + _LEASE)
            if state is None:
                return polled
            await self._poll(state)
            polled += 1

    async def _poll(self, state: SourceState) -> None:
        now = self._clock.now()
        visit, rhythm, is_done = Visit(), looks.FRESH, False
        try:
            async with self._opened(state.named) as opened, asyncio.timeout(_LONGEST_SECONDS) as bound:
                rhythm = opened.rhythm
                is_filling = state.filled_at is None
                days = days_until(opened.today(now), FILLED_DAYS if is_filling else looks.AWAITED.days)
                due = await self._visitor.due(state, opened, days)
                await self._visitor.visit(state, opened, due[:_MOST_FETCHES], visit, is_archive=is_filling)
                is_done = len(due) <= _MOST_FETCHES
        except SourceFailed as failure:
            visit.problem, visit.retry_after = str(failure), failure.retry_after
        except TimeoutError:
            if not bound.expired():
                raise
            if not visit.reports:
                visit.problem = (
                    f"nothing came of it in {_LONGEST_SECONDS / 60:.0f} minutes; its server is too slow"
                )
        self._tell(state, visit, is_done=is_done)
        wait = _pause(visit, rhythm, state.failures) if visit.problem else rhythm
        async with self._database.transaction() as session:
            await settle_poll(
                session,
                state.id,
                now=now,
                next_poll_at=now + wait if is_done or visit.problem else now,
                is_good=visit.is_good,
                is_filled=is_done,
                problem=visit.problem,
            )

    def _tell(self, state: SourceState, visit: Visit, *, is_done: bool) -> None:
        if state.filled_at is None and is_done:
            logger.info(
                "source.filled name=%s; its last %s days are searched, what comes from now on is pushed",
                state.named.name,
                FILLED_DAYS,
            )
        if visit.problem and not state.problem:
            logger.warning("source.failed name=%s error=%s", state.named.name, visit.problem)
        elif state.problem and not visit.problem:
            logger.info("source.back name=%s failures=%s", state.named.name, state.failures)
        for report in visit.reports:
            if report.status is FileStatus.REFUSED:
                logger.warning("digest.refused path=%s reason=%s", without_keys(report.path), report.reason)
            elif report.status is FileStatus.INGESTED:
                logger.info(
                    "digest.ingested path=%s new=%d changed=%d rejected=%d",
                    without_keys(report.path),
                    report.new,
                    report.changed,
                    len(report.rejected),
                )


def days_until(last: date, count: int) -> list[date]:
    """`count` days that end with `last`, the newest first: what readers wait for comes before the past."""
    return [last - timedelta(days=number) for number in range(count)]


def _pause(visit: Visit, rhythm: timedelta, failures: int) -> timedelta:
    own = min(rhythm * (1 << min(failures, 10)), max(_LONGEST_PAUSE, rhythm))
    return max(own, visit.retry_after or timedelta())
