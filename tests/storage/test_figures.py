"""What operators are told of the bot as a whole."""

from datetime import timedelta

from kept_deliveries import keep_delivery
from recording import NOON

from storage.chats import mark_gone
from storage.database import Database
from storage.figures import ChatCount, Lateness, figures, lateness_of
from storage.records import ChatType, MessageState

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


async def test_an_empty_database_has_figures(database: Database) -> None:
    """A bot that was just set up shows noughts, and no lateness of nothing."""
    async with database.reading() as session:
        found = await figures(session, NOON)
    assert (found.chats, found.topics, found.queries) == ({}, 0, 0)
    assert (found.sent, found.waiting, found.dead, found.lateness) == (0, 0, 0, None)


async def test_digests_are_counted_by_what_became_of_them(database: Database) -> None:
    """Each once, however many messages it has; what was sent days ago no more."""
    sent = {"state": MessageState.SENT, "sent_at": NOON + 4 * SECOND}
    later = {"state": MessageState.SENT, "sent_at": NOON + 9 * SECOND}
    long_ago = {"state": MessageState.SENT, "sent_at": NOON - 50 * HOUR, "created_at": NOON - 50 * HOUR}
    async with database.transaction() as session:
        await keep_delivery(session, long_ago, chat=3, days=2)
        await keep_delivery(session, sent, later, chat=1)
        await keep_delivery(session, {}, {"state": MessageState.UNKNOWN}, chat=2)
        await keep_delivery(session, {"state": MessageState.DEAD}, chat=3)
        await mark_gone(session, 3, "blocked", NOON)
    async with database.reading() as session:
        found = await figures(session, NOON + HOUR)
    assert found.chats == {ChatType.PRIVATE: ChatCount(active=2, gone=1)}
    assert (found.sent, found.waiting, found.dead) == (1, 1, 1)
    assert found.lateness == Lateness(4 * SECOND, 4 * SECOND)


def test_lateness_is_by_nearest_rank() -> None:
    """The median of a hundred is the fiftieth, and five are later than the 95th percentile."""
    delays = [number * SECOND for number in range(100, 0, -1)]
    assert lateness_of(delays) == Lateness(50 * SECOND, 95 * SECOND)
    assert lateness_of([HOUR]) == Lateness(HOUR, HOUR)
