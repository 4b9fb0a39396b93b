"""/search, plain text in private chats, and the pages of results."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from handlers.buttons import ResultCard, ResultsPage, TryExample
from handlers.cards import card_for
from handlers.context import Call, Replies
from handlers.deep_links import paper_url, search_url
from handlers.escaping import echo
from handlers.paper import answer_paper
from handlers.replies import Toast
from handlers.search_quota import is_over_quota
from handlers.searching import search_for
from handlers.traditional import in_words_of_papers
from handlers.views.card import Surroundings
from handlers.views.keyboards import open_link, tap
from handlers.views.result_pages import page_count, page_ids, page_of
from handlers.views.results import ignored_line, results_page
from handlers.views.results_keyboard import EXAMPLES, example_rows
from storage.errors import IndexBroken
from storage.identifiers import PaperId, SearchId
from storage.papers import papers_by_id
from storage.records import MessageContent
from storage.search.additions import Addition
from storage.search.query import Query, parse
from storage.search.stop_words import may_ask
from storage.search.syntax import Term, positive_leaves
from storage.search.values import lone_identifier, possible_values
from storage.searches import SavedSearch, saved_search


async def search_command(call: Call) -> Replies:
    """Search the words after the command; without any, say how and offer examples."""
    if not call.argument:
        return (call.say(MessageContent(call.words("search-empty"), example_rows(call.words))),)
    return await answer_search(call)


async def answer_search(call: Call, additions: Sequence[Addition] | None = None) -> Replies:
    """
    Search the words, or open the paper where they are its id or link and nothing else.

    An id beside other words asks for both, as in a topic. Words are widened by `additions`, by
    default by what the lexicon has for them.
    """
    text = in_words_of_papers(call.argument, call.chat.language)
    if alone := lone_identifier(text):
        return await answer_paper(call, alone.value)
    query = parse(text, call.local_day)
    if query.is_empty:
        return (call.say(_nothing_to_look_for(call, query)),)
    if await is_over_quota(call):
        return (call.say(MessageContent(call.words("search-quota", count=call.services.search_limit))),)
    try:
        found = await search_for(call, text, additions=additions)
    except IndexBroken:
        return (call.say(MessageContent(call.words("search-rebuilding"))),)
    if not found.total and _only_asks(query):
        return (call.say(_nothing_to_look_for(call, query)),)
    return (call.say(await results(call, found)),)


async def try_example(call: Call, data: TryExample) -> Replies:
    """Search one of our examples; the list of them stays where it is."""
    if data.name not in EXAMPLES:
        return (call.toast("no-such-button"),)
    return await answer_search(call.with_argument(call.words.label(data.name)))


async def show_page(call: Call, data: ResultsPage) -> Replies:
    """Turn to a page of a kept result."""
    found = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    if found is None:
        return (call.toast("gone-search"),)
    return (call.show(await results(call, found, data.page)),)


async def show_card(call: Call, data: ResultCard) -> Replies:
    """
    Open a paper from a page of a kept result, in its place.

    Where all of a group see the results, it opens in the private chat of the one who taps.
    """
    found = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    if found is None:
        return (call.toast("gone-search"),)
    paper_id = PaperId(data.paper_id)
    paper = (await papers_by_id(call.session, [paper_id])).get(paper_id)
    if paper is None or paper_id not in found.paper_ids:
        return (call.toast("gone-paper"),)
    if call.asked.query_id and not (call.is_private or call.asked.ephemeral_id):
        return (Toast(call.asked.query_id, url=paper_url(call.services.bot_username, paper)),)
    return (call.show(await card_for(call, paper, data.part, _around(call, found, paper_id))),)


async def results(call: Call, found: SavedSearch, page: int = 0) -> MessageContent:
    """A page (from 0) of a kept result, or the nearest that there is."""
    nearest = min(page, page_count(found) - 1)
    ids = [paper_id for _, paper_id in page_ids(found, nearest)]
    if found.similar_to is not None:
        ids.append(found.similar_to)
    papers = await papers_by_id(call.session, ids)
    page_of_results = results_page(found, nearest, papers, call.chat, call.local_day_of(found.made_at))
    if call.is_private:
        return page_of_results
    url = search_url(call.services.bot_username, found.text) if found.similar_to is None else None
    private = open_link(call.words.label("results-private-button"), url)
    return replace(page_of_results, keyboard=(*page_of_results.keyboard, *([private] if private else [])))


def _around(call: Call, found: SavedSearch, paper_id: PaperId) -> Surroundings:
    """The neighbours in the order of the results; the way back leads to the paper's own page."""
    position = found.paper_ids.index(paper_id)

    def at(place: int, part: int = 0) -> ResultCard | None:
        if not 0 <= place < len(found.paper_ids):
            return None
        return ResultCard(found.id, found.paper_ids[place], part)

    back = ResultsPage(found.id, page_of(position))
    return Surroundings(
        page=lambda part: at(position, part),
        previous=at(position - 1),
        next=at(position + 1),
        back=tap(call.words.label("results-back"), back),
    )


def _only_asks(query: Query) -> bool:
    """Whether a query says that papers are wanted, and not of what."""
    leaves = positive_leaves(query.root) if query.root else ()
    return all(isinstance(leaf, Term) and not leaf.scope and may_ask(leaf.text) for leaf in leaves)


def _nothing_to_look_for(call: Call, query: Query) -> MessageContent:
    lines = [call.words("search-nothing-to-look-for", query=echo(query.text))]
    if len(query.ignored) > 1 or any(possible_values(part) for part in query.ignored):
        lines.append(ignored_line(query.ignored, call.words))
    return MessageContent(Markup("\n").join(lines), example_rows(call.words))
