"""
What the page is told as it happens.

Kept in memory only: a page that comes back after a restart, or after too long, is told to
load the state again.
"""

import asyncio
from collections import deque
from typing import Any

from bot.sandbox.store import Store

KEPT_EVENTS = 2000
IDS_PER_RUN = 1_000_000_000


class Events:
    """The latest events, and those who wait for the next one."""

    def __init__(self, store: Store) -> None:
        """Start above every number that an earlier run may have given."""
        self._events: deque[dict[str, Any]] = deque(maxlen=KEPT_EVENTS)
        self._waiting: set[asyncio.Future[None]] = set()
        self.first_event = self.last_event = int(store.fact("first_event", 0))
        store.keep_fact("first_event", self.first_event + IDS_PER_RUN)

    def add(self, event_type: str, **content: Any) -> None:
        """Record one event and wake those who wait."""
        self.last_event += 1
        self._events.append({"id": self.last_event, "type": event_type, **content})
        self.release()

    def release(self) -> None:
        """Wake those who wait, event or not."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    def after(self, event_id: int) -> list[dict[str, Any]] | None:
        """The events after one, oldest first; None where some of them are forgotten."""
        oldest = self._events[0]["id"] if self._events else self.last_event + 1
        if event_id > self.last_event or event_id < oldest - 1:
            return None
        return [event for event in self._events if event["id"] > event_id]

    async def wait(self, timeout_seconds: float) -> None:
        """Return at the next event, or when the time is over."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait_for(waiter, timeout_seconds)
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(waiter)
