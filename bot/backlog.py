"""
What waits in the database: updates beyond what memory holds, and answers whose time comes later.

Updates go straight on to their lanes as long as there is room and none waits before them. Else
they stay where they are stored anyway and are fetched in order of arrival. The same way leads
back to updates of which we do not know whether their storing was committed.
"""

from collections.abc import Sequence

from bot.lanes import LANES_AT_ONCE, Lanes
from handlers.services import Services
from storage.kept_answers import chats_with_kept_answers, due_answers, interrupted_answers
from storage.updates import StoredUpdate, suspect_waiting_updates, waiting_updates

MOST_IN_MEMORY = 500


class Backlog:
    """Feeds the lanes, never with more than memory is meant to hold."""

    def __init__(self, lanes: Lanes, services: Services) -> None:
        """Feed `lanes` from the database of `services`."""
        self._lanes = lanes
        self._services = services
        self._is_behind = False
        """Whether updates wait in the database that no lane knows."""
        self._left = 0
        """How often updates were left there."""

    @property
    def is_busy(self) -> bool:
        """Whether there is work for all lanes, so that what came now would not be begun."""
        return len(self._lanes) >= LANES_AT_ONCE

    async def recover(self) -> None:
        """Take up what the last process left: first what to answer, then what to handle."""
        async with self._services.database.transaction() as session:
            interrupted = await interrupted_answers(session)
            self._services.held_chats.update(await chats_with_kept_answers(session))
            await suspect_waiting_updates(session, MOST_IN_MEMORY)
        self._lanes.add(interrupted)
        self.look_again()
        await self.fetch()

    def take(self, updates: Sequence[StoredUpdate]) -> None:
        """Hand on what was just stored, or leave it where it is."""
        if self._is_behind or len(self._lanes) + len(updates) > MOST_IN_MEMORY:
            self.look_again()
        else:
            self._lanes.add(updates)

    def look_again(self) -> None:
        """The database may hold what we do not know of."""
        self._is_behind = True
        self._left += 1

    async def fetch(self) -> None:
        """Fetch what there is room for, and answers whose time has come."""
        if self._is_behind and len(self._lanes) <= MOST_IN_MEMORY // 2:
            await self._fetch_waiting()
        if self._services.held_chats:
            async with self._services.database.reading() as session:
                self._lanes.add(await due_answers(session))

    async def _fetch_waiting(self) -> None:
        left = self._left
        async with self._services.database.reading() as session:
            found = await waiting_updates(session, MOST_IN_MEMORY)
        self._lanes.add([one for one in found if not self._services.marks.is_dropping(one.id)])
        if left == self._left and len(found) < MOST_IN_MEMORY:
            self._is_behind = False
