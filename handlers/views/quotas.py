"""The limits of topics and searches, each with its choices."""

from markupsafe import Markup

from handlers.buttons import SetQuota
from handlers.views.admin import to_figures
from handlers.views.keyboards import chosen, in_rows, tap
from handlers.words import Words, words_in
from storage.records import Chat, MessageContent

TOPICS, SEARCHES = "topics", "searches"
TOPIC_CHOICES = (5, 10, 20, 50, 100, 200)
SEARCH_CHOICES = (20, 50, 100, 200, 500, 0)
_PER_ROW = 3


def quotas_message(topics: int, searches: int, chat: Chat) -> MessageContent:
    """Both limits; the present ones are marked."""
    words = words_in(chat.language)
    lines = [
        words("quotas-title"),
        words("quotas-topics", count=topics),
        words("quotas-searches", count=searches) if searches else words("quotas-searches-any"),
    ]
    topic_buttons = [
        tap(chosen(words.label("quotas-topics-button", count=one), one == topics), SetQuota(TOPICS, one))
        for one in TOPIC_CHOICES
    ]
    search_buttons = [
        tap(chosen(_searches(one, words), one == searches), SetQuota(SEARCHES, one)) for one in SEARCH_CHOICES
    ]
    rows = (*in_rows(topic_buttons, _PER_ROW), *in_rows(search_buttons, _PER_ROW), to_figures(words))
    return MessageContent(Markup("\n").join(lines), rows)


def _searches(limit: int, words: Words) -> str:
    if not limit:
        return words.label("quotas-searches-any-button")
    return words.label("quotas-searches-button", count=limit)
