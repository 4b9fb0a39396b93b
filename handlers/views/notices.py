"""Notices: what a chat is told once, apart from any digest."""

from handlers.buttons import TryChatAgain
from handlers.escaping import shortened
from handlers.steering import button_about
from handlers.views.keyboards import tap
from handlers.words import words_in
from storage.records import Chat, ChatType, Language, MessageContent


def rich_lost_notice(chat: Chat) -> MessageContent:
    """The server does not know rich messages: digests come in the detailed layout."""
    return MessageContent(words_in(chat.language)("notice-rich-lost"), is_silent=True)


def thread_lost_notice(chat: Chat) -> MessageContent:
    """The forum topic that digests went to is closed or deleted; they come to the chat itself."""
    return MessageContent(words_in(chat.language)("notice-thread-lost"), is_silent=True)


def restricted_notice(chat: Chat, language: Language) -> MessageContent:
    """For who looks after a group or channel: we may not write there, and what lets us again."""
    words = words_in(language)
    key = "notice-restricted-channel" if chat.type is ChatType.CHANNEL else "notice-restricted-group"
    again = button_about(tap(words.label("restricted-again-button"), TryChatAgain()), chat)
    return MessageContent(words(key, chat=shortened(chat.title)), ((again,),))
