"""A chat that is deleted is gone as a whole or not at all, whoever else is at work."""

import asyncio
from datetime import date, timedelta

import pytest
from moving_clock import MovingClock
from readers import reader, topic
from recording import NOON, digest, entry, record
from sqlalchemy import func, select

from bot.push.digest_planner import DigestPlanner
from bot.push.rendering import render_planned
from storage.claiming import claim_messages
from storage.database import Database, Session
from storage.deliveries import record_delivery
from storage.due import due_destinations, still_due
from storage.due_digests import DueDigest, record_digests
from storage.erasure import erase_chat
from storage.news import NewsRules
from storage.outbox import store_messages
from storage.records import Chat, DigestFormat, MessageContent, MessageState, Selection
from storage.schedule import Slot
from storage.schema import Table
from storage.settling import Settlement, settle_messages

MORNING = NOON + timedelta(days=1)
NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
OF_A_CHAT = [
    "chats",
    "destinations",
    "topics",
    "drafts",
    "deliveries",
    "messages",
    "shown_papers",
    "searches",
    "questions",
    "steerings",
    "group_answers",
    "updates",
]


async def counts(session: Session) -> dict[str, int]:
    """How many rows the tables have that hold something of a chat."""
    found = {
        name: await session.scalar(select(func.count()).select_from(Table.metadata.tables[name])) or 0
        for name in OF_A_CHAT
    }
    return {name: count for name, count in found.items() if count}


async def subscriber(database: Database) -> Chat:
    """A reader with a topic that a paper of this morning matches."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        await topic(session, destination, "agents")
        paper = entry("2510.01051", "Agents that remember")
        await record(session, digest(DigestFormat.API, paper), digest_on=date(2026, 3, 2), now=NOON)
    return chat


async def erased(database: Database, chat: Chat) -> bool:
    async with database.transaction() as session:
        return await erase_chat(session, chat, 1)


class EndOfTheProcess(Exception):
    """The process dies here."""


async def ended_in_the_middle(database: Database, chat: Chat) -> None:
    async with database.transaction() as session:
        assert await erase_chat(session, chat, 1)
        raise EndOfTheProcess


def test_what_belongs_to_a_chat_goes_with_it() -> None:
    """Every table that names a chat, or something of one, loses its rows with the chat's."""
    bound = {"chats"}
    for table in Table.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name in bound and key.parent.name != "delivery_id":
                assert key.ondelete == "CASCADE", f"{table.name}.{key.parent.name}"
                bound.add(table.name)
    assert bound <= set(OF_A_CHAT)


async def test_an_end_in_the_middle_deletes_nothing(database: Database) -> None:
    """It is one transaction: a process that dies before its end has done nothing."""
    chat = await subscriber(database)
    async with database.reading() as session:
        before = await counts(session)
    with pytest.raises(EndOfTheProcess):
        await ended_in_the_middle(database, chat)
    async with database.reading() as session:
        assert await counts(session) == before


async def test_a_digest_that_is_planned_meanwhile_goes_too(database: Database) -> None:
    """Whoever plans has chosen; the chat is deleted; nothing is recorded, and the others are planned."""
    chat = await subscriber(database)
    async with database.transaction() as session:
        _, destination = await reader(session, 12)
        await topic(session, destination, "agents")
    planner = DigestPlanner(database, NewsRules())
    async with database.reading() as session:
        dues = await due_destinations(session, MORNING, 10)
    assert len(dues) == 2
    assert await erased(database, chat)
    await planner.plan(dues, MORNING)
    async with database.reading() as session:
        assert (await counts(session))["deliveries"] == 1
    assert await render_planned(database, MovingClock(MORNING), "bot") == 1


async def test_whoever_records_first_is_waited_for(database: Database) -> None:
    """A digest that is being recorded when the word comes is deleted with the rest."""
    chat = await subscriber(database)
    async with database.reading() as session:
        [due] = await due_destinations(session, MORNING, 10)
    async with database.transaction() as session:
        assert await still_due(session, [due]) == {due.destination.id}
        erasing = asyncio.create_task(erased(database, chat))
        due_digest = DueDigest(due.destination.id, Slot(MORNING, MORNING.date(), "08:00"), NOTHING)
        assert await record_digests(session, [due_digest], MORNING) == 1
    assert await erasing
    async with database.reading() as session:
        assert await counts(session) == {}


async def test_a_message_that_is_claimed_first_is_waited_for(database: Database) -> None:
    """The word comes while a message is being claimed: nothing is deleted before it is settled."""
    chat = await subscriber(database)
    await queued(database, chat)
    async with database.transaction() as session:
        [claimed] = await claim_messages(session, "worker", 8, app_now=NOON)
        erasing = asyncio.create_task(erased(database, chat))
    assert not await erasing
    async with database.transaction() as session:
        await settle_messages(session, [Settlement(claimed.id, MessageState.SENT, 7)], "worker", NOON)
    assert await erased(database, chat)
    async with database.reading() as session:
        assert await counts(session) == {}


async def queued(database: Database, chat: Chat) -> None:
    """A digest of one message waits in the outbox."""
    async with database.transaction() as session:
        _, destination = await reader(session, chat.telegram_id)
        slot = Slot(NOON, NOON.date(), "08:00")
        delivery_id = await record_delivery(session, destination, slot, NOTHING, NOON)
        assert delivery_id is not None
        await store_messages(session, delivery_id, chat.id, 0, [MessageContent("晨报")], now=NOON)
