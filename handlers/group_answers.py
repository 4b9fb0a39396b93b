"""
Answers in groups do not stay in everybody's way.

What concerns one person is seen by that person alone where the server can do it (Bot API 10.2,
ephemeral messages), else it is an ordinary answer that goes after a while and whose buttons are
that person's and the admins'. What concerns all stays.
"""

from dataclasses import replace

from handlers.asking import Asked
from handlers.buttons import CloseMessage
from handlers.commands import Manner
from handlers.context import Call, Replies
from handlers.replies import Close, Edit, EditKeyboard, Reply, Send
from handlers.views.keyboards import tap
from handlers.words import Words
from storage.group_answers import GroupAnswer
from storage.records import ChatType, MessageContent

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


def in_group(
    replies: Replies, asked: Asked, manner: Manner, tapped: GroupAnswer | None, words: Words
) -> Replies:
    """The replies as a group is to see them; `tapped` is whose message it was that somebody tapped."""
    if asked.chat_type not in GROUPS:
        return replies
    if asked.is_tap:
        manner = _manner_after(asked, tapped)
    return tuple(_mannered(reply, asked, manner, words) for reply in replies)


async def close_message(call: Call, _data: CloseMessage) -> Replies:
    """Take an answer away."""
    asked = call.asked
    if call.is_private:
        return (call.toast("no-such-button"),)
    return (Close(asked.chat_id, asked.ephemeral_id or asked.message_id, _receiver(asked)),)


async def not_yours(call: Call) -> Replies:
    """The buttons below somebody's answer are that person's."""
    return (call.toast("not-your-answer"),)


def _manner_after(asked: Asked, tapped: GroupAnswer | None) -> Manner:
    """What a tap brings goes the way of the message that was tapped."""
    if asked.ephemeral_id is not None:
        return Manner.HIDDEN
    return Manner.PASSING if tapped is not None and tapped.delete_at is not None else Manner.LASTING


def _mannered(reply: Reply, asked: Asked, manner: Manner, words: Words) -> Reply:
    match reply:
        case Send() if reply.chat == asked.chat_id:
            return replace(
                reply,
                content=_closable(reply.content, manner, words),
                only_for=asked.user_id,
                is_hidden=manner is Manner.HIDDEN,
                is_passing=manner is not Manner.LASTING,
                tap_id=asked.query_id,
            )
        case Edit() if reply.chat == asked.chat_id:
            content = _closable(reply.content, manner, words)
            message_id = asked.ephemeral_id or reply.message_id
            return replace(reply, content=content, message_id=message_id, only_for=_receiver(asked))
        case EditKeyboard() if reply.chat == asked.chat_id:
            return replace(
                reply, message_id=asked.ephemeral_id or reply.message_id, only_for=_receiver(asked)
            )
    return reply


def _receiver(asked: Asked) -> int | None:
    return asked.user_id if asked.ephemeral_id is not None else None


def _closable(content: MessageContent, manner: Manner, words: Words) -> MessageContent:
    """The same with a button that takes it away, where it has others to tap."""
    has_taps = any(button.data for row in content.keyboard for button in row)
    if manner is Manner.LASTING or not has_taps:
        return content
    close = (tap(words.label("close-button"), CloseMessage()),)
    return replace(content, keyboard=(*content.keyboard, close))
