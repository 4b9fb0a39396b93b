"""/search, plain text in private chats, and the pages of results."""

from markupsafe import Markup

from handlers.buttons import ResultCard, ResultsPage
from handlers.context import Call, Replies
from handlers.escaping import echo, shortened
from handlers.paper import answer_paper
from handlers.plain_text import glued_command_in
from handlers.views.card import Surroundings, card
from handlers.views.keyboards import tap
from handlers.views.results import (
    PAPERS_PER_PAGE,
    glued_button,
    ignored_line,
    page_count,
    page_ids,
    reading_lines,
    results_page,
)
from storage.errors import IndexBroken
from storage.identifiers import PaperId, SearchId, arxiv_id_in, arxiv_id_of
from storage.papers import papers_by_id
from storage.records import MessageContent
from storage.search.query import Query, parse
from storage.search.ranking import search
from storage.search.syntax import Not
from storage.searches import SavedSearch, save_search, saved_search


async def search_command(call: Call) -> Replies:
    """Search the words after the command; without any, say how."""
    if not call.argument:
        return (call.say(MessageContent(call.words("search-empty"))),)
    return await answer_search(call)


async def answer_search(call: Call) -> Replies:
    """Search the words, or open the paper they name."""
    text = call.argument
    if identifier := arxiv_id_of(text) or arxiv_id_in(text):
        return await answer_paper(call, identifier)
    query = parse(text, call.local_day)
    if query.is_empty:
        return (call.say(_nothing_to_look_for(call, query)),)
    try:
        result = await search(call.services.index, query)
    except IndexBroken:
        return (call.say(MessageContent(call.words("search-rebuilding"))),)
    found = await save_search(call.session, call.chat.id, text, result, call.now)
    if not found.total:
        return (call.say(_no_hits(call, query, found.id)),)
    return (call.say(await _page(call, found, 0)),)


async def show_page(call: Call, data: ResultsPage) -> Replies:
    """Turn to a page of a kept result."""
    found = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    if found is None:
        return (call.toast("gone-search"),)
    return (call.show(await _page(call, found, data.page)),)


async def show_card(call: Call, data: ResultCard) -> Replies:
    """Open a paper from a page of a kept result, in its place."""
    found = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    if found is None:
        return (call.toast("gone-search"),)
    paper_id = PaperId(data.paper_id)
    paper = (await papers_by_id(call.session, [paper_id])).get(paper_id)
    if paper is None or paper_id not in found.paper_ids:
        return (call.toast("gone-paper"),)
    return (call.show(card(paper, call.chat.language, data.part, _around(call, found, paper_id))),)


async def _page(call: Call, found: SavedSearch, page: int) -> MessageContent:
    nearest = min(page, page_count(found) - 1)
    papers = await papers_by_id(call.session, page_ids(found, nearest))
    return results_page(found, nearest, papers, call.chat, call.local_day_of(found.made_at))


def _around(call: Call, found: SavedSearch, paper_id: PaperId) -> Surroundings:
    """The neighbours in the order of the results; the way back leads to the paper's own page."""
    position = found.paper_ids.index(paper_id)

    def at(place: int, part: int = 0) -> ResultCard | None:
        if not 0 <= place < len(found.paper_ids):
            return None
        return ResultCard(found.id, found.paper_ids[place], part)

    back = ResultsPage(found.id, position // PAPERS_PER_PAGE)
    return Surroundings(
        page=lambda part: at(position, part),
        previous=at(position - 1),
        next=at(position + 1),
        back=tap(call.words.label("results-back"), back),
    )


def _nothing_to_look_for(call: Call, query: Query) -> MessageContent:
    lines = [call.words("search-nothing-to-look-for", query=echo(query.text))]
    if query.ignored and len(query.ignored) > 1:
        lines.append(ignored_line(query.ignored, call.words))
    return MessageContent(Markup("\n").join(lines))


def _no_hits(call: Call, query: Query, search_id: SearchId) -> MessageContent:
    """Why nothing may have been found, and what to try."""
    words = call.words
    lines = [words("search-no-hits", query=echo(query.text))]
    lines += reading_lines(query, call.local_day, words)
    lines.append(_advice(call, query))
    reading = glued_command_in(query.text) if call.is_private else None
    keyboard = (glued_button(search_id, reading, words),) if reading else ()
    return MessageContent(Markup("\n").join(lines), keyboard)


def _advice(call: Call, query: Query) -> Markup:
    if isinstance(query.root, Not):
        return call.words("search-no-hits-exclusion")
    if query.readings:
        return call.words("search-no-hits-days")
    if len(query.words) > 1:
        example = " OR ".join(shortened(word, 16) for word in query.words[:2])
        return call.words("search-no-hits-many-words", example=example)
    if '"' in query.canonical:
        return call.words("search-no-hits-phrase")
    return call.words("search-no-hits-one-word")
