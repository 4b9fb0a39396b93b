"""
Marks of answers that were sent: gathered for a moment, then made by one commit.

A mark is news about what has happened already, so nobody waits for it. A process that dies before
it sends the answer once more; where the database fails us the marks wait here.
"""

import asyncio
import logging

from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.updates import mark_answered, mark_dropped

logger = logging.getLogger(__name__)

_GATHER_SECONDS = 0.02
"""How long a mark waits for others: a commit for each would slow down those who wait for theirs."""
_PAUSE_SECONDS = 2.0


class AnswerMarks:
    """Marks updates as answered, or as dropped, soon."""

    def __init__(self, database: Database) -> None:
        """Mark in `database`."""
        self._database = database
        self._answered: list[int] = []
        self._dropped: list[int] = []
        self._task: asyncio.Task[None] | None = None

    def answered(self, update_id: int) -> None:
        """The answer of an update was sent."""
        self._answered.append(update_id)
        self._begin()

    def dropped(self, update_id: int) -> None:
        """An update is one of too many."""
        self._dropped.append(update_id)
        self._begin()

    def is_dropping(self, update_id: int) -> bool:
        """Whether an update is still to be marked as dropped."""
        return update_id in self._dropped

    async def drain(self) -> None:
        """Return once all marks so far are made."""
        while self._task is not None:
            await asyncio.wait({self._task})

    def _begin(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._make())

    async def _make(self) -> None:
        try:
            while self._answered or self._dropped:
                await asyncio.sleep(_GATHER_SECONDS)
                try:
                    await self._make_once()
                except DatabaseUnavailable as error:
                    logger.warning("marks.waiting error=%s", error)
                    await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            self._task = None

    async def _make_once(self) -> None:
        answered, dropped = self._answered[:], self._dropped[:]
        async with self._database.transaction(is_durable=False) as session:
            if answered:
                await mark_answered(session, answered)
            if dropped:
                await mark_dropped(session, dropped)
        del self._answered[: len(answered)]
        del self._dropped[: len(dropped)]
