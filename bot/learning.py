"""
The lexicon is learned anew when that is due, by a process of its own.

It takes a processor for some seconds and some hundred megabytes; both are given back at its end.
"""

import asyncio
import json
import logging
import sys

from storage.clock import Clock
from storage.database import Database
from storage.learned import is_learning_due

logger = logging.getLogger(__name__)

_TELL_CHARACTERS = 2_000


class LearningFailed(Exception):
    """The process that learns ended without a result; the message has its last words."""


class Learner:
    """Starts the process, at most one at a time."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Learn from and for `database`; the days are those of `clock`."""
        self._database = database
        self._clock = clock
        self._process: asyncio.subprocess.Process | None = None
        self._is_stopping = False

    async def learn_if_due(self) -> None:
        """
        Have the lexicon learned if that is worth while now; returns when it is done.

        Raises:
            LearningFailed: the process failed; the lexicon is as it was.
        """
        async with self._database.reading() as session:
            if self._is_stopping or not await is_learning_due(session, self._clock.now()):
                return
        await self._learn()

    def stop(self) -> None:
        """End the process, if it runs; the lexicon stays as it was."""
        self._is_stopping = True
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def _learn(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.learning_process"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        told = {
            "database_url": self._database.url.render_as_string(hide_password=False),
            "now": self._clock.now().isoformat(),
        }
        result, trouble = await self._process.communicate(json.dumps(told).encode())
        if self._is_stopping:
            return
        if self._process.returncode:
            raise LearningFailed(trouble.decode(errors="replace")[-_TELL_CHARACTERS:])
        counts = json.loads(result)
        logger.info("lexicon.learned papers=%s translations=%s", counts["papers"], counts["learned"])
