"""Planning waits for what arrives: nothing is planned before all that was there is taken in."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.intake import Intake
from bot.push.instant_planner import InstantPlanner
from bot.push.planning import plan_due
from bot.push.rescheduling import Rescheduler
from storage.clock import Clock
from storage.database import Database
from storage.selection import NewsRules


class PlanningTurn:
    """Plans what is due, one at a time; one a process."""

    def __init__(self, intake: Intake, database: Database, clock: Clock, rules: NewsRules) -> None:
        """Nothing is planned before the first turn."""
        self._intake, self._database, self._clock, self._rules = intake, database, clock, rules
        self._rescheduler = Rescheduler(database, clock)
        self._instant = InstantPlanner(database, rules)
        self._turn = asyncio.Lock()

    async def plan(self) -> None:
        """Record the digests that are due, then what is pushed at once, unless something that arrived is still to be taken in."""
        async with self._turn:
            if self._intake.is_complete:
                await self._rescheduler.reschedule_if_due()
                await plan_due(self._database, self._clock, self._rules)
                await self._instant.plan(self._clock.now())

    async def after(self, move: Callable[[], object], take_in: Callable[[], Awaitable[object]]) -> None:
        """
        Move the clock, and plan nothing before all that arrived with the move is taken in.

        A digest that is due at the new time would otherwise miss its papers.
        """
        async with self._turn:
            self._intake.is_complete = False
            move()
            await take_in()
