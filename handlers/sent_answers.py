"""What is remembered of answers in groups once they are sent: whose they are, which chats can hide them."""

from datetime import datetime, timedelta

from handlers.replies import Send
from storage.clock import Clock
from storage.database import Database
from storage.errors import StorageError
from storage.group_answers import GroupAnswer, keep_group_answer

STAYS_FOR = timedelta(minutes=15)
"""So long an answer that passes stands in a group, from its sending or the last tap on it."""
_UNABLE_FOR = timedelta(minutes=10)
"""So long a chat that refused an ephemeral message is not asked again."""
_MOST_REMEMBERED = 10_000


class GroupAnswers:
    """What is remembered of answers in groups once they are sent."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Keep answers in `database`; which chats refuse ephemeral ones is kept in memory alone."""
        self._database = database
        self._clock = clock
        self._unable: dict[int, datetime] = {}

    def may_hide(self, chat_id: int) -> bool:
        """Whether it is worth asking for an ephemeral message."""
        refused_at = self._unable.get(chat_id)
        return refused_at is None or not timedelta() <= self._clock.now() - refused_at < _UNABLE_FOR

    def refused(self, chat_id: int) -> None:
        """The chat has no ephemeral messages, or not from us."""
        if len(self._unable) >= _MOST_REMEMBERED:
            self._unable.clear()
        self._unable[chat_id] = self._clock.now()

    async def sent(self, reply: Send, message_id: int | None) -> None:
        """An ordinary answer stands in the group; where this is not kept, it stays there and is everybody's."""
        if reply.only_for is None or not message_id:
            return
        now = self._clock.now()
        delete_at = now + STAYS_FOR if reply.is_passing else None
        answer = GroupAnswer(reply.chat, message_id, reply.only_for, delete_at)
        try:
            async with self._database.transaction(is_durable=False) as session:
                await keep_group_answer(session, answer, now)
        except StorageError:
            return
