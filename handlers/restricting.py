"""A group or channel that lets us write no longer: tried again once a day, and told to who looks after it."""

from datetime import datetime

from handlers.buttons import TryChatAgain
from handlers.context import Call, Replies
from handlers.views.notices import restricted_notice
from storage.chat_waits import restrict_chat, try_chat_again
from storage.chats import chat_by_telegram_id
from storage.database import Session
from storage.notices import queue_notice
from storage.records import ChatType
from storage.steering import caretaker_of


async def restrict(session: Session, telegram_id: int, now: datetime) -> None:
    """
    Keep what is for the chat until we may write there, and say so once in its admin's private chat.

    Nobody is told where nobody is known to look after it, or has blocked us.
    """
    chat = await chat_by_telegram_id(session, telegram_id)
    if chat is None:
        return
    is_news = await restrict_chat(session, chat.id)
    caretaker = await caretaker_of(session, chat.id)
    if is_news and caretaker is not None and chat.type is not ChatType.PRIVATE:
        key = f"restricted:{chat.id}:{now.isoformat()}"
        told = restricted_notice(chat, caretaker.language)
        await queue_notice(session, caretaker.id, 0, told, key=key, now=now)


async def try_again(call: Call, _data: TryChatAgain) -> Replies:
    """Send what waits for the chat of the button at once."""
    await try_chat_again(call.session, call.chat.id)
    return (call.toast("restricted-tried"),)
