"""An announcement as readers get it, with a button for those who want none."""

from handlers.buttons import SetAnnouncements
from handlers.views.keyboards import Row, tap
from handlers.words import words_in
from storage.records import Broadcast, Chat, Language, MessageContent


def announcement_message(broadcast: Broadcast, chat: Chat) -> MessageContent:
    """The operator's own words, in the chat's language where there are several."""
    text = broadcast.text_for(chat.language)
    return MessageContent(text, (announcements_row(chat.language, wants=True),), is_silent=chat.is_silent)


def announcements_row(language: Language, *, wants: bool) -> Row:
    """What a chat that `wants` announcements may say about them, or the way back."""
    words = words_in(language)
    if wants:
        return (tap(words.label("announcements-none-button"), SetAnnouncements(0)),)
    return (tap(words.label("announcements-again-button"), SetAnnouncements(1)),)
