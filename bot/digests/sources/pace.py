"""One request at a time to a host, and a pause between two."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

PAUSE_SECONDS = 1.0
PAUSES: Mapping[str, float] = {"export.arxiv.org": 3.0, "arxiv.org": 3.0}
"""Hosts that ask for longer pauses (arXiv API, terms of use)."""


class Pace:
    """How fast hosts are asked; one a process."""

    def __init__(
        self,
        *,
        pause_seconds: float = PAUSE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Nobody was asked yet."""
        self._pause_seconds = pause_seconds
        self._monotonic = monotonic
        self._sleep = sleep
        self._turns: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncGenerator[None]:
        """Wait until `host` may be asked; nobody else asks it meanwhile."""
        async with self._turns.setdefault(host, asyncio.Lock()):
            wait = self._free_at.get(host, 0.0) - self._monotonic()
            if wait > 0:
                await self._sleep(wait)
            try:
                yield
            finally:
                self._free_at[host] = self._monotonic() + max(self._pause_seconds, PAUSES.get(host, 0.0))
