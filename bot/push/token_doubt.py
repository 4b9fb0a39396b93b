"""
Asking again about a token that was refused: a server in trouble refuses one, too, and takes it later.

Nothing is sent to find out. The waits grow, so that a server that takes the token for this call
and refuses it for others starts and stops us, and calls the operators, ever more rarely.
"""

import logging
import time
from collections.abc import Callable

from telegram import Bot
from telegram.error import TelegramError

from storage.database import Database
from storage.sending_pauses import StopReason, resume_with_token, sending_state

logger = logging.getLogger(__name__)

_FIRST_WAIT_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 3_600.0


class TokenDoubt:
    """Has sending go on once the server takes the token that stopped it."""

    def __init__(self, bot: Bot, database: Database, *, now: Callable[[], float] = time.monotonic) -> None:
        """Ask through `bot`; `now` counts seconds."""
        self._bot = bot
        self._database = database
        self._now = now
        self._wait_seconds = _FIRST_WAIT_SECONDS
        self._ask_at: float | None = None

    async def look(self) -> None:
        """Ask if the token stopped us and its time has come; call it now and then."""
        async with self._database.reading() as session:
            state = await sending_state(session)
        if state.stopped_reason != StopReason.TOKEN_REFUSED:
            self._ask_at = None
            return
        if self._ask_at is None:
            self._ask_at = self._now() + self._wait_seconds
            self._wait_seconds = min(2 * self._wait_seconds, _LONGEST_WAIT_SECONDS)
        if self._now() >= self._ask_at and await self._is_taken():
            async with self._database.transaction() as session:
                await resume_with_token(session)
            logger.warning("sending.resumed the server takes the token again")

    async def _is_taken(self) -> bool:
        try:
            # The raw call: what it tells of us was read at the start.
            return isinstance(await self._bot._post("getMe"), dict)  # noqa: SLF001
        except (TelegramError, KeyError):
            return False
