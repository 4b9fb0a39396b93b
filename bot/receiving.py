"""
Our poll loop: updates are stored before Telegram hears that we have them.

python-telegram-bot's own Updater confirms updates before they are handled, so a crash loses
what it had fetched. Here the next getUpdates, which confirms, is only called after the commit.
Updates of one chat are handled in order, those of different chats side by side. Inline queries
alone are not stored: they are worthless seconds later.
"""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.inline_queries import InlineQueries
from storage.clock import Clock
from storage.database import Database
from storage.errors import StorageError
from storage.updates import StoredUpdate, store_updates

logger = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "callback_query", "inline_query", "my_chat_member")
_POLL_SECONDS = 30
_MARGIN_SECONDS = 10
_BATCH = 100
_LANES_AT_ONCE = 8
"""Handlers at work side by side; httpx slows down with many requests in flight."""
_BACK_OFF_SECONDS = (1, 2, 5, 10, 30)

Handle = Callable[[StoredUpdate], Awaitable[None]]


class Lanes:
    """Runs updates in order within a lane (a chat) and side by side across lanes."""

    def __init__(self, handle: Handle) -> None:
        """Run each update through `handle`, which never raises."""
        self._handle = handle
        self._waiting: dict[int, deque[StoredUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(_LANES_AT_ONCE)

    def add(self, updates: Sequence[StoredUpdate]) -> None:
        """Queue updates in their order."""
        for update in updates:
            lane = self._waiting.get(update.lane)
            if lane is not None:
                lane.append(update)
                continue
            self._waiting[update.lane] = deque([update])
            task = asyncio.create_task(self._run(update.lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Return once everything queued so far is handled."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _run(self, lane: int) -> None:
        waiting = self._waiting[lane]
        while waiting:
            async with self._room:
                await self._handle(waiting[0])
            waiting.popleft()
        del self._waiting[lane]


class Receiver:
    """Polls Telegram and hands stored updates to their lanes, until told to stop."""

    def __init__(
        self,
        request: BaseRequest,
        api_url: str,
        *,
        database: Database,
        clock: Clock,
        lanes: Lanes,
        inline_queries: InlineQueries,
    ) -> None:
        """Poll `api_url`, the address with the token, through `request`; `clock` dates what is stored."""
        self._request = request
        self._api_url = api_url
        self._database = database
        self._clock = clock
        self._lanes = lanes
        self._inline_queries = inline_queries
        self._offset: int | None = None
        self._failures = 0
        self.last_turn_at = time.monotonic()
        """When a poll last ended, well or badly; a stuck connection leaves it behind."""

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

    async def _take(self, poll: asyncio.Task[list[dict[str, Any]]]) -> float | None:
        """Store what a poll brought; how long to pause where either failed."""
        self.last_turn_at = time.monotonic()
        try:
            updates = poll.result()
        except InvalidToken:
            raise
        except TelegramError as error:
            return self._pause_after(error)
        try:
            if updates:
                await self._store(updates)
        except StorageError as error:  # nothing is confirmed, so the same updates come again
            return self._pause_after(error)
        self._failures = 0
        return None

    async def _poll(self) -> list[dict[str, Any]]:
        # The parameters travel in the address, and the answer stays as it is: parsed by
        # python-telegram-bot one update of an unknown shape would fail its whole batch for ever.
        parameters: dict[str, Any] = {
            "limit": _BATCH,
            "timeout": _POLL_SECONDS,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        answer: Any = await self._request.post(
            f"{self._api_url}/getUpdates?{urlencode(parameters)}",
            read_timeout=_POLL_SECONDS + _MARGIN_SECONDS,
        )
        return list(answer)

    async def _store(self, updates: Sequence[dict[str, Any]]) -> None:
        lasting = [update for update in updates if "inline_query" not in update]
        found = [StoredUpdate(update["update_id"], lane_of(update), update) for update in lasting]
        fresh = await self._stored(found) if found else []
        self._offset = updates[-1]["update_id"] + 1
        self._lanes.add(fresh)
        for update in updates:
            if "inline_query" in update:
                self._inline_queries.add(lane_of(update), update)

    async def _stored(self, updates: Sequence[StoredUpdate]) -> list[StoredUpdate]:
        """Those of the updates that were not known before."""
        # A command that changes something waits for the disk when it is handled, moments later.
        async with self._database.transaction(is_durable=False) as session:
            return await store_updates(session, updates, self._clock.now())

    def _pause_after(self, error: TelegramError | StorageError) -> float:
        pause = _BACK_OFF_SECONDS[min(self._failures, len(_BACK_OFF_SECONDS) - 1)]
        self._failures += 1
        if isinstance(error, Conflict):
            logger.error("poll.conflict another process polls with this token; waiting %s s", pause)
        else:
            logger.warning("poll.failed error=%s pause_seconds=%s", error, pause)
        return pause


def lane_of(update: dict[str, Any]) -> int:
    """The chat that an update belongs to, else the user, else 0: what must stay in order."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        place = content.get("chat") or content.get("message", {}).get("chat") or content.get("from")
        if place:
            return int(place["id"])
    return 0
