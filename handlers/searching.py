"""One search carried out and kept: what /search, its buttons and its suggestions have in common."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.context import Call
from storage.search.additions import Addition
from storage.search.query import parse, refined
from storage.search.ranking import search
from storage.search.suggesting import Suggestion, suggestions
from storage.search.syntax import Order
from storage.search.translating import additions_for
from storage.search.word_order import in_order_of
from storage.searches import SavedSearch, save_search

_FEW = 3
"""A search that finds fewer papers comes with others to try."""


async def search_for(
    call: Call,
    text: str,
    *,
    order: Order | None = None,
    within_days: int | None = None,
    additions: Sequence[Addition] | None = None,
    is_widened: bool = True,
    opened_from: str | None = None,
) -> SavedSearch:
    """
    Search a text as seen from today, and keep what was found.

    `order` and `within_days` go before what the text says; without `additions` the lexicon is
    asked for them. `opened_from` is the button that leads back. Raises IndexBroken.
    """
    services, today = call.services, call.local_day
    written = parse(text, today)
    if additions is None:
        additions = additions_for(written, services.lexicon.lexicon)
    query = refined(written, order=order, within_days=within_days, today=today)
    result = await search(services.index, query, additions if is_widened else ())
    suggested: Sequence[Suggestion] = ()
    if result.total < _FEW and within_days is None:
        found = await suggestions(services.index, written, services.lexicon.lexicon, total=result.total)
        suggested = [replace(one, text=in_order_of(written, one.text)) for one in found]
    return await save_search(
        call.session,
        call.chat.id,
        text,
        result,
        call.now,
        order=query.order,
        within_days=within_days,
        additions=additions,
        is_widened=is_widened,
        suggestions=suggested,
        opened_from=opened_from,
    )
