"""/today and the buttons of digests: the digest, its cards, all of its papers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.buttons import DigestAll, DigestAllCard, DigestCard, DigestPart, ReadyMadePage, StopWaiting
from handlers.cards import card_for
from handlers.context import Call, Replies
from handlers.replies import Reply
from handlers.views.card import Surroundings
from handlers.views.digest import PREVIEW, digest_messages
from handlers.views.digest_all import PAPERS_PER_PAGE, all_papers_page, matches_on_page
from handlers.views.empty_day import after_digest, empty_day_message, local
from handlers.views.keyboards import tap
from handlers.views.reasons import reason
from handlers.views.topics import BY_ITSELF
from storage.chat_status import last_digest
from storage.deliveries import delivery_selection
from storage.empty_days import described, empty_reason
from storage.identifiers import DeliveryId, PaperId
from storage.near_misses import NearMiss, nearest_misses
from storage.outbox import cover_message, part_content, sent_content, uncover_message
from storage.papers import paper_by_id, papers_by_id
from storage.reasons import explained
from storage.records import EmptyReason, Layout, Match, MessageContent, Selection
from storage.selection import select_papers
from storage.sources import habits

_DAY = timedelta(days=1)


async def today_command(call: Call) -> Replies:
    """What the digest would hold now; nothing is marked as shown."""
    return tuple(map(call.say, await preview_messages(call)))


async def preview_messages(call: Call) -> tuple[MessageContent, ...]:
    """The digest as it would be now, or why it would be empty."""
    selection = await _preview(call)
    if not selection.total:
        return (await _empty(call, selection),)
    if call.chat.layout is not Layout.COMPACT:
        selection = await _explained(call, selection)
    return digest_messages(
        selection,
        await papers_by_id(call.session, _order(selection)),
        call.chat,
        local_day=call.local_day,
        delivery_id=None,
        bot_username=call.services.bot_username,
    )


async def stop_waiting(call: Call, _data: StopWaiting) -> Replies:
    """Wait for Chinese summaries no more, and show what there is without them."""
    changed = await call.with_wishes(waits_for_chinese=False)
    first, *others = await preview_messages(changed)
    return (changed.show(first), *map(changed.say, others))


async def show_digest(call: Call, data: DigestPart) -> Replies:
    """Show a message of a digest again: as it was sent, or /today as it is now."""
    if data.delivery_id == PREVIEW:
        contents = await preview_messages(call)
        return (call.show(contents[min(data.part, len(contents) - 1)]),)
    await uncover_message(call.session, call.chat.id, call.asked.message_id)
    content = await sent_content(call.session, call.chat.id, call.asked.message_id)
    if content is None:
        # Its card had to come as a message of its own: the digest takes that one's place.
        content = await part_content(call.session, call.chat.id, DeliveryId(data.delivery_id), data.part)
    return (call.toast("gone-digest") if content is None else call.show(content),)


async def show_digest_card(call: Call, data: DigestCard) -> Replies:
    """Open a paper from a digest, in place of the digest."""
    selection = await _selection(call, data.delivery_id)
    matches = selection.shown if selection else ()

    def at(paper_id: PaperId, part: int = 0) -> DigestCard:
        return DigestCard(data.delivery_id, data.digest_part, paper_id, part)

    back = DigestPart(data.delivery_id, data.digest_part)
    return (await _card(call, PaperId(data.paper_id), data.part, matches=matches, at=at, back=back),)


async def show_all(call: Call, data: DigestAll) -> Replies:
    """Show all papers of a digest."""
    selection = await _selection(call, data.delivery_id)
    if selection is None or not selection.total:
        return (call.toast("gone-digest"),)
    papers = await papers_by_id(call.session, _order(selection))
    some = matches_on_page(selection, papers, data.page)
    reasoned = {match.paper_id: match for match in await _reasoned(call, data.delivery_id, some)}
    matches = (reasoned.get(match.paper_id, match) for match in (*selection.shown, *selection.rest))
    selection = replace(selection, groups=(), rest=tuple(matches))
    await _cover(call, data.delivery_id)
    return (call.show(all_papers_page(selection, papers, call.chat, data, call.services.bot_username)),)


async def show_all_card(call: Call, data: DigestAllCard) -> Replies:
    """Open a paper from the list of all papers of a digest."""
    selection = await _selection(call, data.delivery_id)
    matches = (*selection.shown, *selection.rest) if selection else ()
    order = [match.paper_id for match in matches]

    def at(paper_id: PaperId, part: int = 0) -> DigestAllCard:
        page = order.index(paper_id) // PAPERS_PER_PAGE if paper_id in order else data.page
        return DigestAllCard(data.delivery_id, data.digest_part, page, paper_id, part)

    back = DigestAll(data.delivery_id, data.digest_part, data.page)
    return (await _card(call, PaperId(data.paper_id), data.part, matches=matches, at=at, back=back),)


async def _card(
    call: Call,
    paper_id: PaperId,
    part: int,
    *,
    matches: Sequence[Match],
    at: Callable[..., Any],
    back: DigestPart | DigestAll,
) -> Reply:
    """The card with its neighbours among `matches` and why it is one; a paper that left the digest has none."""
    paper = await paper_by_id(call.session, paper_id)
    if paper is None:
        return call.toast("gone-paper")
    order = [match.paper_id for match in matches]
    place = order.index(paper_id) if paper_id in order else None
    found = () if place is None else await _reasoned(call, back.delivery_id, [matches[place]])
    why = "".join(reason(match, call.words) for match in found)
    around = Surroundings(
        page=lambda number: at(paper_id, number),
        previous=at(order[place - 1]) if place else None,
        next=at(order[place + 1]) if place is not None and place + 1 < len(order) else None,
        back=tap(call.words.label("digest-back-button"), back),
        why=why,
    )
    await _cover(call, back.delivery_id)
    return call.show(await card_for(call, paper, part, around))


async def _cover(call: Call, delivery_id: int) -> None:
    """Note that something else is shown in the place of a digest that was sent."""
    if delivery_id != PREVIEW:
        await cover_message(call.session, call.chat.id, call.asked.message_id, call.now)


async def _selection(call: Call, delivery_id: int) -> Selection | None:
    """What a delivery of this chat holds; for /today what it holds now."""
    if delivery_id == PREVIEW:
        return await _preview(call)
    return await delivery_selection(call.session, call.chat.id, DeliveryId(delivery_id))


async def _reasoned(call: Call, delivery_id: int, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Matches with the words that were hit; those of a delivery have them, those of /today are looked up."""
    if delivery_id != PREVIEW:
        return tuple(matches)
    asked = Selection(groups=(), rest=tuple(matches), new_papers=0, digest_days=())
    return (await _explained(call, asked)).rest


async def _explained(call: Call, selection: Selection) -> Selection:
    """The selection of this place with the words of each match."""
    [found] = await explained(call.session, [((await call.destination()).id, selection)])
    return found


async def _preview(call: Call) -> Selection:
    return await select_papers(
        call.session, call.chat, await call.destination(), call.now, call.services.rules
    )


async def _empty(call: Call, selection: Selection) -> MessageContent:
    """Why there is nothing, with the way to topics where there are none."""
    destination, sources = await call.destination(), await habits(call.session, call.now)
    reason = await empty_reason(
        call.session, destination.id, selection, now=call.now, since=call.now - _DAY, sources=sources
    )
    misses: tuple[NearMiss, ...] = ()
    if reason is EmptyReason.NO_MATCH:
        misses = await nearest_misses(call.session, destination.id, call.now)
    day = described(reason, selection, sources, call.now, misses)
    content = empty_day_message(day, call.chat, call.services.bot_username)
    if reason is not EmptyReason.NO_TOPICS:
        last = await last_digest(call.session, destination.id)
        came_today = last is not None and local(call.chat, last.sent_at).date() == call.local_day
        return after_digest(content, day, last, call.chat) if last and came_today else content
    button = tap(call.words.label("topics-ready-made-button"), ReadyMadePage(BY_ITSELF, 0))
    return replace(content, keyboard=((button,),))


def _order(selection: Selection) -> list[PaperId]:
    return [match.paper_id for match in (*selection.shown, *selection.rest)]
