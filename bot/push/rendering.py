"""Recorded digests get their messages, once: in one transaction with the mark that they have them."""

from collections.abc import Sequence

from bot.push.empty_days import EmptyDays
from handlers.views.digest import digest_messages
from handlers.views.empty_day import empty_day_message
from storage.clock import Clock
from storage.database import Database, Session
from storage.deliveries import Delivery, is_any_planned, mark_rendered, planned_deliveries
from storage.identifiers import DeliveryId
from storage.outbox import store_messages
from storage.papers import papers_by_id
from storage.reasons import explained
from storage.records import MessageContent, Selection
from storage.stop_points import reached

BATCH = 15


async def render_planned(database: Database, clock: Clock, bot_username: str) -> int:
    """Store the messages of all digests that have none yet; how many digests were rendered."""
    async with database.reading() as session:
        if not await is_any_planned(session):
            return 0
    rendered, empty_days = 0, EmptyDays(clock.now())
    while batch := await _render_batch(database, clock, bot_username, empty_days):
        rendered += batch
    return rendered


async def _render_batch(database: Database, clock: Clock, bot_username: str, empty_days: EmptyDays) -> int:
    selections = await _selections(database, empty_days)
    async with database.transaction() as session:
        waiting = await planned_deliveries(session, BATCH)
        deliveries = [delivery for delivery in waiting if delivery.id in selections]
        for delivery in deliveries:
            contents = await _messages(session, delivery, bot_username, empty_days)
            where = delivery.destination
            await store_messages(
                session, delivery.id, where.chat_id, where.thread_id, contents, now=clock.now()
            )
            await mark_rendered(session, delivery.id, selections[delivery.id])
        if deliveries:
            reached("rendering.uncommitted")
    if deliveries:
        reached("rendering.committed")
    return len(deliveries)


async def _selections(database: Database, empty_days: EmptyDays) -> dict[DeliveryId, Selection]:
    """What waits, with the reason of each paper: found out before anybody has to wait for a lock."""
    async with database.reading() as session:
        waiting = await planned_deliveries(session, BATCH, is_locked=False)
        asked = [(delivery.destination.id, delivery.selection) for delivery in waiting]
        selections = await explained(session, asked)
        await empty_days.explain(session, waiting)
    return {delivery.id: selection for delivery, selection in zip(waiting, selections, strict=True)}


async def _messages(
    session: Session, delivery: Delivery, bot_username: str, empty_days: EmptyDays
) -> Sequence[MessageContent]:
    selection = delivery.selection
    if delivery.empty_reason is not None:
        return (empty_day_message(empty_days.of(delivery), delivery.chat, bot_username),)
    matches = (*selection.shown, *selection.rest)
    papers = await papers_by_id(session, [match.paper_id for match in matches])
    return digest_messages(
        selection,
        papers,
        delivery.chat,
        local_day=delivery.local_date,
        delivery_id=delivery.id,
        bot_username=bot_username,
    )
