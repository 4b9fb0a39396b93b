"""
Stored updates on their way through their handlers: in order within a chat, side by side across chats.

An update that could not be handled stays at the head of its lane and is tried again after a
while; meanwhile it takes no room from other chats.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from storage.updates import StoredUpdate

LANES_AT_ONCE = 8
"""Handlers at work side by side."""
_BACK_OFF_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)

Handle = Callable[[StoredUpdate], Awaitable[bool]]
"""Whether the update is over; False has it tried again."""


class Lanes:
    """Runs updates in order within a lane (a chat) and side by side across lanes."""

    def __init__(self, handle: Handle, *, back_off_seconds: Sequence[float] = _BACK_OFF_SECONDS) -> None:
        """Run each update through `handle`, which never raises."""
        self._handle = handle
        self._back_off_seconds = back_off_seconds
        self._waiting: dict[int, deque[StoredUpdate]] = {}
        self._known: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(LANES_AT_ONCE)
        self._stopping = asyncio.Event()

    def __len__(self) -> int:
        """How many updates wait or are at work."""
        return len(self._known)

    def add(self, updates: Sequence[StoredUpdate]) -> None:
        """Queue updates in their order; those that are here already are passed over."""
        for update in updates:
            if update.id in self._known or self._stopping.is_set():
                continue
            self._known.add(update.id)
            lane = self._waiting.get(update.lane)
            if lane is not None:
                lane.append(update)
                continue
            self._waiting[update.lane] = deque([update])
            task = asyncio.create_task(self._run(update.lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Return once everything queued so far is over."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Let the handlers at work end, and leave what waits to the next start."""
        self._stopping.set()
        await self.drain()

    async def _run(self, lane: int) -> None:
        waiting = self._waiting[lane]
        while waiting and not self._stopping.is_set():
            async with self._room:
                is_over = self._stopping.is_set() or await self._handle(waiting[0])
            if is_over:
                self._known.discard(waiting.popleft().id)
            else:
                await self._pause(waiting[0].tries)
                waiting[0] = replace(waiting[0], tries=waiting[0].tries + 1)
        del self._waiting[lane]

    async def _pause(self, tries: int) -> None:
        seconds = self._back_off_seconds[min(tries, len(self._back_off_seconds) - 1)]
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return
