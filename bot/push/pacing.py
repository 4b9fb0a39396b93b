"""
How fast we send: below Telegram's limits overall, in each chat and in each group.

Limits per the Bot API's FAQ: about one message a second in a chat, twenty a minute in a group,
thirty a second overall, of which five are kept free for answers.
"""

from collections import defaultdict

from aiolimiter import AsyncLimiter

OVERALL_PER_SECOND = 25
PER_GROUP_PER_MINUTE = 20
_REMEMBERED_CHATS = 1_000


class Pacing:
    """Waits until a message to a chat may leave; belongs to one event loop."""

    def __init__(self, *, overall_per_second: float = OVERALL_PER_SECOND) -> None:
        """Allow `overall_per_second` messages to all chats together."""
        self._overall = AsyncLimiter(overall_per_second, 1)
        self._chats: dict[int, AsyncLimiter] = defaultdict(lambda: AsyncLimiter(1, 1))
        self._groups: dict[int, AsyncLimiter] = defaultdict(lambda: AsyncLimiter(PER_GROUP_PER_MINUTE, 60))

    async def wait(self, telegram_chat_id: int) -> None:
        """Return once a message to this chat may leave; negative ids are groups and channels."""
        if telegram_chat_id < 0:
            await self._groups[telegram_chat_id].acquire()
        await self._chats[telegram_chat_id].acquire()
        await self._overall.acquire()
        if len(self._chats) > _REMEMBERED_CHATS:
            self._forget_idle()

    def _forget_idle(self) -> None:
        for limiters in (self._chats, self._groups):
            # A limiter that is partly used is no idle one: without it a group's minute began anew.
            idle = [one for one, limiter in limiters.items() if limiter.has_capacity(limiter.max_rate)]
            for chat_id in idle:
                del limiters[chat_id]
