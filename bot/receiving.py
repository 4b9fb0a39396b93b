"""
Our poll loop: updates are stored before Telegram hears that we have them.

python-telegram-bot's own Updater confirms updates before they are handled, so a crash loses
what it had fetched. Here the next getUpdates, which confirms, is only called after the commit.
Inline queries alone are not stored: they are worthless seconds later.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.backlog import Backlog
from bot.flooding import Admission, PersonLimits
from bot.inline_queries import InlineQueries
from bot.places import holds_place
from bot.raw_updates import as_updates
from handlers.outcomes import outcome_of
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
_LONGEST_PAUSE_SECONDS = 60
_BELIEVED_REFUSALS = 3
"""A token that is refused so often in a row is wrong; one refusal may be a server in trouble."""
_AT_ONCE_SECONDS = 1.0
_IDLE_SECONDS = (0.05, 0.1, 0.2, 0.5)
"""Where a server does not wait for updates but says at once that there is nothing new."""
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
        self._refusals = 0
        self._vain_polls = 0
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
            InvalidToken: the token was revoked.
        """
        stopped = asyncio.create_task(stopping.wait())
        while not stopping.is_set():
            poll, asked_at = asyncio.create_task(self._poll()), time.monotonic()
            await asyncio.wait({poll, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not poll.done():
                poll.cancel()
                await asyncio.wait({poll})
                break
            if (pause := await self._take(poll, asked_at)) is not None:
                await asyncio.wait({stopped}, timeout=pause)
        stopped.cancel()

    async def _take(self, poll: asyncio.Task[Any], asked_at: float) -> float | None:
        """Store what a poll brought; how long to pause where either failed, or to let more come."""
        is_at_once = time.monotonic() - asked_at < _AT_ONCE_SECONDS
        self.last_turn_at = time.monotonic()
        try:
            updates = poll.result()
        except InvalidToken as error:
            self._refusals += 1
            if self._refusals == _BELIEVED_REFUSALS:
                raise
            return self._pause_after(error)
        except (TelegramError, KeyError) as error:  # KeyError: a refusal under status 200
            return self._pause_after(error)
        try:
            fresh = await self.take(updates) if updates else 0
        except StorageError as error:  # nothing is confirmed, so the same updates come again
            return self._pause_after(error)
        self._failures, self._refusals, self.conflict_since = 0, 0, None
        if is_at_once and not fresh:
            self._vain_polls += 1
            return _step(_IDLE_SECONDS, self._vain_polls)
        self._vain_polls = 0
        return _GATHER_SECONDS if fresh and self._backlog.is_busy else None

    async def _poll(self) -> Any:
        # The answer stays as it is: parsed by python-telegram-bot one update of an unknown shape
        # would fail its whole batch for ever.
        parameters: dict[str, Any] = {
            "limit": _BATCH,
            "timeout": _POLL_SECONDS,
            "allowed_updates": ALLOWED_UPDATES,
        }
        if time.monotonic() - self._received_at > _FORGET_OFFSET_SECONDS:
            self._offset = None
        if self._offset is not None:
            parameters["offset"] = self._offset
        return await self._request.post(
            f"{self._api_url}/getUpdates",
            # Not in the address, which not every server reads: it would confirm nothing.
            RequestData([RequestParameter.from_input(*one) for one in parameters.items()]),
            read_timeout=_POLL_SECONDS + _MARGIN_SECONDS,
        )

    async def take(self, answer: Any) -> int:
        """
        Store what a poll brought, hand it on, and confirm it with the next poll; how many are new.

        Raises:
            StorageError: nothing is confirmed; the same updates come again.
        """
        reached("receiving.fetched")
        # The map is not loaded where everybody else would wait for it.
        updates = await asyncio.to_thread(as_updates, answer) if holds_place(answer) else as_updates(answer)
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
        return len(fresh) + len(updates) - len(lasting)

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
        self._failures += 1
        pause = max(_step(_BACK_OFF_SECONDS, self._failures), _told_wait(error))
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
            told = "no result" if isinstance(error, KeyError) else error
            logger.warning("poll.failed error=%s pause_seconds=%s", told, pause)
        return pause


def _step(seconds: Sequence[float], times: int) -> float:
    """The pause after so many of the same in a row."""
    return seconds[min(times, len(seconds)) - 1]


def _told_wait(error: TelegramError | KeyError | StorageError) -> float:
    """What flood control asks for, within what the watchdog takes for alive."""
    if isinstance(error, StorageError):
        return 0
    return min(outcome_of(error).wait.total_seconds(), _LONGEST_PAUSE_SECONDS)
