"""What was kept as it came is read again by better readers, and nothing old becomes news."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from digest_files import ARPO, ATTENTION, api, weekly
from moving_clock import MovingClock
from sqlalchemy import select, update

from bot.digests.contents import DigestContent
from bot.digests.ingest import IngestRules, ingest_contents
from bot.digests.rereading import Rereader
from bot.digests.retrying import Retrier
from storage.database import Database
from storage.digests import counts
from storage.papers import paper_by_arxiv_id
from storage.raw_files import raw_files, raw_hashes, refused_contents
from storage.schema import EntryRow, PaperRow, RawFileRow

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLACE = "2026-02-28.json"


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(NOON)


async def take(database: Database, clock: MovingClock, *contents: bytes) -> Sequence[str]:
    """Ingest contents of one place one after the other; why each was refused."""
    reasons = []
    for content in contents:
        one = DigestContent.of(PLACE, content)
        reasons += [each.reason for each in await ingest_contents(database, [one], clock, IngestRules())]
    return reasons


async def forget_upvotes(database: Database) -> None:
    """Make entry and paper such as a worse reader would have left them."""
    async with database.transaction() as session:
        for table, column in ((EntryRow, EntryRow.content), (PaperRow, PaperRow.record)):
            for document in await session.scalars(select(column)):
                poorer = {name: value for name, value in document.items() if name != "upvotes"}
                await session.execute(update(table).values({column: poorer}))


async def test_every_content_is_kept_as_it_came(database: Database, clock: MovingClock) -> None:
    """What was read and what was refused lie there byte by byte, the latter with the reason."""
    good, bad = api(ATTENTION[:2]), b"\xff\xfe\x00 no digest"
    await take(database, clock, good, bad)
    async with database.reading() as session:
        files = [file async for file in raw_files(session, await raw_hashes(session))]
    kept = {file.content(): file.refusal is None for file in files}
    assert kept == {good: True, bad: False}


async def test_better_reading_takes_the_place_of_a_worse_one(database: Database, clock: MovingClock) -> None:
    """A paper gets what its digest said all along, and is news as little or as much as before."""
    await take(database, clock, api(ATTENTION[:2], upvotes=7))
    await forget_upvotes(database)
    clock.move(timedelta(days=300))
    async with database.reading() as session:
        before = await paper_by_arxiv_id(session, ATTENTION[0])
    done = await Rereader(database, clock).reread_all()
    async with database.reading() as session:
        after = await paper_by_arxiv_id(session, ATTENTION[0])
        held = await counts(session)
    assert before is not None
    assert after is not None
    assert (done.contents, done.changed, done.papers) == (1, 1, 1)
    assert (after.upvotes, after.news_at, after.digests) == (7, before.news_at, before.digests)
    assert (held.digests, held.papers) == (1, 1)


async def test_same_reading_changes_nothing(database: Database, clock: MovingClock) -> None:
    """Reading again as before makes no revision and no history."""
    await take(database, clock, api(ATTENTION[:2], upvotes=7), weekly(ARPO))
    done = await Rereader(database, clock).reread_all()
    again = await Rereader(database, clock).reread_all()
    assert (done.changed, again.changed, again.refused) == (0, 0, ())


async def test_refused_content_is_read_once_it_can_be(database: Database, clock: MovingClock) -> None:
    """What an older reader refused comes in by reading it again."""
    await take(database, clock, api(ATTENTION[:2]))
    async with database.transaction() as session:
        await session.execute(update(RawFileRow).values(refusal="could not be read then"))
        await session.execute(update(RawFileRow).values(location="elsewhere.json", content_hash="0" * 64))
    done = await Retrier(database, clock, []).retry()
    async with database.reading() as session:
        refused = await refused_contents(session)
    assert (done.read, done.papers, refused) == (1, 1, [])


async def test_old_refused_content_takes_nobody_s_place(database: Database, clock: MovingClock) -> None:
    """Where something readable lies by now, that counts, and nothing is left to be read again."""
    await take(database, clock, b"no digest at all, as a portal shows", api(ATTENTION[:2]))
    all_again = await Rereader(database, clock).reread_all()
    async with database.reading() as session:
        assert (await counts(session)).papers == 1
        assert await refused_contents(session) == []
    assert (all_again.contents, all_again.changed, all_again.refused) == (2, 0, ())
