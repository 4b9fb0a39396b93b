"""A question to be answered by writing, with the way out."""

from typing import Any

from markupsafe import Markup

from handlers.escaping import shortened
from handlers.views.keyboards import tap
from handlers.views.wording import own_line
from handlers.words import words_in
from storage.records import Chat, ChatType, MessageContent
from storage.wording import Wording


def question_page(
    key: str, name: str, chat: Chat, back: Any, *, wording: Wording | None = None
) -> MessageContent:
    """The question with what it is about; `back` is the button data of the way out."""
    words = words_in(chat.language)
    is_private = chat.type is ChatType.PRIVATE
    lines = [
        words(key, topic=shortened(name)),
        *((own_line(name, wording, words),) if wording else ()),
        Markup(""),
        words("ask-how" if is_private else "ask-how-group"),
    ]
    return MessageContent(Markup("\n").join(lines), ((tap(words.label("ask-back-button"), back),),))
