"""Digest files that could not be read, for operators: which, when, and what is wrong in which line."""

from markupsafe import Markup

from handlers.escaping import one_line, safe
from handlers.services import RefusedFile, RefusedFiles
from handlers.views.admin import to_figures
from handlers.views.empty_day import moment
from handlers.views.measuring import cut_to_width
from handlers.words import Words, words_in
from storage.records import Chat, MessageContent

_MOST_FILES, _MOST_LINES = 6, 3
_NAME_WIDTH, _REASON_WIDTH, _LINE_WIDTH = 60, 160, 72
"""So that the longest six of them fit a message."""


def refused_message(refused: RefusedFiles, chat: Chat) -> MessageContent:
    """The last refused first, at most so many as fit."""
    words = words_in(chat.language)
    shown = refused.newest[:_MOST_FILES]
    if not refused.total:
        blocks = [words("admin-refused-none")]
    else:
        blocks = [words("admin-refused-title", total=refused.total)]
        blocks += [_file(one, chat, words) for one in shown]
    if (more := refused.total - len(shown)) > 0:
        blocks.append(words("admin-refused-more", count=more))
    return MessageContent(Markup("\n\n").join(blocks), (to_figures(words),))


def _file(refused: RefusedFile, chat: Chat, words: Words) -> Markup:
    name = cut_to_width(one_line(refused.name), _NAME_WIDTH)
    lines = [
        words("admin-refused-file", name=name, since=moment(chat, refused.refused_at, words)),
        safe(cut_to_width(one_line(refused.reason), _REASON_WIDTH)),
    ]
    lines += [
        words("admin-refused-line", line=str(line), reason=cut_to_width(one_line(reason), _LINE_WIDTH))
        for line, reason in refused.lines[:_MOST_LINES]
    ]
    if (more := len(refused.lines) - _MOST_LINES) > 0:
        lines.append(words("admin-refused-more-lines", count=more))
    return Markup("\n").join(lines)
