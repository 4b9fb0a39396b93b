"""
When to distrust refusals: many chats that are suddenly gone are rather our own trouble.

Promise: if more than one in twenty of the chats written to within an hour cannot be reached, or
the server refuses our token, sending stops and nobody more is disabled.
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import timedelta

WITHIN = timedelta(hours=1)
LEAST_CHATS = 20
LEAST_LOST = 5
LARGEST_SHARE = 0.05
_FLOOD_SECONDS = 5.0
_LEAST_FLOODED = 3


class CircuitBreaker:
    """Counts the chats written to lately, and those of them that cannot be reached."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Nothing was sent yet."""
        self._now = now
        self._sends: deque[tuple[float, int, bool]] = deque()
        self._chats: Counter[int] = Counter()
        self._lost: Counter[int] = Counter()
        self._believed: set[int] = set()
        self.is_token_refused = False

    def note(self, chat_id: int, *, is_lost: bool) -> None:
        """A message was sent to a chat, or the chat cannot be reached."""
        is_lost = is_lost and chat_id not in self._believed
        self._sends.append((self._now(), chat_id, is_lost))
        self._chats[chat_id] += 1
        if is_lost:
            self._lost[chat_id] += 1
        while self._sends[0][0] + WITHIN.total_seconds() < self._now():
            _, old, was_lost = self._sends.popleft()
            _count_down(self._chats, old)
            if was_lost:
                _count_down(self._lost, old)

    @property
    def are_chats_gone(self) -> bool:
        """Whether too many chats cannot be reached."""
        written, lost = len(self._chats), len(self._lost)
        return written >= LEAST_CHATS and lost >= LEAST_LOST and lost > written * LARGEST_SHARE

    @property
    def is_tripped(self) -> bool:
        """Whether nothing more may leave."""
        return self.is_token_refused or self.are_chats_gone

    def resumed(self) -> None:
        """An operator looked and had us go on: what stopped us is believed, counting begins anew."""
        self._believed.update(self._lost)
        self._sends.clear()
        self._chats.clear()
        self._lost.clear()
        self.is_token_refused = False


class FloodWatch:
    """
    Whether flood control concerns single chats or the bot as a whole.

    It is the bot's where three chats or more must wait within seconds, and fewer get their messages
    meanwhile.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """No chat was flooded yet."""
        self._now = now
        self._floods: dict[int, tuple[float, timedelta]] = {}
        self._reached: dict[int, float] = {}

    def reached(self, chat_id: int) -> None:
        """A chat got a message."""
        if self._floods:  # else it says nothing
            self._reached[chat_id] = self._now()

    def note(self, chat_id: int, wait: timedelta) -> timedelta | None:
        """A chat must wait; how long all must."""
        now = self._now()
        self._floods = {
            chat: (at, asked) for chat, (at, asked) in self._floods.items() if at + _FLOOD_SECONDS > now
        }
        self._floods[chat_id] = (now, wait)
        first = min(at for at, _ in self._floods.values())
        self._reached = {chat: at for chat, at in self._reached.items() if at >= first}
        if len(self._floods) < _LEAST_FLOODED or len(self._floods) <= len(self._reached):
            return None
        return max(asked for _, asked in self._floods.values())


def _count_down(counter: Counter[int], key: int) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]
