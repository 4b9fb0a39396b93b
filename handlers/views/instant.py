"""The settings' panel of instant topics: each topic a switch, a page at a time."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.buttons import InstantTopics, ReadyMadePage, SettingsPanel, ToggleInstant
from handlers.escaping import one_line
from handlers.views.keyboards import chosen, in_pairs, tap, turning
from handlers.views.measuring import cut_to_width
from handlers.views.settings import MAIN
from handlers.views.topics import BY_ITSELF
from handlers.words import words_in
from storage.records import Chat, MessageContent
from storage.topics import Topic

TOPICS_PER_PAGE = 12
_NAME_WIDTH = 28


def instant_panel(topics: Sequence[Topic], chat: Chat, page: int) -> MessageContent:
    """Which topics are pushed at once, and what that means; a page beyond the last is the last."""
    words = words_in(chat.language)
    pages = max(-(-len(topics) // TOPICS_PER_PAGE), 1)
    page = min(page, pages - 1)
    switches = (
        tap(
            chosen(cut_to_width(one_line(topic.name), _NAME_WIDTH), topic.instant_since is not None),
            ToggleInstant(topic.id, page),
        )
        for topic in topics[page * TOPICS_PER_PAGE : (page + 1) * TOPICS_PER_PAGE]
    )
    lines = [words("settings-instant", maximum=chat.maximum)]
    if not topics:
        lines.append(words("settings-instant-no-topics"))
    choose = (tap(words.label("topics-ready-made-button"), ReadyMadePage(BY_ITSELF, 0)),)
    rows = (
        *in_pairs(switches),
        turning(page, pages, words, InstantTopics),
        () if topics else choose,
        (tap(words.label("settings-back-button"), SettingsPanel(MAIN)),),
    )
    return MessageContent(Markup("\n\n").join(lines), tuple(row for row in rows if row))
