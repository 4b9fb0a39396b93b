"""/feedback: what a reader has to say goes to the operators, as a notice of their own chats."""

from markupsafe import Markup

from handlers.context import Call, Replies
from handlers.escaping import clean, one_line, safe
from handlers.views.measuring import fitting_units
from handlers.views.visitors import feedback_row
from handlers.words import words_in
from storage.chats import chat_by_telegram_id
from storage.notices import queue_notice
from storage.records import Chat, ChatState, MessageContent

_TEXT_UNITS = 3500
"""A message less the lines around the words."""
_NAME_CHARACTERS = 64


async def feedback_command(call: Call) -> Replies:
    """Take the words that follow the command to all operators, and say whether anybody hears them."""
    operators = await operators_of(call)
    if operators and not call.argument:
        return (call.say(MessageContent(call.words("feedback-empty"))),)
    for operator in operators:
        key = f"feedback:{call.asked.chat_id}:{call.asked.message_id}:{operator.id}"
        await queue_notice(call.session, operator.id, 0, _told(call, operator), key=key, now=call.now)
    return (call.say(MessageContent(call.words("feedback-sent" if operators else "feedback-nobody"))),)


async def operators_of(call: Call) -> list[Chat]:
    """Those who can be written to, for a bot cannot begin a conversation."""
    chats = [await chat_by_telegram_id(call.session, number) for number in call.services.admins]
    return [chat for chat in chats if chat is not None and chat.state is ChatState.ACTIVE]


def _told(call: Call, operator: Chat) -> MessageContent:
    name = one_line(call.asked.chat_title)[:_NAME_CHARACTERS]
    heading = words_in(operator.language)("feedback-received", name=name, number=str(call.asked.chat_id))
    text = safe(fitting_units(clean(call.argument), _TEXT_UNITS))
    html = Markup("{}\n<blockquote>{}</blockquote>").format(heading, text)
    row = feedback_row(call.asked.chat_id, words_in(operator.language))
    return MessageContent(html, (row,), is_silent=True)
