"""Several digests recorded at once are stored as one after the other."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from recording import NOON, TODAY, all_papers, digest, entry
from sqlalchemy import select, text

from storage.arrivals import Arrival
from storage.database import Database
from storage.digests import counts
from storage.errors import DatabaseUnavailable, DigestsRefused
from storage.raw_files import RawFile, keep_raw_files, raw_hashes
from storage.recording import IngestOutcome, record_digests
from storage.records import Digest, DigestFormat, Paper
from storage.rereading import reread_digest
from storage.schema import InstanceRow

API, WEEKLY, SUMMARY = DigestFormat.API, DigestFormat.WEEKLY, DigestFormat.SUMMARY
ATTENTION, FEW_SHOT = "1706.03762", "2005.14165"


def arrival(name: str, digest: Digest, **changes: Any) -> Arrival:
    return replace(
        Arrival(digest, f"{name}.md", f"hash of {name}", TODAY, is_estimated=False, is_archive=False),
        **changes,
    )


ARRIVALS = (
    arrival("day", digest(API, entry(ATTENTION, "Attention Is All You Need", upvotes=3))),
    arrival("other", digest(SUMMARY, entry(None, "Attention is all you need!"), entry(None, "!?"))),
    arrival("empty", digest(SUMMARY)),
    arrival("week", digest(WEEKLY, entry(ATTENTION, title_zh="注意力"), entry(FEW_SHOT, title_zh="少样本"))),
    arrival("later", digest(API, entry(ATTENTION, "Attention", upvotes=9)), digest_on=date(2026, 3, 1)),
)


async def recorded(database: Database, *arrivals: Arrival) -> list[IngestOutcome]:
    async with database.transaction() as session:
        return await record_digests(session, arrivals, NOON)


def plain(papers: list[Any]) -> list[Paper]:
    """Papers without their numbers of revision, which count what happened on the way."""
    return sorted((replace(paper, revision=0) for paper in papers), key=lambda paper: paper.id)


async def test_digests_at_once_are_stored_as_one_by_one(database: Database) -> None:
    """The same papers from the same digests, with the same numbers."""
    outcomes = await recorded(database, *ARRIVALS)
    at_once = plain(await all_papers(database))
    async with database.transaction() as session:
        for table in ("entries", "papers", "digests"):
            await session.execute(text(f"DELETE FROM {table}"))
    alone = [outcome for one in ARRIVALS for outcome in await recorded(database, one)]
    assert [len(each.new) for each in outcomes] == [len(each.new) for each in alone] == [1, 0, 0, 1, 0]
    assert [len(each.rejected) for each in outcomes] == [0, 1, 0, 0, 0]
    assert [(one.title, one.title_zh, one.upvotes, one.digests, one.origins) for one in at_once] == [
        (one.title, one.title_zh, one.upvotes, one.digests, one.origins)
        for one in plain(await all_papers(database))
    ]


async def test_contents_with_a_past_are_recorded_in_their_turn(database: Database) -> None:
    """One that comes twice, one that is there and one that replaces another, among new ones."""
    await recorded(database, ARRIVALS[0])
    changed = arrival("day", digest(API, entry(FEW_SHOT, "Few-Shot Learners")), content_hash="another")
    copy = replace(ARRIVALS[3], location="copy.md")
    outcomes = await recorded(database, ARRIVALS[0], ARRIVALS[3], copy, changed)
    assert [each.is_known for each in outcomes] == [True, False, True, False]
    async with database.reading() as session:
        assert (await counts(session)).digests == 2
    assert [paper.title for paper in plain(await all_papers(database))] == ["", "Few-Shot Learners"]


async def test_one_that_cannot_be_stored_is_told_apart(database: Database) -> None:
    """Nothing of the others is stored either; alone they are."""
    bad = replace(ARRIVALS[2], content_hash=cast(Any, None))
    with pytest.raises(DigestsRefused, match="one of 3 digests"):
        await recorded(database, ARRIVALS[0], bad, ARRIVALS[3])
    assert await all_papers(database) == []
    await recorded(database, ARRIVALS[0])
    assert len(await all_papers(database)) == 1


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_reading_again_keeps_other_writers_out(database: Database) -> None:
    """Who folds papers anew while another one records would number what the other does not see."""
    await recorded(database, ARRIVALS[0])
    async with database.transaction() as session:
        await reread_digest(session, ARRIVALS[0], NOON)
        with pytest.raises(DatabaseUnavailable):
            async with database.transaction() as other:
                await other.execute(select(InstanceRow.id).with_for_update(nowait=True))


@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_two_keep_the_same_contents_at_once(database: Database) -> None:
    """Two sources that have the same files in another order never wait for each other."""
    files = [RawFile(f"{number:03}", "place", b"packed", 1, None, None) for number in range(500)]

    async def keep(some: list[RawFile]) -> None:
        async with database.transaction() as session:
            await keep_raw_files(session, some, NOON)

    await asyncio.gather(keep(files), keep(files[::-1]))
    async with database.reading() as session:
        assert await raw_hashes(session) == [file.content_hash for file in files]
