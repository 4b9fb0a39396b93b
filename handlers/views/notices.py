"""Notices: what a chat is told once, apart from any digest."""

from handlers.words import words_in
from storage.records import Chat, MessageContent


def rich_lost_notice(chat: Chat) -> MessageContent:
    """The server does not know rich messages: digests come in the detailed layout."""
    return MessageContent(words_in(chat.language)("notice-rich-lost"), is_silent=True)


def thread_lost_notice(chat: Chat) -> MessageContent:
    """The forum topic that digests went to is closed or deleted; they come to the chat itself."""
    return MessageContent(words_in(chat.language)("notice-thread-lost"), is_silent=True)
