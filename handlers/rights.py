"""Who may change what a group gets: its admins, anonymous ones too, asked for at each change."""

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

from handlers.asking import Asked
from storage.records import ChatType

_ADMINS = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})


async def may_change(bot: Bot, asked: Asked) -> bool:
    """
    Whether the person may change topics and settings of the chat (Bot API getChatMember).

    Raises:
        TelegramError: the server could not be asked.
    """
    if asked.chat_type is ChatType.PRIVATE or asked.is_anonymous_admin:
        return True
    if asked.user_id is None:
        return False
    try:
        # Past the typed method: of another kind of member it demands more than a server may tell.
        member = await bot._post(  # noqa: SLF001
            "getChatMember", {"chat_id": asked.chat_id, "user_id": asked.user_id}
        )
    except (BadRequest, Forbidden):
        return False
    return isinstance(member, dict) and member.get("status") in _ADMINS
