"""
Our poll loop: updates are stored before Telegram hears that we have them.

python-telegram-bot's own Updater confirms updates before they are handled, so a crash loses
what it had fetched. Here the next getUpdates, which confirms, is only called after the commit.
Inline queries alone are not stored: they are worthless seconds later.
"""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.backlog import Backlog
from bot.flooding import Admission, PersonLimits
from bot.inline_queries import InlineQueries
from bot.raw_updates import as_updates
from handlers.services import Services
from storage.errors import StorageError, ValueRefused
from storage.stop_points import reached
from storage.updates import StoredUpdate, store_updates

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "inline_query", "my_chat_member")
_POLL_SECONDS = 30
_MARGIN_SECONDS = 10
_BATCH = 100
_BACK_OFF_SECONDS = (1, 2, 5, 10, 30)
_GATHER_SECONDS = 0.02
"""While all lanes are busy: a poll and a commit for every single update would slow them down further."""
_FORGET_OFFSET_SECONDS = 24 * 3_600
"""After a week without updates ids begin anew at random, maybe below our offset; a day is as good."""


class Receiver:
    """Polls Telegram and hands stored updates to their lanes, until told to stop."""

    def __init__(
        self,
        request: BaseRequest,
        api_url: str,
        services: Services,
        *,
        backlog: Backlog,
        limits: PersonLimits,
        inline_queries: InlineQueries,
    ) -> None:
        """Poll `api_url`, the address with the token, through `request`."""
        self._request = request
        self._api_url = api_url
        self._services = services
        self._backlog = backlog
        self._limits = limits
        self._inline_queries = inline_queries
        self._offset: int | None = None
        self._failures = 0
        self._stored_at = datetime.min.replace(tzinfo=UTC)
        self._received_at = time.monotonic()
        self.last_turn_at = time.monotonic()
        """When a poll last ended, well or badly; a stuck connection leaves it behind."""
        self.conflict_since: float | None = None
        """Since when another program takes our polls."""

    async def run(self, stopping: asyncio.Event) -> None:
        """
        Poll until `stopping` is set; a waiting poll is then abandoned, which confirms nothing.

        Raises:
            InvalidToken: the token is wrong, or was revoked.
        """
        stopped = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            poll = asyncio.create_task(self._poll())
            await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not poll.done():
                poll.cancel()
                await asyncio.wait({poll})
                break
            if (pause := await self._take(poll)) is not None:
                await asyncio.wait({stopped}, timeout=pause)
        stopped.cancel()

    async def _take(self, poll: asyncio.Task[Any]) -> float | None:
        """Store what a poll brought; how long to pause where either failed, or to let more come."""
        self.last_turn_at = time.monotonic()
        try:
            updates = poll.result()
        except InvalidToken:
            raise
        except (TelegramError, KeyError) as error:  # KeyError: a refusal under status 200
            return self._pause_after(error)
        try:
            if updates:
                await self.take(updates)
        except StorageError as error:  # nothing is confirmed, so the same updates come again
            return self._pause_after(error)
        self._failures, self.conflict_since = 0, None
        return _GATHER_SECONDS if updates and self._backlog.is_busy else None

    async def _poll(self) -> Any:
        # The parameters travel in the address, and the answer stays as it is: parsed by
        # python-telegram-bot one update of an unknown shape would fail its whole batch for ever.
        parameters: dict[str, Any] = {
            "limit": _BATCH,
            "timeout": _POLL_SECONDS,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if time.monotonic() - self._received_at > _FORGET_OFFSET_SECONDS:
            self._offset = None
        if self._offset is not None:
            parameters["offset"] = self._offset
        return await self._request.post(
            f"{self._api_url}/getUpdates?{urlencode(parameters)}",
            read_timeout=_POLL_SECONDS + _MARGIN_SECONDS,
        )

    async def take(self, answer: Any) -> None:
        """
        Store what a poll brought, hand it on, and confirm it with the next poll.

        Raises:
            StorageError: nothing is confirmed; the same updates come again.
        """
        reached("receiving.fetched")
        updates = as_updates(answer)
        lasting = [
            StoredUpdate(one.id, one.lane, one.content)
            for one in updates
            if "inline_query" not in one.content
        ]
        try:
            fresh = await self._stored(lasting)
        except StorageError:
            # Its commit may have been made all the same; then these are not new the next time.
            self._backlog.look_again()
            raise
        reached("receiving.stored")
        if updates:
            self._offset = max(one.id for one in updates) + 1
            self._received_at = time.monotonic()
        self._backlog.take([one for one in map(self._admitted, fresh) if one is not None])
        for one in updates:
            if "inline_query" in one.content:
                self._inline_queries.add(one.lane, one.content)

    async def _stored(self, updates: Sequence[StoredUpdate]) -> list[StoredUpdate]:
        """Those of the updates that were not known before; one that cannot be stored holds up no others."""
        if not updates:
            return []
        try:
            return await self._stored_together(updates)
        except ValueRefused as error:
            if len(updates) > 1:
                return [fresh for one in updates for fresh in await self._stored([one])]
            logger.error("update.unstorable update=%s error=%s", updates[0].id, error)  # noqa: TRY400
            return []

    async def _stored_together(self, updates: Sequence[StoredUpdate]) -> list[StoredUpdate]:
        # Arrival orders what waits, whatever becomes of the clock meanwhile.
        self._stored_at = max(self._stored_at, self._services.clock.now())
        # A command that changes something waits for the disk when it is handled, moments later.
        async with self._services.database.transaction(is_durable=False) as session:
            return await store_updates(session, updates, self._stored_at)

    def _admitted(self, update: StoredUpdate) -> StoredUpdate | None:
        match self._limits.admit(update.content):
            case Admission.ADMITTED:
                return update
            case Admission.WARNED:
                logger.warning("update.flood lane=%s", update.lane)
                return replace(update, is_one_too_many=True)
            case Admission.DROPPED:
                self._services.marks.dropped(update.id)
                return None

    def _pause_after(self, error: TelegramError | KeyError | StorageError) -> float:
        pause = _BACK_OFF_SECONDS[min(self._failures, len(_BACK_OFF_SECONDS) - 1)]
        self._failures += 1
        if isinstance(error, Conflict):
            self.conflict_since = self.conflict_since or time.monotonic()
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            logger.error(
                "poll.webhook a webhook is set for this token, so nothing can be polled; stop the program"
                " that serves it and call deleteWebhook; asking again in %s s",
                pause,
            )
        elif isinstance(error, Conflict):
            logger.error(
                "poll.conflict another process polls with this token; stop it, or give it a token of its"
                " own; asking again in %s s",
                pause,
            )
        else:
            logger.warning("poll.failed error=%s pause_seconds=%s", error, pause)
        return pause
