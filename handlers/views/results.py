"""
A page of search results: what was understood, the papers by strength, and where to go from here.

A page without papers says why there are none and what to try instead.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from markupsafe import Markup

from handlers.escaping import echo, shortened
from handlers.traditional import in_script
from handlers.views import dates
from handlers.views.headline import headline
from handlers.views.hits import hit
from handlers.views.marks import Marks
from handlers.views.measuring import cut_to_width
from handlers.views.result_pages import page_count, page_ids
from handlers.views.results_keyboard import results_keyboard
from handlers.words import Words, words_in
from handlers.zones import zone_named
from storage.identifiers import PaperId
from storage.records import Chat, MessageContent, Paper
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.highlighting import Highlighter
from storage.search.query import Query, parse, refined
from storage.search.syntax import Not, Order, positive_leaves
from storage.search.values import possible_values
from storage.searches import SavedSearch

_SECTIONS = {Strength.LITERAL: "results-literal", Strength.NEAREST: "results-nearest"}
"""The line over papers that match less well, where they begin and where a page goes on with them."""
_NAME_WIDTH = 60
_READINGS_SHOWN = 3
_ADDITIONS_SHOWN = 6
_ADDITION_CHARACTERS = 32
_MOST_REMEMBERED = 100


def results_page(
    saved: SavedSearch, page: int, papers: Mapping[PaperId, Paper], chat: Chat, searched_on: date
) -> MessageContent:
    """
    A page (from 0) of a kept result; papers that are gone keep their number and say so.

    `searched_on` is the day from which words such as 近7天 were read.
    """
    words, query = words_in(chat.language), parse(saved.text, searched_on)
    highlighter = _highlighter(saved.text, searched_on, saved.used_additions)
    shown = page_ids(saved, page)
    heading = _heading(saved, page, query, words, searched_on)
    if saved.similar_to is not None:
        heading = _similar_heading(saved, page, papers.get(saved.similar_to), words)
    blocks = [Markup("\n").join(heading)]
    for number, (position, paper_id) in enumerate(shown):
        strength = _strength(saved, position)
        if strength in _SECTIONS and (number == 0 or strength is not _strength(saved, position - 1)):
            blocks.append(words(_SECTIONS[strength]))
        paper = papers.get(paper_id)
        marks = Marks(highlighter, strength, words.language)
        blocks.append(
            hit(position + 1, paper, marks, words, searched_on) if paper else _gone(position, words)
        )
    keyboard = results_keyboard(saved, page, papers, query, chat)
    return MessageContent(Markup("\n\n").join(blocks), keyboard, tuple(paper_id for _, paper_id in shown))


@lru_cache(_MOST_REMEMBERED)
def _highlighter(text: str, searched_on: date, additions: tuple[Addition, ...]) -> Highlighter:
    """One for all pages of a search, by which what it marked is known again (`hits.hit`)."""
    return Highlighter(parse(text, searched_on), additions)


def ignored_line(ignored: tuple[str, ...], words: Words) -> Markup:
    """What of a query had no effect, as the reader wrote it, and what its fields take; a few parts are enough."""
    shown = Markup(" ").join(echo(part) for part in ignored[:3])
    takes = dict(found for part in ignored[:3] if (found := possible_values(part)))
    lines = [words("results-possible", field=field, values=values) for field, values in takes.items()]
    return Markup("\n").join([words("results-ignored", parts=shown), *lines])


def _similar_heading(saved: SavedSearch, page: int, like: Paper | None, words: Words) -> Iterator[Markup]:
    """What the papers are like, and why these."""
    name = cut_to_width(headline(like, words.language).name, _NAME_WIDTH) if like else "…"
    first = words("results-similar", title=name or "…")
    pages = page_count(saved)
    yield first + words("results-page", page=page + 1, pages=pages) if pages > 1 else first


def _heading(
    saved: SavedSearch, page: int, query: Query, words: Words, searched_on: date
) -> Iterator[Markup]:
    pages, name = page_count(saved), echo(in_script(saved.text, words.language))
    first = words("results-title", query=name, total=saved.total)
    if not saved.total:
        first = words("search-no-hits", query=name)
    elif saved.total > len(saved.paper_ids):
        order = Order.NEW if saved.order is Order.BEST and not query.words else saved.order
        first += words("results-best", count=len(saved.paper_ids), order=str(order))
    if saved.total and pages > 1:
        first += words("results-page", page=page + 1, pages=pages)
    yield first
    if saved.used_additions:
        yield _added(saved, words)
    yield from _days(saved, query, words, searched_on)
    if query.asks_newest and saved.order is Order.NEW and saved.total:
        yield words("results-newest")
    if query.ignored:
        yield ignored_line(query.ignored, words)
    if not saved.total:
        yield _advice(saved, query, words)


def _added(saved: SavedSearch, words: Words) -> Markup:
    texts = tuple(dict.fromkeys(one.text for one in saved.used_additions))
    shown = [
        shortened(in_script(text, words.language), _ADDITION_CHARACTERS) for text in texts[:_ADDITIONS_SHOWN]
    ]
    if len(texts) > _ADDITIONS_SHOWN:
        shown.append("…")
    return words("results-added", words=words.label("list-separator").join(shown))


def _days(saved: SavedSearch, query: Query, words: Words, searched_on: date) -> Iterator[Markup]:
    """How words for days were read, less those that a button has put others in the place of."""
    asked = refined(query, order=saved.order, within_days=saved.within_days, today=searched_on)
    leaves = set(positive_leaves(asked.root)) if asked.root else set()
    kept = [one for one in query.readings if saved.within_days is None or one.days in leaves]
    for one in kept[:_READINGS_SHOWN]:
        read = dates.span(words, one.days.first, one.days.last, searched_on)
        yield words("results-days", words=echo(one.words), days=read)
    if saved.within_days is not None:
        first = searched_on - timedelta(days=saved.within_days - 1)
        read = dates.span(words, first, searched_on, searched_on)
        yield words("results-within", count=saved.within_days, days=read)


def _strength(saved: SavedSearch, position: int) -> Strength:
    """How the paper at a position of the result was found."""
    if position < saved.word_total:
        return Strength.WORD
    return Strength.LITERAL if position < saved.total else Strength.NEAREST


def _gone(position: int, words: Words) -> Markup:
    return Markup("<b>{}.</b> {}").format(position + 1, words("gone-paper"))


def _advice(saved: SavedSearch, query: Query, words: Words) -> Markup:
    """Why nothing may have been found, and what to try."""
    if saved.within_days is not None:
        return words("search-no-hits-within")
    if isinstance(query.root, Not):
        return words("search-no-hits-exclusion")
    if zone_named(saved.text):
        return words("search-no-hits-city", city=shortened(saved.text, _NAME_WIDTH))
    if saved.suggestions:
        return words("search-no-hits-suggestion", kind=str(saved.suggestions[0].kind))
    if query.readings:
        return words("search-no-hits-days")
    if len(query.words) > 1:
        example = " OR ".join(shortened(word, 16) for word in query.words[:2])
        return words("search-no-hits-many-words", example=example)
    if '"' in query.canonical:
        return words("search-no-hits-phrase")
    return words("search-no-hits-one-word")
