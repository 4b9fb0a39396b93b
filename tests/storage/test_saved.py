"""Saved papers are a person's own, newest first, and outlast what becomes of the papers."""

from datetime import timedelta

import pytest
from recording import NOON, all_papers, digest, entry, record

from storage.database import Database
from storage.identifiers import PaperId
from storage.records import DigestFormat, Paper
from storage.saved import (
    forget_saved,
    is_saved,
    restore_saved,
    save_paper,
    saved_ids,
    saved_papers_of,
    unsave_paper,
)

ALICE, BO = 5_000_000_001, 5_000_000_002
API, SUMMARY = DigestFormat.API, DigestFormat.SUMMARY
TITLE = "Attention Is All You Need"
ATTENTION, TWIN, FEW_SHOT = "1706.03762", "2401.00001", "2005.14165"


@pytest.fixture
async def papers(database: Database) -> dict[str, PaperId]:
    """Two papers of the same title, one without an id that may be either, and another one."""
    async with database.transaction() as session:
        await record(session, digest(API, entry(ATTENTION, TITLE), entry(FEW_SHOT, "Few Shots")))
        await record(session, digest(API, entry(TWIN, TITLE)), location="twin.json")
        await record(session, digest(SUMMARY, entry(None, TITLE)))
    found = await all_papers(database)
    return {one.arxiv_id or "": one.id for one in found if isinstance(one, Paper)}


async def test_saved_papers_are_listed_newest_first(database: Database, papers: dict[str, PaperId]) -> None:
    """Saving twice keeps the place; each person has papers of their own."""
    async with database.transaction() as session:
        await save_paper(session, ALICE, papers[ATTENTION], NOON)
        await save_paper(session, ALICE, papers[FEW_SHOT], NOON + timedelta(minutes=1))
        await save_paper(session, ALICE, papers[ATTENTION], NOON + timedelta(minutes=2))
        await save_paper(session, BO, papers[TWIN], NOON)
        assert await saved_ids(session, ALICE) == (papers[FEW_SHOT], papers[ATTENTION])
        assert await saved_ids(session, BO) == (papers[TWIN],)
        assert await is_saved(session, ALICE, papers[ATTENTION])
        await unsave_paper(session, ALICE, papers[ATTENTION])
        await unsave_paper(session, ALICE, papers[ATTENTION])
        assert not await is_saved(session, ALICE, papers[ATTENTION])
        assert await saved_ids(session, ALICE) == (papers[FEW_SHOT],)


async def test_a_paper_that_turns_out_to_be_another_stays_saved(
    database: Database, papers: dict[str, PaperId]
) -> None:
    """Once its title leaves no choice it is saved as that paper, since the first of both times."""
    async with database.transaction() as session:
        await save_paper(session, ALICE, papers[""], NOON)
        await save_paper(session, BO, papers[""], NOON)
        await save_paper(session, BO, papers[ATTENTION], NOON + timedelta(days=1))
        await record(session, digest(API), location="twin.json")
    async with database.reading() as session:
        assert await saved_ids(session, ALICE) == (papers[ATTENTION],)
        [kept] = await saved_papers_of(session, BO)
        assert (kept.key, kept.saved_at) == (f"arxiv:{ATTENTION}", NOON)


async def test_a_paper_that_goes_and_returns_stays_saved(
    database: Database, papers: dict[str, PaperId]
) -> None:
    """While no digest holds it the list leaves it out; what we keep about the person still tells it."""
    async with database.transaction() as session:
        await save_paper(session, ALICE, papers[TWIN], NOON)
        await record(session, digest(API), location="twin.json")
        assert await saved_ids(session, ALICE) == ()
        assert [one.key for one in await saved_papers_of(session, ALICE)] == [f"arxiv:{TWIN}"]
        await record(session, digest(API, entry(TWIN, TITLE)), location="twin.json")
        assert await saved_ids(session, ALICE) == (papers[TWIN],)


async def test_what_was_saved_elsewhere_is_saved_here(database: Database, papers: dict[str, PaperId]) -> None:
    """By the keys of the papers, with their times; what we do not have is left out."""
    async with database.transaction() as session:
        await save_paper(session, ALICE, papers[FEW_SHOT], NOON)
        told = {one.key: one.saved_at for one in await saved_papers_of(session, ALICE)}
        assert await restore_saved(session, BO, told | {"arxiv:9999.99999": NOON}) == 1
        assert await restore_saved(session, BO, {}) == 0
        assert await saved_papers_of(session, BO) == await saved_papers_of(session, ALICE)


async def test_who_is_forgotten_has_saved_nothing(database: Database, papers: dict[str, PaperId]) -> None:
    """And nobody else loses anything."""
    async with database.transaction() as session:
        for person in (ALICE, BO):
            await save_paper(session, person, papers[FEW_SHOT], NOON)
        await forget_saved(session, ALICE)
        assert await saved_papers_of(session, ALICE) == ()
        assert await saved_ids(session, BO) == (papers[FEW_SHOT],)
