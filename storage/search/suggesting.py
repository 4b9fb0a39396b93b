"""
Other queries to try when one finds nothing, or hardly anything: each finds more papers.

Four things may be wrong: a word is misspelt, a filter leaves nothing, no paper holds all the
words, or only papers in the other language do and the words were such as are never widened.
The calls to the engine are bounded in number whatever the query.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from storage.search.asked import MOST_LEAVES, Asked
from storage.search.index import SearchIndex
from storage.search.lexicon import Lexicon
from storage.search.query import Query, parse
from storage.search.ranking import total_now
from storage.search.reformulating import (
    Reformulation,
    fewer_words,
    in_other_language,
    respelt,
    without_filters,
)
from storage.search.respelling import respellings
from storage.search.syntax import Order, leaf_count
from storage.search.translating import additions_for
from storage.search.values import ORDER_FIELD

_MOST_COUNTED = 5
"""Reformulations of one kind that are put to the engine."""


class SuggestionKind(StrEnum):
    """What a suggestion changes."""

    SPELLING = "spelling"
    WITHOUT_FILTERS = "without-filters"
    FEWER_WORDS = "fewer-words"
    OTHER_LANGUAGE = "other-language"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query to try."""

    kind: SuggestionKind
    text: str
    """In the query language and its normal form; what is not changed is kept, sort: too."""
    total: int
    """How many papers a search for `text`, widened, finds now; more than the query itself."""
    changed: str
    """What of the query was replaced or left out, in its normal form."""


async def suggestions(
    index: SearchIndex, query: Query, lexicon: Lexicon, limit: int = 3, *, total: int | None = None
) -> tuple[Suggestion, ...]:
    """
    At most `limit` queries that find more than `query`, the likeliest first, of different kinds if they can.

    For queries that find nothing or a handful; `total` is how many papers it finds, if that
    is known, which saves a call to the engine. It runs in a thread of its own and does not
    hold up the loop.

    Raises:
        IndexBroken: the index cannot be read; the next `follow` rebuilds it.
    """
    return await asyncio.to_thread(suggestions_now, index, query, lexicon, limit, total=total)


def suggestions_now(
    index: SearchIndex, query: Query, lexicon: Lexicon, limit: int = 3, *, total: int | None = None
) -> tuple[Suggestion, ...]:
    """`suggestions` in the calling thread."""
    if query.root is None:
        return ()
    with index.searching() as searcher:
        asked = Asked(query, query.root, searcher, lexicon)
        if total is None:
            # Whoever asks after a very long query has found hardly anything.
            total = (
                total_now(searcher, query, asked.additions) if leaf_count(query.root) <= MOST_LEAVES else 0
            )
        misspelt = respellings(asked)
        ways = {
            SuggestionKind.SPELLING: respelt(asked, misspelt),
            SuggestionKind.WITHOUT_FILTERS: without_filters(asked),
            SuggestionKind.FEWER_WORDS: fewer_words(asked, misspelt),
            SuggestionKind.OTHER_LANGUAGE: in_other_language(asked),
        }
        offers = [_offers(kind, way, asked, total) for kind, way in ways.items()]
        return _first_of_each(offers, limit)


def _first_of_each(offers: list[Iterator[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """The first of each kind, then the second ones; nothing is counted that is not needed."""
    found: dict[str, Suggestion] = {}
    while offers:
        for offer in tuple(offers):
            if len(found) >= limit:
                return tuple(found.values())
            if one := next(offer, None):
                found.setdefault(one.text, one)
            else:
                offers.remove(offer)
    return tuple(found.values())


def _offers(
    kind: SuggestionKind, reformulations: Iterator[Reformulation], asked: Asked, least: int
) -> Iterator[Suggestion]:
    short = (one for one in reformulations if leaf_count(one.root) <= MOST_LEAVES)
    is_offered = False
    for one in islice(short, _MOST_COUNTED):
        if is_offered and one.is_last_resort:
            return
        text = Query("", one.root).canonical
        if asked.query.order is not Order.BEST:
            text = f"{text} {ORDER_FIELD}:{asked.query.order}"
        query = parse(text)
        if query.root != one.root:
            continue  # a word that means something else where it stands alone
        total = total_now(asked.searcher, query, additions_for(query, asked.lexicon))
        if total > least:
            is_offered = True
            yield Suggestion(SuggestionKind.SPELLING if one.is_respelt else kind, text, total, one.changed)
