"""The question whether everything shall be deleted, with what that is in numbers."""

from typing import Any

from markupsafe import Markup

from handlers.buttons import KeepChat
from handlers.views.keyboards import tap
from handlers.words import words_in
from storage.erasure import Holdings
from storage.records import Chat, ChatType, MessageContent


def erase_question(holdings: Holdings, chat: Chat, confirmed: Any) -> MessageContent:
    """What would be deleted; `confirmed` is the data of the button that does it."""
    words = words_in(chat.language)
    told = (
        (holdings.topics, words("forget-topics", count=holdings.topics)),
        (1, words("forget-settings")),
        (holdings.saved_papers, words("forget-saved", count=holdings.saved_papers)),
        (
            holdings.digests + holdings.shown_papers,
            words("forget-digests", count=holdings.digests, papers=holdings.shown_papers),
        ),
        (holdings.searches, words("forget-searches", count=holdings.searches)),
        (holdings.updates, words("forget-updates", count=holdings.updates)),
    )
    lines = [
        words("forget-question" if chat.type is ChatType.PRIVATE else "forget-question-group"),
        *(line for count, line in told if count),
        Markup(""),
        words("forget-final"),
    ]
    rows = (
        (tap(words.label("forget-erase-button"), confirmed),),
        (tap(words.label("forget-keep-button"), KeepChat()),),
    )
    return MessageContent(Markup("\n").join(lines), rows)
