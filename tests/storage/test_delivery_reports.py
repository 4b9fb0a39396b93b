"""Operators see what became of each delivery, and decide about what is left."""

from datetime import timedelta

import pytest
from kept_deliveries import keep_delivery, keep_message
from recording import NOON, TODAY
from sqlalchemy import update

from storage.database import Database
from storage.dead_letters import drop_messages, retry_all, retry_message
from storage.delivery_fates import Fate, Reference, Wanted, reference_of
from storage.delivery_reports import delivery_report, delivery_reports, totals
from storage.records import ChatState, DeliveryState, MessageState
from storage.schema import ChatRow, MessageRow
from storage.stale_deliveries import give_up_late

SENT = {"state": MessageState.SENT, "attempts": 1}
DEAD = {"state": MessageState.DEAD, "attempts": 30, "error": "Bad Request: text must be non-empty"}


async def fates(database: Database, wanted: Wanted = Wanted()) -> list[tuple[str, Fate]]:  # noqa: B008
    async with database.reading() as session:
        return [(str(one.reference), one.fate) for one in await delivery_reports(session, wanted, 100)]


@pytest.mark.parametrize(
    ("parts", "state", "expected"),
    [
        ((), DeliveryState.PLANNED, Fate.PLANNED),
        ((), DeliveryState.EMPTY, Fate.EMPTY),
        ((), DeliveryState.MERGED, Fate.MERGED),
        ((), DeliveryState.SET_ASIDE, Fate.SET_ASIDE),
        ((SENT, SENT), DeliveryState.RENDERED, Fate.SENT),
        ((SENT, {}), DeliveryState.RENDERED, Fate.WAITING),
        ((SENT, {"state": MessageState.UNKNOWN}), DeliveryState.RENDERED, Fate.WAITING),
        ((DEAD, {}), DeliveryState.RENDERED, Fate.DEAD),
        ((SENT, {"state": MessageState.CANCELLED}), DeliveryState.RENDERED, Fate.CANCELLED),
    ],
)
async def test_fate_is_that_of_the_worst_part(
    database: Database, parts: tuple[dict[str, object], ...], state: DeliveryState, expected: Fate
) -> None:
    """One dead part of two makes a delivery that needs somebody."""
    async with database.transaction() as session:
        number, _ = await keep_delivery(session, *parts, state=state)
    assert await fates(database) == [(str(number), expected)]
    assert await fates(database, Wanted(frozenset({expected}))) == [(str(number), expected)]
    assert await fates(database, Wanted(frozenset(Fate) - {expected})) == []


async def test_deliveries_are_found_by_chat_and_day(database: Database) -> None:
    """Newest first, notices among them."""
    async with database.transaction() as session:
        old, _ = await keep_delivery(session, SENT, chat=1, days=3)
        new, chat = await keep_delivery(session, SENT, chat=1)
        other, _ = await keep_delivery(session, SENT, chat=2, days=1)
        notice = await keep_message(session, chat, notice_key="thread-lost:1", **DEAD)
    everything = [f"n{notice}", str(new), str(other), str(old)]
    assert sorted(one for one, _ in await fates(database)) == sorted(everything)
    assert [one for one, _ in await fates(database)][2:] == everything[2:]
    assert {one for one, _ in await fates(database, Wanted(telegram_id=2))} == {str(other)}
    since = Wanted(since=TODAY - timedelta(days=1))
    assert {one for one, _ in await fates(database, since)} == {f"n{notice}", str(new), str(other)}
    assert await fates(database, Wanted(frozenset({Fate.DEAD}))) == [(f"n{notice}", Fate.DEAD)]


async def test_totals_count_messages_and_possible_duplicates(database: Database) -> None:
    """Every state has its number, zero too."""
    async with database.transaction() as session:
        await keep_delivery(session, SENT | {"repeats": 1}, DEAD | {"repeats": 1}, {})
    async with database.reading() as session:
        counts = await totals(session)
    assert counts == {
        **dict.fromkeys(map(str, MessageState), 0),
        "sent": 1, "dead": 1, "queued": 1, "possible_duplicates": 2,
    }  # fmt: skip


async def test_dead_messages_are_queued_once_more(database: Database) -> None:
    """What arrived, waits or was given up stays as it is; what may have arrived still counts so."""
    async with database.transaction() as session:
        number, _ = await keep_delivery(
            session, SENT, DEAD | {"repeats": 1}, {"state": MessageState.CANCELLED}
        )
        assert await retry_message(session, Reference(number)) == 1
        assert await retry_message(session, Reference(number)) == 0
        report = await delivery_report(session, Reference(number))
    assert report is not None
    assert [(part.state, part.attempts, part.repeats) for part in report.parts] == [
        (MessageState.SENT, 1, 0),
        (MessageState.QUEUED, 0, 1),
        (MessageState.CANCELLED, 0, 0),
    ]


async def test_old_message_that_is_tried_again_is_tried_at_least_once(database: Database) -> None:
    """Else it would be a dead letter again at once, for its age."""
    async with database.transaction() as session:
        number, _ = await keep_delivery(session, DEAD, days=9)
        await retry_message(session, Reference(number))
        await give_up_late(session, NOON)
    assert await fates(database) == [(str(number), Fate.WAITING)]
    async with database.transaction() as session:
        await session.execute(update(MessageRow).values(state=MessageState.DEFERRED, error="Timed out"))
        await give_up_late(session, NOON)
    assert await fates(database) == [(str(number), Fate.DEAD)]


async def test_all_dead_messages_are_tried_but_those_of_chats_that_left(database: Database) -> None:
    """A chat that blocked us comes back by its reader's act alone."""
    async with database.transaction() as session:
        await keep_delivery(session, DEAD, DEAD, chat=1)
        _, chat = await keep_delivery(session, chat=2)
        await keep_message(session, chat, notice_key="a", **DEAD)
        _, gone = await keep_delivery(session, DEAD, chat=3)
        (await session.get_one(ChatRow, gone.id)).state = ChatState.GONE
        await session.flush()
        assert await retry_all(session) == 3


async def test_what_did_not_arrive_is_given_up(database: Database) -> None:
    """What arrived stays sent; a digest that is only planned, or beyond reading, is never rendered."""
    async with database.transaction() as session:
        number, chat = await keep_delivery(session, SENT, DEAD, {})
        planned, _ = await keep_delivery(session, days=1, state=DeliveryState.PLANNED)
        aside, _ = await keep_delivery(
            session, days=2, state=DeliveryState.SET_ASIDE, selection={"groups": "no"}
        )
        notice = await keep_message(session, chat, notice_key="a")
        dropped = [
            await drop_messages(session, one)
            for one in (
                Reference(number),
                Reference(planned),
                Reference(aside),
                Reference(notice, is_notice=True),
            )
        ]
        again = await drop_messages(session, Reference(number))
    assert (dropped, again) == ([2, 1, 1, 1], 0)
    assert dict(await fates(database)) == {
        str(number): Fate.CANCELLED,
        str(planned): Fate.CANCELLED,
        str(aside): Fate.CANCELLED,
        f"n{notice}": Fate.CANCELLED,
    }


async def test_notices_and_deliveries_do_not_share_numbers(database: Database) -> None:
    """The message of a delivery is no notice."""
    async with database.transaction() as session:
        await keep_delivery(session, DEAD)
        assert await retry_message(session, Reference(1, is_notice=True)) == 0
        assert await delivery_report(session, Reference(1, is_notice=True)) is None
        assert await delivery_report(session, Reference(99)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", Reference(12)),
        (" N34 ", Reference(34, is_notice=True)),
        ("", None),
        ("n", None),
        ("-1", None),
        ("x1", None),
        ("１２", None),
        ("9" * 30, None),
    ],
)
def test_references_are_numbers(text: str, expected: Reference | None) -> None:
    """With an n before those of notices; what is none is said to be none."""
    assert reference_of(text) == expected
