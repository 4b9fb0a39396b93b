"""
Inline queries on their way to an answer: the newest of each person alone.

Clients send one with every letter and wait for seconds only, so these are the one kind of update
that is not stored: after a crash nobody waits for the answer any more. What has to wait here is
replaced by the same person's next one, and dropped where too many people wait.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Handle = Callable[[dict[str, Any]], Awaitable[None]]

AT_ONCE = 4
"""Searches for inline queries side by side; commands have their own lanes."""
MOST_WAITING = 200
"""People who wait; the one who has waited longest gives way."""


class InlineQueries:
    """Hands on inline queries, one of a person at a time."""

    def __init__(self, handle: Handle) -> None:
        """Answer each update that is not overtaken through `handle`, which never raises."""
        self._handle = handle
        self._waiting: dict[int, dict[str, Any]] = {}
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, person_id: int, update: dict[str, Any]) -> None:
        """Take a person's query in the place of an earlier one that still waits."""
        self._waiting[person_id] = update
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._begin()

    async def drain(self) -> None:
        """Return once everything that waits is answered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self) -> None:
        idle = [person_id for person_id in self._waiting if person_id not in self._busy]
        for person_id in idle[: AT_ONCE - len(self._busy)]:
            self._busy.add(person_id)
            task = asyncio.create_task(self._run(person_id, self._waiting.pop(person_id)))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _run(self, person_id: int, update: dict[str, Any]) -> None:
        try:
            await self._handle(update)
        finally:
            self._busy.discard(person_id)
            self._begin()
