"""What operators did, newest first, a page at a time."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.buttons import AdminActs
from handlers.views.admin import to_figures
from handlers.views.empty_day import moment
from handlers.views.keyboards import turning
from handlers.words import Words, words_in
from storage.acts import ACTS_KEPT, Act, ActKind
from storage.records import Chat, MessageContent

ACTS_PER_PAGE = 10
_SENTENCES: dict[str, str] = {
    ActKind.CHAT_IMPORTED: "act-chat-imported",
    ActKind.CHAT_ERASED: "act-chat-erased",
    ActKind.ANNOUNCED: "act-announced",
    ActKind.ANNOUNCEMENT_HELD: "act-announcement-held",
    ActKind.ANNOUNCEMENT_RESUMED: "act-announcement-resumed",
    ActKind.ANNOUNCEMENT_STOPPED: "act-announcement-stopped",
    ActKind.ANNOUNCEMENT_UNDONE: "act-announcement-undone",
    ActKind.BANNED: "act-banned",
    ActKind.LET_IN: "act-let-in",
    ActKind.STANDING_CLEARED: "act-standing-cleared",
    ActKind.MADE_PRIVATE: "act-made-private",
    ActKind.MADE_OPEN: "act-made-open",
    ActKind.INVITED: "act-invited",
    ActKind.TOPIC_LIMIT: "act-topic-limit",
    ActKind.SEARCH_LIMIT: "act-search-limit",
    ActKind.SOURCE_ADDED: "act-source-added",
    ActKind.SOURCE_ON: "act-source-on",
    ActKind.SOURCE_OFF: "act-source-off",
    ActKind.SOURCE_REMOVED: "act-source-removed",
    ActKind.SOURCE_POLLED: "act-source-polled",
    ActKind.REFUSED_RETRIED: "act-refused-retried",
}


def acts_page(found: Sequence[Act], page: int, total: int, chat: Chat) -> MessageContent:
    """The acts `found` on a page (from 0) of `total`."""
    words = words_in(chat.language)
    lines = [words("admin-acts-title", total=total, days=ACTS_KEPT.days)]
    lines += [_line(act, chat, words) for act in found]
    pages = max(1, -(-total // ACTS_PER_PAGE))
    rows = (turning(page, pages, words, AdminActs), to_figures(words))
    return MessageContent(Markup("\n").join(lines), tuple(row for row in rows if row))


def _line(act: Act, chat: Chat, words: Words) -> Markup:
    who = words.label("admin-acts-command-line") if act.user_id is None else str(act.user_id)
    sentence = _SENTENCES.get(act.kind)
    what = words(sentence, subject=act.subject) if sentence else f"{act.kind} {act.subject}"
    return words("admin-act", when=moment(chat, act.at, words), who=who, what=what)
