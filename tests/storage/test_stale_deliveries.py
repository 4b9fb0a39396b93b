"""What is a day late is not tried any more, and nothing of it is lost that never left."""

from dataclasses import replace
from datetime import timedelta

import pytest
from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record
from sqlalchemy import select, update

from storage.database import Database, Session
from storage.deliveries import mark_rendered, record_delivery
from storage.due_digests import destinations_with_unsent
from storage.identifiers import DeliveryId
from storage.notices import queue_notice
from storage.outbox import store_messages
from storage.records import (
    Chat,
    DeliveryState,
    Destination,
    DigestFormat,
    MessageContent,
    MessageState,
    Selection,
)
from storage.schedule import Slot
from storage.schema import DeliveryRow, MessageRow
from storage.selection import NewsRules, select_papers
from storage.stale_deliveries import GAVE_UP, TRIED_FOR, give_up_late, is_any_late, take_stale

LATER = NOON + TRIED_FOR + timedelta(seconds=1)
PARTS = [MessageContent("part 1"), MessageContent("part 2")]


async def recorded(session: Session, who: tuple[Chat, Destination]) -> tuple[DeliveryId, Selection]:
    """A digest of two papers, not rendered."""
    await topic(session, who[1], "智能体")
    papers = [entry(f"2603.0000{n}", f"Agent {n}", keywords_zh=("智能体",)) for n in range(2)]
    await record(session, digest(DigestFormat.SUMMARY, *papers))
    selection = await select_papers(session, *who, NOON, NewsRules())
    delivery_id = await record_delivery(session, who[1], Slot(NOON, TODAY, "08:00"), selection, NOON)
    assert delivery_id is not None
    return delivery_id, selection


async def rendered(session: Session, who: tuple[Chat, Destination]) -> tuple[DeliveryId, Selection]:
    """The same with its two messages in the outbox."""
    delivery_id, selection = await recorded(session, who)
    first, second = PARTS
    shown = tuple(match.paper_id for match in selection.shown)
    await store_messages(
        session, delivery_id, who[0].id, 0, [replace(first, paper_ids=shown), second], now=NOON
    )
    await mark_rendered(session, delivery_id, selection)
    return delivery_id, selection


async def test_papers_of_a_digest_that_never_left_come_again(database: Database) -> None:
    """The next digest may bring what an outage kept back, and the old one is never sent."""
    async with database.transaction() as session:
        who = await reader(session)
        delivery_id, selection = await rendered(session, who)
        assert await take_stale(session, who[1].id, NOON) == ()
        freed = await take_stale(session, who[1].id, NOON + timedelta(seconds=1))
        assert set(freed) == {match.paper_id for match in selection.shown}
        assert (await session.get_one(DeliveryRow, delivery_id)).state == DeliveryState.MERGED
        assert set(await session.scalars(select(MessageRow.state))) == {MessageState.CANCELLED}
        again = await select_papers(session, *who, NOON, NewsRules())
        assert again.groups == selection.groups
        assert await take_stale(session, who[1].id, LATER) == ()


async def test_digest_that_was_not_even_rendered_is_merged_too(database: Database) -> None:
    """A bot that died between planning and rendering owes the papers all the same."""
    async with database.transaction() as session:
        who = await reader(session)
        await recorded(session, who)
        assert len(await take_stale(session, who[1].id, LATER)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"state": MessageState.SENT},
        {"state": MessageState.SENDING},
        {"state": MessageState.UNKNOWN},
        {"state": MessageState.DEFERRED, "repeats": 1},
        {"state": MessageState.DEAD, "error": "rejected"},
    ],
)
async def test_digest_of_which_a_part_may_have_left_stays(
    database: Database, changes: dict[str, object]
) -> None:
    """No paper comes twice because its digest was late: here all stand in the part that may have left."""
    async with database.transaction() as session:
        who = await reader(session)
        await rendered(session, who)
        await session.execute(update(MessageRow).where(MessageRow.part == 1).values(**changes))
        assert await take_stale(session, who[1].id, LATER) == ()


async def test_rest_of_a_digest_that_was_cut_short_comes_again(database: Database) -> None:
    """What stood in the part that left is not brought twice, what stood in the other once."""
    async with database.transaction() as session:
        who = await reader(session)
        delivery_id, selection = await recorded(session, who)
        first, second = (match.paper_id for match in selection.shown)
        parts = [MessageContent("part 1", paper_ids=(first,)), MessageContent("part 2", paper_ids=(second,))]
        await store_messages(session, delivery_id, who[0].id, 0, parts, now=NOON)
        await mark_rendered(session, delivery_id, selection)
        await session.execute(
            update(MessageRow).where(MessageRow.part == 1).values(state=MessageState.SENT, attempts=1)
        )
        await give_up_late(session, LATER)
        assert await destinations_with_unsent(session, [who[1].id], TODAY, LATER) == [who[1].id]
        assert await take_stale(session, who[1].id, LATER) == (second,)
        assert (await session.get_one(DeliveryRow, delivery_id)).state == DeliveryState.RENDERED
        found = await session.scalars(select(MessageRow.state).order_by(MessageRow.part))
        assert list(found) == [MessageState.SENT, MessageState.CANCELLED]
        assert await destinations_with_unsent(session, [who[1].id], TODAY, LATER) == []
        again = await select_papers(session, *who, NOON, NewsRules())
        assert [match.paper_id for match in again.shown] == [second]


async def test_what_waits_for_a_day_becomes_a_dead_letter(database: Database) -> None:
    """Parts and notices end with their reason; a whole digest still gives its papers back."""
    async with database.transaction() as session:
        who = await reader(session)
        await rendered(session, who)
        await queue_notice(session, who[0].id, 0, PARTS[0], key="notice", now=NOON)
        assert not await is_any_late(session, NOON + TRIED_FOR)
        await give_up_late(session, NOON + TRIED_FOR)
        assert set(await session.scalars(select(MessageRow.state))) == {MessageState.QUEUED}
        assert await is_any_late(session, LATER)
        await give_up_late(session, LATER)
        found = await session.execute(select(MessageRow.state, MessageRow.error))
        assert {tuple(row) for row in found} == {(MessageState.DEAD, f"{GAVE_UP}: never tried")}
        assert len(await take_stale(session, who[1].id, LATER)) == 2
