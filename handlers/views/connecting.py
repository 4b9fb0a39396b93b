"""How a bot gets into groups and channels, and which of them one may steer."""

from collections.abc import Sequence

from handlers.buttons import SharedChats, SharedChatsPage, SteerChat
from handlers.escaping import shortened
from handlers.steering import button_about
from handlers.views.keyboards import Row, open_link, tap
from handlers.words import Words
from storage.records import Button, Chat, MessageContent


def adding_message(words: Words, bot_username: str) -> MessageContent:
    """Buttons by which Telegram asks the person for a group or channel of theirs."""
    listed = (tap(words.label("connect-list-button"), SharedChats()),)
    return MessageContent(words("connect"), (*_adding(words, bot_username), listed))


def choice_message(
    chats: Sequence[Chat], words: Words, bot_username: str, next_page: int | None = None
) -> MessageContent:
    """A button for each chat that the person may steer, and one to look at others."""
    rows: tuple[Row, ...] = tuple((_steering(chat),) for chat in chats)
    text = words("connect-choose" if rows else "connect-none")
    rows = rows or _adding(words, bot_username)
    if next_page is None:
        return MessageContent(text, rows)
    return MessageContent(
        text, (*rows, (tap(words.label("connect-more-button"), SharedChatsPage(next_page)),))
    )


def connected_message(chat: Chat, words: Words) -> MessageContent:
    """For whoever made us an admin of a channel: how to go on."""
    button = button_about(tap(words.label("connected-button"), SteerChat()), chat)
    return MessageContent(words("connected", chat=shortened(chat.title)), ((button,),))


def _adding(words: Words, bot_username: str) -> tuple[Row, ...]:
    address = f"https://t.me/{bot_username}"
    return (
        open_link(words.label("connect-group-button"), f"{address}?startgroup"),
        open_link(
            words.label("connect-channel-button"), f"{address}?startchannel&admin=post_messages+edit_messages"
        ),
    )


def _steering(chat: Chat) -> Button:
    return button_about(tap(chat.title, SteerChat()), chat)
