"""
A group or channel steered from the private chat: whom a word or a tap there is about.

Commands are about the chat that was chosen with /connect, for a day. A button is about the chat of
which its message speaks, whatever was chosen since, so an old one never changes another chat.
Whether the person may is asked for at every one of them.
"""

from dataclasses import replace

from handlers.asking import Asked
from handlers.buttons import StopSteering
from handlers.callbacks import elsewhere
from handlers.context import Call, Replies
from handlers.escaping import shortened
from handlers.replies import Edit, Send
from handlers.services import Services
from handlers.views.keyboards import tap
from handlers.views.measuring import LIMIT, weight
from handlers.words import Words
from storage.chats import chat_by_any_number
from storage.questions import open_question
from storage.records import Button, Chat, ChatType, MessageContent
from storage.steering import end_steering, steered_by


async def place_of(services: Services, asked: Asked, *, is_steering: bool) -> Asked:
    """The same as if it was done in the chat that it is about; the very same where that is this one."""
    if asked.chat_type is not ChatType.PRIVATE or not (is_steering or asked.about is not None):
        return asked
    async with services.database.reading() as session:
        if asked.about is not None:
            chat = await chat_by_any_number(session, asked.about)
        else:
            chat = await steered_by(session, asked.chat_id, services.clock.now())
    if chat is None:
        return (
            asked if asked.about is None else replace(asked, chat_id=asked.about, chat_type=ChatType.CHANNEL)
        )
    return replace(asked, chat_id=chat.telegram_id, chat_type=chat.type, chat_title=chat.title)


async def is_asked_elsewhere(services: Services, asked: Asked | None) -> bool:
    """Whether the person's words may answer what we asked about the chat that is steered."""
    if asked is None or asked.user_id is None:
        return False
    now = services.clock.now()
    async with services.database.reading() as session:
        chat = await steered_by(session, asked.chat_id, now)
        return chat is not None and await open_question(session, chat.id, asked.user_id, now) is not None


async def lost(call: Call) -> Replies:
    """The person is no admin there any more, or we are not there: commands are their own again."""
    await end_steering(call.session, call.chat.id)
    return (call.toast("steering-lost"),)


def about(replies: Replies, chat: Chat, words: Words) -> Replies:
    """The answers, each with the name of the chat that they are about, their buttons about it, and a way back."""
    return tuple(
        replace(one, content=_named(one.content, chat, words)) if isinstance(one, Send | Edit) else one
        for one in replies
    )


def button_about(button: Button, chat: Chat) -> Button:
    """A button that is about the chat wherever it stands."""
    return replace(button, data=elsewhere(button.data, chat.telegram_id)) if button.data else button


def _named(content: MessageContent, chat: Chat, words: Words) -> MessageContent:
    named = words("steering-about", chat=shortened(chat.title)) + "\n\n" + content.html
    rows = tuple(tuple(button_about(button, chat) for button in row) for row in content.keyboard)
    back = tap(words.label("steering-stop-button"), StopSteering())
    # What fills a message to its end keeps the button alone.
    html = content.html if weight(named).exceeds(LIMIT) else named
    return replace(content, html=html, keyboard=(*rows, (back,)))
