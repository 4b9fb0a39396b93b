"""The buttons under search results: open, turn, try another way, sort, narrow, widen, follow."""

from collections.abc import Container
from functools import partial

from handlers.buttons import (
    FollowSearch,
    ReadAsCommand,
    ResultCard,
    ResultsPage,
    ResultsWithin,
    SortResults,
    TryExample,
    TrySuggestion,
    WidenResults,
)
from handlers.escaping import one_line
from handlers.plain_text import glued_command_in
from handlers.traditional import in_script
from handlers.views.keyboards import Row, tap, turning
from handlers.views.measuring import cut_to_width
from handlers.views.result_pages import page_count, page_ids
from handlers.words import Words, words_in
from storage.identifiers import PaperId
from storage.records import Button, Chat
from storage.search.query import Query, parse
from storage.search.suggesting import Suggestion, SuggestionKind
from storage.search.syntax import Order, positive_leaves
from storage.searches import SavedSearch

SPANS = (7, 30)
"""Days of the buttons that narrow a search."""
EXAMPLES = (
    "search-example-words",
    "search-example-either",
    "search-example-without",
    "search-example-fields",
)
_ORDERS = (Order.BEST, Order.NEW, Order.HOT)
_SUGGESTION_WIDTH = 28
_ARGUMENT_CHARACTERS = 20


def results_keyboard(
    saved: SavedSearch, page: int, papers: Container[PaperId], query: Query, chat: Chat
) -> tuple[Row, ...]:
    """The buttons of a page; `papers` are those that still exist."""
    words = words_in(chat.language)
    pages = (
        _numbers(saved, page, papers),
        turning(page, page_count(saved), words, partial(ResultsPage, saved.id)),
    )
    if saved.similar_to is not None:
        return tuple(row for row in (*pages, _way_back(saved, words)) if row)
    rows = (
        *pages,
        *_suggestions(saved, query, words),
        _orders(saved, words) if saved.total > 1 else (),
        _spans(saved, query, words) if saved.total or saved.within_days is not None else (),
        (*_widening(saved, words), *_following(saved, words)),
        _glued(saved, words) if chat.telegram_id > 0 else (),
        _way_back(saved, words),
    )
    return tuple(row for row in rows if row)


def example_rows(words: Words) -> tuple[Row, ...]:
    """Searches to try, one a row."""
    return tuple((tap(words.label(key), TryExample(key)),) for key in EXAMPLES)


def _way_back(saved: SavedSearch, words: Words) -> Row:
    """The button to the card that it was asked from."""
    return (Button(words.label("card-back"), data=saved.opened_from),) if saved.opened_from else ()


def _numbers(saved: SavedSearch, page: int, papers: Container[PaperId]) -> Row:
    return tuple(
        tap(str(position + 1), ResultCard(saved.id, paper_id))
        for position, paper_id in page_ids(saved, page)
        if paper_id in papers
    )


def _suggestions(saved: SavedSearch, query: Query, words: Words) -> tuple[Row, ...]:
    """What else to try; our examples where there is nothing better and nothing was found."""
    offers = tuple(
        (tap(_offer(one, query, words), TrySuggestion(saved.id, number)),)
        for number, one in enumerate(saved.suggestions)
    )
    is_dead_end = not saved.paper_ids and saved.within_days is None and glued_command_in(saved.text) is None
    return offers or (example_rows(words) if is_dead_end else ())


def _offer(suggestion: Suggestion, query: Query, words: Words) -> str:
    is_unquoted = suggestion.kind is SuggestionKind.FEWER_WORDS and suggestion.changed == query.canonical
    as_written = {one.days.canonical: one.words for one in query.readings}
    changed = as_written.get(suggestion.changed, suggestion.changed)
    return words.label(
        "results-suggestion",
        kind="without-quotes" if is_unquoted else str(suggestion.kind),
        query=cut_to_width(one_line(in_script(suggestion.text, words.language)), _SUGGESTION_WIDTH),
        changed=cut_to_width(one_line(in_script(changed, words.language)), _SUGGESTION_WIDTH),
        total=suggestion.total,
    )


def _orders(saved: SavedSearch, words: Words) -> Row:
    return tuple(
        tap(
            _marked(words.label("results-order", order=str(order)), is_chosen=order is saved.order),
            SortResults(saved.id, order),
        )
        for order in _ORDERS
    )


def _spans(saved: SavedSearch, query: Query, words: Words) -> Row:
    """The last week or month; the third is all, or the days that the reader wrote."""
    narrower = (
        tap(
            _marked(words.label("results-span", count=days), is_chosen=days == saved.within_days),
            ResultsWithin(saved.id, days),
        )
        for days in SPANS
    )
    key = "results-span-written" if query.readings else "results-span-all"
    all_days = _marked(words.label(key), is_chosen=saved.within_days is None)
    return (*narrower, tap(all_days, ResultsWithin(saved.id, 0)))


def _widening(saved: SavedSearch, words: Words) -> Row:
    if not saved.additions or (saved.is_widened and not saved.total):
        return ()
    key = "results-own-words" if saved.is_widened else "results-widen"
    return (tap(words.label(key), WidenResults(saved.id, int(not saved.is_widened))),)


def _following(saved: SavedSearch, words: Words) -> Row:
    """A topic needs a word that it wants; days alone are none."""
    root = parse(saved.text).root
    can_follow = root is not None and next(positive_leaves(root), None) is not None
    return (tap(words.label("results-follow"), FollowSearch(saved.id)),) if can_follow and saved.total else ()


def _glued(saved: SavedSearch, words: Words) -> Row:
    """The button that takes a searched text as the command that its first letters are."""
    reading = glued_command_in(saved.text)
    if reading is None:
        return ()
    shown = f"{reading.written} {reading.argument[:_ARGUMENT_CHARACTERS]}".strip()
    return (
        tap(
            words.label("results-as-command", command=in_script(shown, words.language)),
            ReadAsCommand(saved.id),
        ),
    )


def _marked(text: str, *, is_chosen: bool) -> str:
    return f"✓ {text}" if is_chosen else text
