"""All that leaves unasked: digests, the edits that renew them, and announcements; parts that share one pace."""

import os
import secrets
import socket
from collections.abc import Callable

from telegram import Bot

from bot.push.announcing import Announcer
from bot.push.pacing import Pacing
from bot.push.rendering import render_planned
from bot.push.renewing import Renewer
from bot.push.sending import Sender
from bot.push.token_doubt import TokenDoubt
from bot.schedule import Job
from bot.settings import Settings
from bot.telegram_client import push_bot, telegram_request
from storage.clock import Clock
from storage.database import Database
from storage.stop_points import reached

_ASK_SECONDS = 10


class Outgoing:
    """Renders what is planned and sends what waits; one a process."""

    def __init__(self, settings: Settings, token: str, database: Database, clock: Clock) -> None:
        """Nothing connects before `initialize`."""
        self._database, self._clock = database, clock
        self._request = telegram_request(
            settings.telegram_proxy, on_left=(lambda: reached("sending.left")) if settings.stop_at else None
        )
        self.bot: Bot = push_bot(token, settings.telegram_api_url, self._request)
        pacing = Pacing()
        self._announcer = Announcer(self.bot, database, clock, pacing, settings.admins)
        self._sender = Sender(
            self.bot,
            database,
            clock,
            pacing,
            # In a container every process may have the same host and number as the one before it.
            worker=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
            retries_unknown=settings.unknown == "retry",
        )
        self._renewer = Renewer(self.bot, database, clock, pacing)

    def plan_jobs(self, every: Callable[[float, str, Job], None], username: str) -> None:
        """Have its jobs run; `username` is the bot's, for the links in what it sends."""
        every(2, "render", lambda: render_planned(self._database, self._clock, username))
        every(1, "announce", self._announcer.announce)
        every(1, "send", self._sender.send_waiting)
        every(3, "renew", lambda: self._renewer.renew(username))
        every(_ASK_SECONDS, "token", TokenDoubt(self.bot, self._database).look)

    async def initialize(self) -> None:
        """Make its connections ready."""
        await self._request.initialize()

    def stop(self) -> None:
        """Claim nothing more; what is in flight comes to its end in the running job."""
        self._sender.stop()
        self._renewer.stop()

    async def close(self) -> None:
        """Give back what is held, and end the connections."""
        await self._sender.close()
        await self._request.shutdown()
