"""
Sources are polled by their own rhythm, and those that fail are left alone ever longer.

Who polls a source is settled in the database, so that of several processes one does.
"""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, timedelta

from bot.digests.reports import FileStatus
from bot.digests.sources import looks
from bot.digests.sources.source import SourceFailed
from bot.digests.sources.turn import Turn, TurnOver
from bot.digests.sources.visiting import OpenedSource, Visit, Visitor
from handlers.escaping import without_keys
from storage.clock import Clock
from storage.database import Database
from storage.named_sources import NamedSource, SourceState
from storage.source_polls import claim_due, is_any_due, poll_now, settle_poll

logger = logging.getLogger(__name__)

FILLED_DAYS = 30
"""Days that a new source is asked for, as archive."""
_MOST_FETCHES = 40
"""Files of one source in a row, before others have their turn."""
_LONGEST_SECONDS = 1_200.0
"""Of a turn, whatever its server does; less than the lease."""
_TOO_SLOW = f"nothing came of it in {_LONGEST_SECONDS / 60:.0f} minutes; its server is too slow"
_FILLED = "source.filled name=%s; its last %s days are searched, what comes from now on is pushed"
_EMPTY = "source.filled name=%s; nothing came for its last %s days, what comes from now on is pushed"
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
        self._turn: Turn | None = None
        self._is_stopping = False

    async def poll_due(self) -> int:
        """Poll all sources that are due; how many were. Ends early when it is told to stop."""
        polled = 0
        while not self._is_stopping and (state := await self._claimed()):
            self._turn = Turn(_LONGEST_SECONDS)
            await self._poll(state, self._turn)
            polled += 1
        return polled

    def stop(self) -> None:
        """Break off what is asked; what came is kept, and the source is due again at once."""
        self._is_stopping = True
        if self._turn is not None:
            self._turn.stop()

    async def _claimed(self) -> SourceState | None:
        now = self._clock.now()
        async with self._database.reading() as session:
            if not await is_any_due(session, now):
                return None
        async with self._database.transaction() as session:
            return await claim_due(session, now, now + _LEASE)

    async def _poll(self, state: SourceState, turn: Turn) -> None:
        now = self._clock.now()
        visit, rhythm, is_done = Visit(), looks.FRESH, False
        try:
            async with self._opened(state.named) as opened:
                rhythm = opened.rhythm
                is_done = await self._visited(state, opened, visit, turn)
        except SourceFailed as failure:
            visit.problem, visit.retry_after = str(failure), failure.retry_after
        except TurnOver:
            if turn.is_stopped and not visit.reports:
                await self._give_back(state)
                return
            if not visit.reports:
                visit.problem = _TOO_SLOW
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

    async def _visited(self, state: SourceState, opened: OpenedSource, visit: Visit, turn: Turn) -> bool:
        """Ask for what is due; whether nothing is left of it."""
        is_filling = state.filled_at is None
        last = opened.today(self._clock.now())
        days = days_until(last, FILLED_DAYS if is_filling else looks.AWAITED.days)
        due = await self._visitor.due(state, opened, days, turn)
        some = due[:_MOST_FETCHES]
        await self._visitor.visit(state, opened, some, visit, turn, is_archive=is_filling)
        return len(due) <= _MOST_FETCHES

    async def _give_back(self, state: SourceState) -> None:
        """It was claimed and nothing came of it: it is due again, and fares as it did."""
        async with self._database.transaction() as session:
            await poll_now(session, state.id, self._clock.now())

    def _tell(self, state: SourceState, visit: Visit, *, is_done: bool) -> None:
        if state.filled_at is None and is_done:
            has_come = visit.has_readable or state.good_at is not None
            logger.info(_FILLED if has_come else _EMPTY, state.named.name, FILLED_DAYS)
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
