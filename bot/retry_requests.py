"""
What operators ask for in chat: refused files read again, beside the bot's work and for a bounded time.

A request lives as long as the process: what was read until it ended stays, the rest is asked for again.
"""

import logging
from pathlib import Path

from bot.alerting import Say
from bot.digests.retrying import Retried, Retrier
from handlers import services
from handlers.views.refused_files import retried_message
from storage.chats import chat_by_telegram_id
from storage.clock import Clock
from storage.database import Database

logger = logging.getLogger(__name__)

_LONGEST_SECONDS = 60


class RetryRequests:
    """Carries out what was asked for since the last look, one request after the other."""

    def __init__(self, database: Database, clock: Clock, retrier: Retrier, say: Say) -> None:
        """Nothing is read before `carry_out`."""
        self._database = database
        self._clock = clock
        self._retrier = retrier
        self._say = say
        self._asked: dict[tuple[int, str], None] = {}

    def ask(self, telegram_id: int, key: str) -> None:
        """Have refused files read again, all or the one with a key, and tell a chat what came of it."""
        self._asked[telegram_id, key] = None

    async def carry_out(self) -> None:
        """Do what was asked for, and tell."""
        for telegram_id, key in list(self._asked):
            done = await self._retrier.retry(key, longest_seconds=_LONGEST_SECONDS)
            # Asked for once more while it was under way it is done once, for that is what it means.
            self._asked.pop((telegram_id, key), None)
            logger.info("retry.done read=%d refused=%d left=%d", done.read, len(done.refused), done.left)
            async with self._database.reading() as session:
                chat = await chat_by_telegram_id(session, telegram_id)
            if chat is not None:
                await self._say(telegram_id, retried_message(self._told(done), chat))

    def _told(self, done: Retried) -> services.Retried:
        first = done.refused[0] if done.refused else None
        named = services.RefusedFile(_name(first.path), self._clock.now(), first.reason) if first else None
        return services.Retried(done.read, done.papers, len(done.refused), named, done.left)


def _name(place: str) -> str:
    """Of a place in the web all, of one on this machine no path."""
    return place if "://" in place else Path(place).name
