"""
Who may change what a group gets: its admins, anonymous ones too.

A yes is remembered for half a minute, so that whoever taps through a panel waits for the server
once, and who lost the rights can change nothing for longer than that. A no is asked for anew.
"""

from datetime import datetime, timedelta

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden

from handlers.asking import Asked
from storage.records import ChatType

REMEMBERED_FOR = timedelta(seconds=30)
_MOST_REMEMBERED = 10_000
_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


class KnownAdmins:
    """Who was found to be an admin of which chat a moment ago; in memory alone."""

    def __init__(self) -> None:
        """Nobody is known yet."""
        self._found: dict[tuple[int, int], datetime] = {}

    def holds(self, chat_id: int, user_id: int, now: datetime) -> bool:
        """Whether the person was an admin there a moment ago."""
        found_at = self._found.get((chat_id, user_id))
        return found_at is not None and timedelta() <= now - found_at < REMEMBERED_FOR

    def forget(self, chat_id: int) -> None:
        """Nobody there is known any more."""
        for key in [one for one in self._found if one[0] == chat_id]:
            del self._found[key]

    def remember(self, chat_id: int, user_id: int, now: datetime) -> None:
        """The person is an admin there."""
        if len(self._found) >= _MOST_REMEMBERED:
            self._found.clear()
        self._found[chat_id, user_id] = now


async def may_change(
    bot: Bot, asked: Asked, known: KnownAdmins, now: datetime, *, is_final: bool = False
) -> bool:
    """
    Whether the person may change topics and settings of the chat (Bot API getChatMember).

    What is `is_final` cannot be undone, and the server is asked in any case.

    Raises:
        TelegramError: the server could not be asked.
    """
    if asked.chat_type is ChatType.PRIVATE or asked.is_anonymous_admin:
        return True
    if asked.user_id is None:
        return False
    if not is_final and known.holds(asked.chat_id, asked.user_id, now):
        return True
    is_admin = await _is_admin(bot, asked.chat_id, asked.user_id)
    if is_admin:
        known.remember(asked.chat_id, asked.user_id, now)
    return is_admin


async def _is_admin(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        # Past the typed method: of another kind of member it demands more than a server may tell.
        member = await bot._post("getChatMember", {"chat_id": chat_id, "user_id": user_id})  # noqa: SLF001
    except (BadRequest, Forbidden, ChatMigrated):
        return False
    return isinstance(member, dict) and member.get("status") in _ADMINS
