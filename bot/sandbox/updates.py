"""
Updates that wait for the bot, and the one poll that may wait for them.

Kept until they are confirmed by a higher offset, and for a day at most (inline queries for seconds). Of two polls the
older one loses, as on the real server.
"""

import asyncio
import json
import time
from typing import Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.errors import conflict
from bot.sandbox.store import Store, encode

KEPT_SECONDS = 86_400
FARTHEST_AHEAD = 10
SHORT_LIVED_SECONDS = {"inline_query": 30}
"""Updates that are worthless soon wait this long only."""
NOT_SENT_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
UPDATE_TYPES = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
    }
)


class Updates:
    """The queue of one bot."""

    def __init__(self, store: Store, clock: SandboxClock) -> None:
        """Take up the queue and the allowed types kept in the file."""
        self._store = store
        self._clock = clock
        self._poll: asyncio.Future[bool] | None = None
        self._again: list[dict[str, Any]] = []
        self.last_poll_at: float | None = None
        self.polls = 0
        """How many polls have begun to wait."""

    @property
    def allowed_types(self) -> list[str]:
        """The types the bot last asked for; empty for the default."""
        return list(self._store.fact("allowed_updates", []))

    def allow(self, types: list[str]) -> None:
        """Deliver these types from now on; what already waits is not touched."""
        known = sorted(UPDATE_TYPES & set(types))
        if known != self.allowed_types:
            self._store.keep_fact("allowed_updates", known)

    def add(self, update_type: str, content: dict[str, Any]) -> None:
        """Queue an update, unless the bot did not ask for its type."""
        allowed = self.allowed_types
        if update_type not in allowed if allowed else update_type in NOT_SENT_UNASKED:
            return
        self.add_as_is(update_type, content)

    def add_as_is(self, update_type: str, content: Any) -> None:
        """Queue whatever is given, whether the bot asked for it and can read it or not."""
        self._store.connection.execute(
            "INSERT INTO updates VALUES (?, ?, ?, ?)",
            (
                # A bot remembers ids, so a sandbox that begins anew must not give the old ones again.
                self._store.next_number("update_id", int(time.time())),
                update_type,
                self._clock.timestamp() + SHORT_LIVED_SECONDS.get(update_type, KEPT_SECONDS),
                encode(content),
            ),
        )
        self._end_poll(has_updates=True)

    def confirm(self, offset: int) -> int:
        """
        Forget what an offset confirms; the first id still wanted.

        A negative offset counts from the end of the queue: all but the last ones go.
        """
        if offset < 0:
            row = self._store.connection.execute(
                "SELECT min(update_id) FROM (SELECT update_id FROM updates ORDER BY 1 DESC LIMIT ?)",
                (-offset,),
            ).fetchone()
            offset = row[0] or 0
        if offset > self._store.fact("update_id", offset) + FARTHEST_AHEAD:
            # Of another series of ids, from before they began anew: the real server takes its oldest.
            offset = 0
        with self._store.transaction() as connection:
            connection.execute(
                "DELETE FROM updates WHERE update_id < ? OR expires_at < ?", (offset, self._clock.timestamp())
            )
        return offset

    def waiting(self, limit: int = 100) -> list[dict[str, Any]]:
        """The oldest updates, as the Bot API shows them."""
        rows = self._store.connection.execute(
            "SELECT update_id, type, payload FROM updates ORDER BY update_id LIMIT ?", (limit,)
        ).fetchall()
        return [{"update_id": row[0], row[1]: json.loads(row[2])} for row in rows]

    def count(self) -> int:
        """How many updates wait."""
        return int(self._store.connection.execute("SELECT count(*) FROM updates").fetchone()[0])

    def drop(self) -> None:
        """Forget everything that waits."""
        self._store.connection.execute("DELETE FROM updates")

    def repeat(self, updates: list[dict[str, Any]]) -> None:
        """Bring updates once more at the next poll, confirmed or not."""
        self._again = updates

    def begin_ids_anew(self, first: int) -> bool:
        """Give ids from `first` on, as after a quiet week; False while updates wait."""
        if self.count():
            return False
        self._store.keep_fact("update_id", first - 1)
        return True

    async def poll(self, offset: int, limit: int, timeout_seconds: int) -> list[dict[str, Any]]:
        """
        What waits after `offset`, or what comes within the time.

        Raises:
            BotAPIError: 409, another poll came meanwhile.
        """
        self._end_poll(has_updates=False)
        self.last_poll_at = self._clock.uptime_seconds()
        self.confirm(offset)
        again, self._again = self._again, []
        updates = [*again, *self.waiting(limit)][:limit]
        if updates or timeout_seconds <= 0:
            return updates
        await self._wait(timeout_seconds)
        self.last_poll_at = self._clock.uptime_seconds()
        return self.waiting(limit)

    def is_polled(self) -> bool:
        """Whether a poll is waiting now."""
        return self._poll is not None

    def end_poll(self) -> None:
        """Let a waiting poll return with what there is, as at the end of its time."""
        self._end_poll(has_updates=True)

    async def _wait(self, timeout_seconds: float) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        self.polls += 1
        try:
            survived = await asyncio.wait_for(poll, timeout_seconds)
        except TimeoutError:
            survived = True
        finally:
            if self._poll is poll:
                self._poll = None
        if not survived:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )

    def _end_poll(self, *, has_updates: bool) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(has_updates)
        self._poll = None
