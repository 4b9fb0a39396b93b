"""A page of search results: numbered, word matches first, literal ones under a line of their own."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from handlers.buttons import ReadAsCommand, ResultCard, ResultsPage
from handlers.escaping import echo, safe
from handlers.plain_text import CommandReading, glued_command_in
from handlers.views import dates
from handlers.views.headline import subjects, title
from handlers.views.keyboards import Row, in_rows, tap
from handlers.views.measuring import cut_to_width
from handlers.words import Words, words_in
from storage.identifiers import PaperId
from storage.records import Chat, Language, MessageContent, Paper
from storage.search.query import Query, parse
from storage.searches import SavedSearch

PAPERS_PER_PAGE = 8
_NUMBERS_PER_ROW = 4
_TITLE_WIDTH = 110
_ARGUMENT_CHARACTERS = 20
_READINGS_SHOWN = 3


def page_count(saved: SavedSearch) -> int:
    """How many pages a kept result has; one if it is empty."""
    return max(1, -(-len(saved.paper_ids) // PAPERS_PER_PAGE))


def page_ids(saved: SavedSearch, page: int) -> tuple[PaperId, ...]:
    """The papers of a page."""
    return saved.paper_ids[page * PAPERS_PER_PAGE : (page + 1) * PAPERS_PER_PAGE]


def results_page(
    saved: SavedSearch, page: int, papers: Mapping[PaperId, Paper], chat: Chat, searched_on: date
) -> MessageContent:
    """
    A page (from 0) of a kept result; papers that are gone keep their number and say so.

    `searched_on` is the day from which words such as 近7天 were read.
    """
    words = words_in(chat.language)
    first = page * PAPERS_PER_PAGE
    ids = page_ids(saved, page)
    lines = [_heading(saved, page, words, searched_on)]
    for position, paper_id in enumerate(ids, first):
        if position == saved.word_total or (position == first and position > saved.word_total):
            lines.append(words("results-literal"))
        lines.append(_entry(position + 1, papers.get(paper_id), words))
    numbers = [
        tap(str(position + 1), ResultCard(saved.id, paper_id))
        for position, paper_id in enumerate(ids, first)
        if paper_id in papers
    ]
    keyboard = (
        *in_rows(numbers, _NUMBERS_PER_ROW),
        *_turning(saved, page, words),
        *_glued(saved, chat, words),
    )
    return MessageContent(Markup("\n\n").join(lines), keyboard, ids)


def glued_button(search_id: int, reading: CommandReading, words: Words) -> Row:
    """The button that takes a searched text as a command."""
    shown = f"{reading.command.word} {reading.argument[:_ARGUMENT_CHARACTERS]}".strip()
    return (tap(words.label("results-as-command", command=shown), ReadAsCommand(search_id)),)


def _heading(saved: SavedSearch, page: int, words: Words, searched_on: date) -> Markup:
    pages, query = page_count(saved), parse(saved.text, searched_on)
    lines = [words("results-title", query=echo(saved.text), total=saved.total)]
    if pages > 1:
        lines[0] += words("results-page", page=page + 1, pages=pages)
    if saved.total > len(saved.paper_ids):
        lines.append(words("results-best", count=len(saved.paper_ids), order=str(query.order)))
    lines += reading_lines(query, searched_on, words)
    return Markup("\n").join(lines)


def reading_lines(query: Query, today: date, words: Words) -> list[Markup]:
    """How the dates of a query were read, and what of it had no effect."""
    shown = query.readings[:_READINGS_SHOWN]
    lines = [
        words(
            "results-days",
            words=echo(one.words),
            days=dates.span(words, one.days.first, one.days.last, today),
        )
        for one in shown
    ]
    return [*lines, ignored_line(query.ignored, words)] if query.ignored else lines


def ignored_line(ignored: tuple[str, ...], words: Words) -> Markup:
    """What of a query had no effect, as the reader wrote it; a few parts are enough."""
    shown = Markup(" ").join(echo(part) for part in ignored[:3])
    return words("results-ignored", parts=shown)


def _entry(number: int, paper: Paper | None, words: Words) -> Markup:
    if paper is None:
        return Markup("{}. {}").format(number, words("gone-paper"))
    name = title(_title(paper, words.language))
    facts = [*subjects(paper, words.language), dates.with_year(words, paper.first_digest_on)]
    return Markup("<b>{}</b>. <b>{}</b>\n{}").format(
        number, safe(cut_to_width(name, _TITLE_WIDTH)), safe(" · ".join(facts))
    )


def _title(paper: Paper, language: Language) -> str:
    own = paper.title_zh if language is Language.ZH_HANS else paper.title
    return own or paper.title or paper.title_zh


def _turning(saved: SavedSearch, page: int, words: Words) -> tuple[Row, ...]:
    before = (tap(words.label("previous-page"), ResultsPage(saved.id, page - 1)),) if page > 0 else ()
    has_more = page < page_count(saved) - 1
    after = (tap(words.label("next-page"), ResultsPage(saved.id, page + 1)),) if has_more else ()
    return ((*before, *after),) if before or after else ()


def _glued(saved: SavedSearch, chat: Chat, words: Words) -> tuple[Row, ...]:
    reading = glued_command_in(saved.text) if chat.telegram_id > 0 else None
    return (glued_button(saved.id, reading, words),) if reading else ()
