"""Digests are recorded once, their messages claimed in order, and losses bounded."""

from datetime import timedelta
from typing import Any

import pytest
from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record
from sqlalchemy import select, update

from storage.chats import mark_gone
from storage.claimable import is_any_claimable
from storage.claiming import LEASE, OutgoingMessage, claim_messages
from storage.database import Database, Session
from storage.deliveries import (
    bring_back_set_aside,
    delivery_selection,
    mark_rendered,
    planned_deliveries,
    record_delivery,
    set_delivery_aside,
)
from storage.identifiers import DeliveryId
from storage.outbox import sent_content, store_messages
from storage.records import Button, Chat, Destination, DigestFormat, MessageContent, MessageState, Selection
from storage.schedule import Slot
from storage.schema import MessageRow
from storage.selection import NewsRules, select_papers
from storage.settling import Settlement, release_messages, settle_messages

NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
SLOT = Slot(NOON, TODAY, "08:00")
CONTENT = MessageContent("<b>晨报</b>", ((Button("1", data="c1"),),))


async def queued(session: Session, who: tuple[Chat, Destination], hour: str, parts: int = 1) -> DeliveryId:
    """A recorded digest with its messages in the outbox."""
    delivery_id = await record_delivery(session, who[1], Slot(NOON, TODAY, hour), NOTHING, NOON)
    assert delivery_id is not None
    await store_messages(session, delivery_id, who[0].id, 0, [CONTENT] * parts, now=NOON)
    return delivery_id


async def claim(database: Database, worker: str = "worker") -> list[OutgoingMessage]:
    async with database.transaction() as session:
        return await claim_messages(session, worker, 8, app_now=NOON)


async def settle(
    database: Database, message: OutgoingMessage, state: MessageState, worker: str = "worker", **more: Any
) -> None:
    async with database.transaction() as session:
        await settle_messages(session, [Settlement(message.id, state, **more)], worker, NOON)


async def test_same_date_and_hour_is_recorded_once(database: Database) -> None:
    """Whoever comes second, a repeat or another process, records nothing."""
    async with database.transaction() as session:
        who = await reader(session)
        assert await record_delivery(session, who[1], SLOT, NOTHING, NOON) is not None
        assert await record_delivery(session, who[1], SLOT, NOTHING, NOON) is None


async def test_recorded_selection_comes_back_whole(database: Database) -> None:
    """What was recorded is what is rendered later, reasons and all."""
    async with database.transaction() as session:
        who = await reader(session, maximum=1)
        await topic(session, who[1], "智能体")
        papers = [entry(f"2603.0000{n}", f"Agent {n}", keywords_zh=("智能体",)) for n in range(3)]
        await record(session, digest(DigestFormat.SUMMARY, *papers))
        selection = await select_papers(session, *who, NOON, NewsRules())
        delivery_id = await record_delivery(session, who[1], SLOT, selection, NOON)
        assert delivery_id is not None
        (planned,) = await planned_deliveries(session, 10)
        assert planned.selection == selection
        assert await delivery_selection(session, who[0].id, delivery_id) == selection
        await mark_rendered(session, delivery_id, planned.selection)
        assert await planned_deliveries(session, 10) == []


async def test_delivery_is_no_business_of_another_chat(database: Database) -> None:
    """A forged button of another chat finds nothing."""
    async with database.transaction() as session:
        who, other = await reader(session), await reader(session, 12)
        delivery_id = await queued(session, who, "08:00")
        assert await delivery_selection(session, other[0].id, delivery_id) is None


async def test_messages_of_a_chat_leave_one_after_the_other(database: Database) -> None:
    """A second part waits until the first has left; other chats do not."""
    async with database.transaction() as session:
        await queued(session, await reader(session, 11), "08:00", parts=2)
        await queued(session, await reader(session, 12), "08:00")
    first, other = await claim(database)
    assert [first.telegram_chat_id, other.telegram_chat_id] == [11, 12]
    assert await claim(database) == []
    await settle(database, first, MessageState.SENT, telegram_message_id=5)
    (second,) = await claim(database)
    assert second.telegram_chat_id == 11


async def test_sent_message_remembers_what_it_showed(database: Database) -> None:
    """The way back from a card finds the digest as it was sent."""
    async with database.transaction() as session:
        who = await reader(session)
        await queued(session, who, "08:00")
    (message,) = await claim(database)
    assert message.content == CONTENT
    await settle(database, message, MessageState.SENT, telegram_message_id=5)
    async with database.reading() as session:
        assert await sent_content(session, who[0].id, 5) == CONTENT


@pytest.mark.parametrize("is_told", [True, False])
async def test_lost_message_is_sent_once_more_at_most(database: Database, is_told: bool) -> None:
    """After a crash or a lost answer one duplicate is risked, not two."""
    async with database.transaction() as session:
        await queued(session, await reader(session), "08:00")
    for _ in range(2):
        (message,) = await claim(database)
        if is_told:
            await settle(database, message, MessageState.UNKNOWN)
        else:
            await expire_leases(database)
    assert await claim(database) == []


async def expire_leases(database: Database) -> None:
    """What a process that died leaves after a while."""
    async with database.transaction() as session:
        await session.execute(update(MessageRow).values(lease_until=NOON - LEASE))


async def test_lease_keeps_a_message_from_others(database: Database) -> None:
    """While one process sends, no other claims the same message."""
    async with database.transaction() as session:
        await queued(session, await reader(session), "08:00")
    assert len(await claim(database)) == 1
    assert await claim(database) == []


@pytest.mark.parametrize(
    ("late", "state"),
    [(MessageState.UNKNOWN, MessageState.SENDING), (MessageState.SENT, MessageState.SENT)],
)
async def test_process_that_slept_past_its_lease_changes_nothing_but_the_truth(
    database: Database, late: MessageState, state: MessageState
) -> None:
    """What another process took over stays its own; that it was sent counts from whoever knows."""
    async with database.transaction() as session:
        await queued(session, await reader(session), "08:00")
    (message,) = await claim(database, "sleeper")
    await expire_leases(database)
    assert [again.id for again in await claim(database, "other")] == [message.id]
    await settle(database, message, late, "sleeper")
    assert await states(database) == [state]
    await settle(database, message, MessageState.SENT, "other")
    await settle(database, message, MessageState.DEFERRED, "sleeper")
    assert await states(database) == [MessageState.SENT]


async def states(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(select(MessageRow.state).order_by(MessageRow.id)))


async def test_new_messages_go_before_deferred_ones(database: Database) -> None:
    """A chat in trouble never holds up the others."""
    async with database.transaction() as session:
        await queued(session, await reader(session, 11), "08:00")
    (troubled,) = await claim(database)
    await settle(database, troubled, MessageState.DEFERRED, wait=timedelta(seconds=-1))
    async with database.transaction() as session:
        await queued(session, await reader(session, 12), "08:00")
    assert [message.telegram_chat_id for message in await claim(database)] == [12, 11]


async def test_flood_control_costs_no_attempt(database: Database) -> None:
    """Waiting as we were told is no failure."""
    async with database.transaction() as session:
        await queued(session, await reader(session), "08:00")
    (message,) = await claim(database)
    await settle(database, message, MessageState.DEFERRED, wait=timedelta(seconds=-1), is_attempt=False)
    (again,) = await claim(database)
    assert (message.attempts, again.attempts) == (1, 1)


async def test_message_that_had_waited_is_given_back_to_be_found_again(database: Database) -> None:
    """A process that stops between claiming and sending leaves nothing that nobody looks at."""
    async with database.transaction() as session:
        await queued(session, await reader(session), "08:00")
    (message,) = await claim(database)
    await settle(database, message, MessageState.DEFERRED, wait=timedelta(seconds=-1), is_attempt=False)
    assert len(await claim(database)) == 1
    async with database.transaction() as session:
        await release_messages(session, "worker", ())
        assert await is_any_claimable(session)
    (again,) = await claim(database)
    assert (again.id, again.attempts) == (message.id, 1)


async def test_what_was_on_its_way_to_a_chat_that_is_gone_is_given_up(database: Database) -> None:
    """Who blocked the bot gets nothing, nor the old digests once they come back."""
    async with database.transaction() as session:
        who = await reader(session)
        await queued(session, who, "08:00")
        assert await is_any_claimable(session)
        await record_delivery(session, who[1], Slot(NOON, TODAY, "09:00"), NOTHING, NOON)
        aside = await record_delivery(session, who[1], Slot(NOON, TODAY, "10:00"), NOTHING, NOON)
        await set_delivery_aside(session, DeliveryId(aside or 0))
        await mark_gone(session, 11, "bot was blocked by the user", NOON)
        await bring_back_set_aside(session)
        assert not await is_any_claimable(session)
        await reader(session)
        assert await planned_deliveries(session, 10) == []
    assert await claim(database) == []
