"""Digest files that could not be read, for operators: which, when, what is wrong in which line; a second reading."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.buttons import AdminPanel, RetryRefused
from handlers.escaping import one_line, safe, without_keys
from handlers.services import RefusedFile, RefusedFiles, Retried
from handlers.views.admin import REFUSED, to_figures
from handlers.views.empty_day import moment
from handlers.views.keyboards import Row, in_rows, tap
from handlers.views.measuring import cut_to_width
from handlers.views.problems import problem_told
from handlers.words import Words, words_in
from storage.records import Chat, MessageContent

_MOST_FILES, _MOST_LINES = 6, 3
_PER_ROW = 3
_NAME_WIDTH, _REASON_WIDTH, _LINE_WIDTH = 60, 160, 72
"""So that the longest six of them fit a message."""


def refused_message(refused: RefusedFiles, fetched: RefusedFiles, chat: Chat) -> MessageContent:
    """Of the inbox, then what was fetched from the web; the last refused first, at most so many as fit."""
    words = words_in(chat.language)
    most = _MOST_FILES // 2 if refused.total and fetched.total else _MOST_FILES
    own, brought = refused.newest[:most], fetched.newest[:most]
    shown = [_file(number, one, chat, words) for number, one in enumerate((*own, *brought), 1)]
    blocks = [
        *_part("admin-refused-title", refused.total, shown[: len(own)], words),
        *_part("admin-refused-fetched", fetched.total, shown[len(own) :], words),
    ]
    html = Markup("\n\n").join(blocks or [words("admin-refused-none")])
    total = refused.total + fetched.total
    return MessageContent(html, (*_retries((*own, *brought), total, words), to_figures(words)))


def retried_message(done: Retried, chat: Chat) -> MessageContent:
    """What came of reading refused files again."""
    words = words_in(chat.language)
    lines = [
        *([words("admin-retried", read=done.read, papers=done.papers)] if done.read else []),
        words("admin-retried-refused", refused=done.refused),
        *([words("admin-retried-left", count=done.left)] if done.left else []),
        *([_first(done.first, words)] if done.first else []),
    ]
    back = tap(words.label("admin-refused-button"), AdminPanel(REFUSED))
    return MessageContent(Markup("\n").join(lines), ((back,),))


def _first(refused: RefusedFile, words: Words) -> Markup:
    name = cut_to_width(_short(one_line(refused.name)), _NAME_WIDTH)
    problem = cut_to_width(problem_told(refused.reason, words), _REASON_WIDTH)
    return words("admin-retried-first", name=name, problem=problem)


def _retries(shown: Sequence[RefusedFile], total: int, words: Words) -> tuple[Row, ...]:
    """A button that reads all of them again, and one for each that is shown where there are several."""
    if not total:
        return ()
    several = total > 1
    each = [
        tap(words.label("admin-retry-one-button", number=number), RetryRefused(one.key))
        for number, one in enumerate(shown, 1)
        if one.key and several
    ]
    label = words.label("admin-retry-all-button" if several else "admin-retry-button")
    return (*in_rows(each, _PER_ROW), (tap(label, RetryRefused("")),))


def _part(title: str, total: int, shown: Sequence[Markup], words: Words) -> list[Markup]:
    if not total:
        return []
    more = total - len(shown)
    rest = [words("admin-refused-more", count=more)] if more > 0 else []
    return [words(title, total=total), *shown, *rest]


def _file(number: int, refused: RefusedFile, chat: Chat, words: Words) -> Markup:
    name = cut_to_width(_short(one_line(refused.name)), _NAME_WIDTH)
    since = moment(chat, refused.refused_at, words)
    lines = [
        words("admin-refused-file", number=number, name=name, since=since),
        safe(cut_to_width(problem_told(refused.reason, words), _REASON_WIDTH)),
    ]
    lines += [
        words(
            "admin-refused-line",
            line=str(line),
            reason=cut_to_width(problem_told(reason, words), _LINE_WIDTH),
        )
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
