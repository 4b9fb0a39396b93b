"""Buttons that ask a kept search once more in another way: order, days, words, suggestions, as a topic."""

from dataclasses import replace

from handlers.buttons import FollowSearch, ResultsWithin, SortResults, TrySuggestion, WidenResults
from handlers.context import Call, Replies
from handlers.search import results
from handlers.searching import search_for
from handlers.subscribe import subscribe_command
from handlers.traditional import in_script
from handlers.views.results_keyboard import SPANS
from storage.errors import IndexBroken
from storage.identifiers import SearchId
from storage.search.syntax import Order
from storage.searches import SavedSearch, saved_search


async def sort_results(call: Call, data: SortResults) -> Replies:
    """The same search in another order."""
    if data.order not in set(Order):
        return (call.toast("no-such-button"),)
    found = await _kept(call, data.search_id)
    return await _changed(call, found, found and replace(found, order=Order(data.order)))


async def results_within(call: Call, data: ResultsWithin) -> Replies:
    """The same search in the digests of the last days, or of those that its text says."""
    if data.days not in (0, *SPANS):
        return (call.toast("no-such-button"),)
    found = await _kept(call, data.search_id)
    return await _changed(call, found, found and replace(found, within_days=data.days or None))


async def widen_results(call: Call, data: WidenResults) -> Replies:
    """The same search with what was added to its words, or without."""
    found = await _kept(call, data.search_id)
    return await _changed(call, found, found and replace(found, is_widened=bool(data.is_widened)))


async def try_suggestion(call: Call, data: TrySuggestion) -> Replies:
    """What was suggested beside a kept search, in its place."""
    found = await _kept(call, data.search_id)
    if found is None or data.number >= len(found.suggestions):
        return (call.toast("gone-search"),)
    try:
        text = found.suggestions[data.number].text
        again = await search_for(call, text, opened_from=found.opened_from)
        return (call.show(await results(call, again)),)
    except IndexBroken:
        return (call.toast("search-rebuilding"),)


async def follow_search(call: Call, data: FollowSearch) -> Replies:
    """Follow what was searched for as a topic."""
    found = await _kept(call, data.search_id)
    if found is None:
        return (call.toast("gone-search"),)
    return await subscribe_command(call.with_argument(in_script(found.text, call.chat.language)))


async def _kept(call: Call, search_id: int) -> SavedSearch | None:
    """Read beside the transaction, so that nobody waits for a lock while the search is done again."""
    async with call.services.database.reading() as session:
        return await saved_search(session, call.chat.id, SearchId(search_id))


async def _changed(call: Call, found: SavedSearch | None, wanted: SavedSearch | None) -> Replies:
    """
    A kept search asked again as `wanted`, in its place; the words that were added stay the same.

    What is shown already is left as it is, and the tap is answered in silence.
    """
    if found is None or wanted is None:
        return (call.toast("gone-search"),)
    if wanted == found:
        return ()
    try:
        again = await search_for(
            call,
            wanted.text,
            order=wanted.order,
            within_days=wanted.within_days,
            additions=wanted.additions,
            is_widened=wanted.is_widened,
            opened_from=wanted.opened_from,
        )
    except IndexBroken:
        return (call.toast("search-rebuilding"),)
    return (call.show(await results(call, again)),)
