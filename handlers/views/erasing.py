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
    is_private = chat.type is ChatType.PRIVATE
    lines = [
        words("forget-question" if is_private else "forget-question-group"),
        words("forget-topics", count=holdings.topics),
        words("forget-digests", count=holdings.digests, papers=holdings.shown_papers),
        words("forget-searches", count=holdings.searches, updates=holdings.updates),
    ]
    if is_private:
        lines.append(words("forget-saved", count=holdings.saved_papers))
    lines += [Markup(""), words("forget-final")]
    rows = (
        (tap(words.label("forget-erase-button"), confirmed),),
        (tap(words.label("forget-keep-button"), KeepChat()),),
    )
    return MessageContent(Markup("\n").join(lines), rows)
