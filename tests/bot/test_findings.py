"""What counts as trouble: figures of deliveries, of unreadable entries, of the poll."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from alerting_world import ADMIN, World
from readers import reader
from recording import NOON, digest, entry, record
from sqlalchemy import update

from bot.findings import delivery_findings, reject_finding
from bot.watchdog import PollTrouble, poll_trouble
from storage.database import Database
from storage.delivery_health import DeliveryHealth, RejectedShare, delivery_health, rejected_shares
from storage.notices import queue_notice
from storage.records import DigestFormat, MessageContent, MessageState, RejectedEntry
from storage.schema import MessageRow
from storage.stale_deliveries import TRIED_FOR, give_up_late

DAY = timedelta(days=1)
WELL = DeliveryHealth(100, 0, 0, 0, 0, None, timedelta())


async def test_figures_are_counted_from_the_messages(world: World) -> None:
    """Sent within the hour, tried and waiting, given up; a wait that is no failure does not count."""
    states = [
        (MessageState.SENT, 1), (MessageState.DEFERRED, 2), (MessageState.DEFERRED, 0),
        (MessageState.UNKNOWN, 1), (MessageState.DEAD, 3), (MessageState.QUEUED, 0),
    ]  # fmt: skip
    async with world.database.transaction() as session:
        chat, _ = await reader(session, ADMIN)
        for number, (state, attempts) in enumerate(states):
            await queue_notice(session, chat.id, 0, MessageContent("a"), key=str(number), now=NOON)
            sent_at = NOON if state is MessageState.SENT else None
            values = {"state": state, "attempts": attempts, "sent_at": sent_at}
            await session.execute(
                update(MessageRow).where(MessageRow.notice_key == str(number)).values(values)
            )
        soon = await delivery_health(session, NOON + timedelta(minutes=30))
        late = await delivery_health(session, NOON + 3 * DAY)
    assert (soon.sent, soon.failing, soon.dead) == (1, 3, 1)
    assert (late.sent, late.failing, late.dead, late.recently_dead) == (0, 2, 0, 0)


async def test_what_was_given_up_for_its_age_counts_from_then(world: World) -> None:
    """A message that waited for a day is a dead letter of today, not of yesterday."""
    given_up_at = NOON + TRIED_FOR + timedelta(minutes=1)
    async with world.database.transaction() as session:
        chat, _ = await reader(session, ADMIN)
        await queue_notice(session, chat.id, 0, MessageContent("a"), key="a", now=NOON)
        await give_up_late(session, given_up_at)
        soon = await delivery_health(session, given_up_at)
        late = await delivery_health(session, given_up_at + 2 * DAY)
    assert (soon.failing, soon.dead, soon.recently_dead) == (1, 1, 1)
    assert (late.dead, late.recently_dead) == (0, 0)


async def test_a_file_with_many_unreadable_entries_stands_out(database: Database) -> None:
    """Beside what is usual for its source, in its newest digest alone."""
    bad = tuple(RejectedEntry(line, "no title") for line in range(8))
    async with database.transaction() as session:
        for number in range(5):
            content = digest(DigestFormat.REPORT, entry(title=f"Paper {number}"))
            content = replace(content, rejected=bad) if number == 4 else content
            at = NOON + timedelta(hours=number)
            await record(session, content, location=f"{number}.md", now=at)
        [found] = await rejected_shares(session, NOON + timedelta(hours=5))
    assert (found.source, found.rejected, found.usual_share) == ("report", 8, 0.0)
    assert reject_finding(found).is_trouble


@pytest.mark.parametrize(
    ("health", "expected"),
    [
        (WELL, set()),
        (replace(WELL, sent=2, failing=5), {"deliveries-failing"}),
        (replace(WELL, sent=100, failing=10), set()),
        (replace(WELL, sent=0, failing=3), set()),
        (replace(WELL, dead=1), {"dead-letters"}),
        (replace(WELL, set_aside=1), {"set-aside"}),
        (replace(WELL, stopped_reason="chats gone"), {"sending-stopped"}),
        (replace(WELL, pause=timedelta(minutes=9)), set()),
        (replace(WELL, pause=timedelta(minutes=11)), {"sending-paused"}),
    ],
)
def test_trouble_is_what_an_operator_would_call_so(health: DeliveryHealth, expected: set[str]) -> None:
    """A few failures among many are none; a handful where nothing gets through is."""
    assert {one.key for one in delivery_findings(health) if one.is_trouble} == expected


async def test_what_is_usual_is_known_of_each_source(database: Database) -> None:
    """A format of two sources has two habits: what one leaves out each day hides nothing of the other."""
    async with database.transaction() as session:
        for number in range(5):
            for name, is_bad in (("steady", True), ("well", number == 4)):
                content = digest(DigestFormat.FEED, entry(title=f"Paper {number} of {name}"))
                bad = tuple(RejectedEntry(line, "a replacement") for line in range(8)) if is_bad else ()
                at = NOON + timedelta(hours=number)
                await record(
                    session,
                    replace(content, rejected=bad),
                    location=f"{name}{number}",
                    now=at,
                    brought_by=name,
                )
        await record(
            session,
            replace(digest(DigestFormat.FEED, entry(title="The first of a new one")), rejected=bad),
            location="new",
            now=NOON,
            brought_by="new",
        )
        found = await rejected_shares(session, NOON + timedelta(hours=5))
    assert {one.source: reject_finding(one).is_trouble for one in found} == {
        "steady/feed": False,
        "well/feed": True,
        "new/feed": False,
    }


def test_few_unreadable_entries_are_no_trouble() -> None:
    """Two of three may be an odd day, and a source that is often half unreadable is as ever."""
    assert not reject_finding(RejectedShare("report", 2, 0.6, 0.0)).is_trouble
    assert not reject_finding(RejectedShare("report", 20, 0.5, 0.4)).is_trouble


def test_only_a_poll_that_stays_away_is_trouble() -> None:
    """A predecessor that still ends costs a poll or two; a minute and a half is another program."""
    now = time.monotonic()
    assert poll_trouble(now, None) is None
    assert poll_trouble(now, now - 30) is None
    assert poll_trouble(now, now - 100) is PollTrouble.CONFLICT
    assert poll_trouble(now - 200, None) is PollTrouble.STUCK
