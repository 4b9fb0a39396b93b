"""How digests to one destination fare."""

from datetime import date, timedelta

from readers import reader
from recording import NOON, TODAY
from sqlalchemy import update

from storage.chat_status import Obstacle, delivery_status
from storage.chat_waits import hold_chat, restrict_chat
from storage.database import Database, Session
from storage.deliveries import record_delivery
from storage.outbox import store_messages
from storage.records import Chat, Destination, EmptyReason, MessageContent, MessageState, Selection
from storage.schedule import Slot
from storage.schema import MessageRow

NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
EVENING = NOON + timedelta(hours=8)


async def planned(session: Session, who: tuple[Chat, Destination], day: date = TODAY, **told: str) -> None:
    """A digest with one message, recorded at noon of a day."""
    at = NOON + (day - TODAY)
    delivery_id = await record_delivery(session, who[1], Slot(at, day, "12:00"), NOTHING, at, **told)
    assert delivery_id is not None
    await store_messages(session, delivery_id, who[0].id, 0, [MessageContent("digest")], now=at)


async def became(session: Session, state: MessageState, **columns: object) -> None:
    await session.execute(update(MessageRow).values(state=state, **columns))


async def test_nothing_is_claimed_of_a_new_chat(database: Database) -> None:
    """No last digest, nothing on its way, nothing given up."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        found = await delivery_status(session, destination.id, NOON)
    assert (found.last, found.waiting, found.dead_on, found.empty) == (None, None, None, None)


async def test_last_digest_is_the_one_that_arrived(database: Database) -> None:
    """A later day without papers does not take its place, but is told beside it."""
    tomorrow = TODAY + timedelta(days=1)
    async with database.transaction() as session:
        who = await reader(session)
        await planned(session, who)
        await became(session, MessageState.SENT, sent_at=EVENING)
        slot = Slot(EVENING, tomorrow, "12:00")
        await record_delivery(session, who[1], slot, NOTHING, EVENING, empty_reason=EmptyReason.NO_MATCH)
        found = await delivery_status(session, who[1].id, EVENING)
    assert found.last is not None
    assert (found.last.sent_at, found.last.selection) == (EVENING, NOTHING)
    assert found.empty == (tomorrow, EmptyReason.NO_MATCH)


async def test_what_keeps_a_digest_is_named(database: Database) -> None:
    """Its turn, an outage, a lost answer, flood control, a right that we lost: each is another thing."""
    async with database.transaction() as session:
        who = await reader(session)
        await planned(session, who)
        obstacles = [await obstacle(session, who)]
        await became(session, MessageState.DEFERRED, attempts=2)
        obstacles.append(await obstacle(session, who))
        await became(session, MessageState.UNKNOWN, attempts=1)
        obstacles.append(await obstacle(session, who))
        await became(session, MessageState.DEFERRED, attempts=0)
        await hold_chat(session, who[0].telegram_id, timedelta(minutes=5))
        obstacles.append(await obstacle(session, who))
        await restrict_chat(session, who[0].id)
        obstacles.append(await obstacle(session, who))
    assert obstacles == [
        None,
        Obstacle.OUTAGE,
        Obstacle.UNCONFIRMED,
        Obstacle.FLOOD,
        Obstacle.RESTRICTED,
    ]


async def obstacle(session: Session, who: tuple[Chat, Destination]) -> Obstacle | None:
    found = await delivery_status(session, who[1].id, NOON)
    assert found.waiting is not None
    assert found.waiting.local_date == TODAY
    return found.waiting.obstacle


async def test_a_digest_that_was_given_up_is_told_for_a_week(database: Database) -> None:
    """Its day is named while it is fresh; another chat's is nobody's business here."""
    async with database.transaction() as session:
        who, other = await reader(session, 11), await reader(session, 12)
        await planned(session, who)
        await became(session, MessageState.DEAD)
        fresh = await delivery_status(session, who[1].id, NOON + timedelta(days=6))
        old = await delivery_status(session, who[1].id, NOON + timedelta(days=8))
        others = await delivery_status(session, other[1].id, NOON)
    assert (fresh.dead_on, old.dead_on, others.dead_on) == (TODAY, None, None)
