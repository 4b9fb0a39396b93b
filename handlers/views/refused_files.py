"""Digest files that could not be read, for operators: which, when, and what is wrong in which line."""

from markupsafe import Markup

from handlers.escaping import one_line, safe, without_keys
from handlers.services import RefusedFile, RefusedFiles
from handlers.views.admin import to_figures
from handlers.views.empty_day import moment
from handlers.views.measuring import cut_to_width
from handlers.words import Words, words_in
from storage.records import Chat, MessageContent

_MOST_FILES, _MOST_LINES = 6, 3
_NAME_WIDTH, _REASON_WIDTH, _LINE_WIDTH = 60, 160, 72
"""So that the longest six of them fit a message."""


def refused_message(refused: RefusedFiles, fetched: RefusedFiles, chat: Chat) -> MessageContent:
    """Of the inbox, then what was fetched from the web; the last refused first, at most so many as fit."""
    words = words_in(chat.language)
    both = bool(refused.total and fetched.total)
    blocks = [
        *_part("admin-refused-title", refused, _MOST_FILES // 2 if both else _MOST_FILES, chat, words),
        *_part("admin-refused-fetched", fetched, _MOST_FILES // 2 if both else _MOST_FILES, chat, words),
    ]
    html = Markup("\n\n").join(blocks or [words("admin-refused-none")])
    return MessageContent(html, (to_figures(words),))


def _part(title: str, refused: RefusedFiles, most: int, chat: Chat, words: Words) -> list[Markup]:
    if not refused.total:
        return []
    shown = refused.newest[:most]
    more = refused.total - len(shown)
    return [
        words(title, total=refused.total),
        *(_file(one, chat, words) for one in shown),
        *([words("admin-refused-more", count=more)] if more > 0 else []),
    ]


def _file(refused: RefusedFile, chat: Chat, words: Words) -> Markup:
    name = cut_to_width(_short(one_line(refused.name)), _NAME_WIDTH)
    lines = [
        words("admin-refused-file", name=name, since=moment(chat, refused.refused_at, words)),
        safe(cut_to_width(one_line(without_keys(refused.reason)), _REASON_WIDTH)),
    ]
    lines += [
        words("admin-refused-line", line=str(line), reason=cut_to_width(one_line(reason), _LINE_WIDTH))
        for line, reason in refused.lines[:_MOST_LINES]
    ]
    if (more := len(refused.lines) - _MOST_LINES) > 0:
        lines.append(words("admin-refused-more-lines", count=more))
    return Markup("\n").join(lines)


def _short(name: str) -> str:
    """Of a web address the host and what it ends with, without what may hold a key."""
    scheme, found, rest = without_keys(name).partition("://")
    if not found:
        return scheme
    host, *parts = rest.split("/")
    return "/".join([host, *(["…"] if len(parts) > 1 else []), *parts[-1:]])
