"""
How fast digests leave: below Telegram's limits overall, in each chat and in each group.

Limits per the Bot API's FAQ: about one message a second in a chat, twenty a minute in a group,
thirty a second overall, of which five are kept free for answers. Nothing waits here: what may
not leave now is not claimed. The rest that a chat needs after a message is kept in the database,
the overall rate is divided among the processes that send.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta

OVERALL_PER_SECOND = 25
CHAT_SECONDS = 1.0
GROUP_PER_MINUTE = 20
_MINUTE_SECONDS = 60.0
_SLICES = 5
"""The second is divided, so that what leaves in one is spread over it."""
_REMEMBERED_GROUPS = 1_000


class Pacing:
    """Knows what left lately, and so what may leave now."""

    def __init__(
        self,
        *,
        overall_per_second: float = OVERALL_PER_SECOND,
        chat_seconds: float = CHAT_SECONDS,
        group_per_minute: float = GROUP_PER_MINUTE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Allow so many messages; infinite rates and no seconds leave one of the limits out."""
        self._overall_per_second = overall_per_second
        self._chat_seconds = chat_seconds
        self._group_per_minute = group_per_minute
        self._now = now
        self._senders = 1
        self._left: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}

    def share(self, senders: int) -> None:
        """Divide the rates by the processes that send now."""
        self._senders = max(senders, 1)

    def allowance(self, wanted: int) -> int:
        """How many messages may leave now, `wanted` at most."""
        if math.isinf(self._overall_per_second):
            return wanted
        limit, seconds = self._slice()
        self._forget(self._left, seconds)
        # More may have left already than is ours since another process came.
        return max(min(wanted, limit - len(self._left)), 0)

    def seconds_until_free(self) -> float:
        """How long until the next message may leave; 0 for at once."""
        if self.allowance(1):
            return 0.0
        _, seconds = self._slice()
        return max(self._left[0] + seconds - self._now(), 0.0)

    def leave(self, telegram_chat_id: int) -> timedelta:
        """Count a message that leaves now; how long its chat must rest. Negative ids are groups and channels."""
        now = self._now()
        if not math.isinf(self._overall_per_second):
            self._left.append(now)
        rest = self._chat_seconds
        if telegram_chat_id < 0 and not math.isinf(self._group_per_minute):
            rest = max(rest, self._groups_rest(telegram_chat_id, now))
        return timedelta(seconds=rest)

    def _groups_rest(self, telegram_chat_id: int, now: float) -> float:
        """How long a group must rest once it got one more message."""
        times = self._groups.setdefault(telegram_chat_id, deque())
        times.append(now)
        self._forget(times, _MINUTE_SECONDS)
        if len(self._groups) > _REMEMBERED_GROUPS:
            self._forget_idle_groups()
        limit = max(int(self._group_per_minute / self._senders), 1)
        if len(times) < limit:
            return 0.0
        return times[-limit] + _MINUTE_SECONDS - now

    def _slice(self) -> tuple[int, float]:
        """So many messages in so many seconds."""
        per_second = self._overall_per_second / self._senders
        in_slice = per_second / _SLICES
        # Where slices do not come out even, a second could hold one too many of them.
        limit = int(in_slice) if in_slice.is_integer() else 1
        return limit, limit / per_second

    def _forget(self, times: deque[float], seconds: float) -> None:
        while times and times[0] + seconds <= self._now():
            times.popleft()

    def _forget_idle_groups(self) -> None:
        for chat_id, times in list(self._groups.items()):
            self._forget(times, _MINUTE_SECONDS)
            if not times:
                del self._groups[chat_id]
