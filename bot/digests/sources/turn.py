"""
How long one source may be asked, until others have their turn or the process stops.

Only the questions to a source are broken off, never what is written down of its answers: a
statement that is cancelled would keep SQLite's lock.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

_T = TypeVar("_T")


class TurnOver(Exception):
    """The turn ended before the source answered."""


class Turn:
    """One source's turn; it ends after its time, or at once when it is told to."""

    def __init__(self, longest_seconds: float | None = None) -> None:
        """The time runs from here on; None sets no bound."""
        now = asyncio.get_running_loop().time()
        self._ends_at = None if longest_seconds is None else now + longest_seconds
        self._asking: asyncio.Task[Any] | None = None
        self.is_stopped = False

    def stop(self) -> None:
        """End the turn, and break off what is being asked."""
        self.is_stopped = True
        if self._asking is not None:
            self._asking.cancel()

    async def ask(self, question: Coroutine[Any, Any, _T]) -> _T:
        """
        What the source answers.

        Raises:
            TurnOver: the turn ended before.
        """
        asking = asyncio.ensure_future(question)
        if self.is_stopped:
            asking.cancel()
        self._asking = asking
        try:
            async with asyncio.timeout_at(self._ends_at) as bound:
                return await asking
        except TimeoutError:
            if bound.expired():
                raise TurnOver from None
            raise
        except asyncio.CancelledError:
            if self.is_stopped:
                raise TurnOver from None
            raise
