"""Reading papers: by number, in the order of their changes, and how many were news."""

import asyncio
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recording import TODAY, all_papers, digest, entry, record

from storage.database import Database
from storage.identifiers import PaperId
from storage.papers import (
    news_papers_after,
    paper_by_arxiv_id,
    paper_by_id,
    papers_after,
    papers_by_id,
)
from storage.records import Digest, DigestFormat, Entry, Paper
from storage.upgrading import upgrade

IDS = [f"2603.{number:05}" for number in range(1, 31)]


def day_of(*arxiv_ids: str) -> Digest:
    return digest(DigestFormat.API, *(entry(arxiv_id, f"Paper {arxiv_id}") for arxiv_id in arxiv_ids))


async def test_papers_come_by_number_in_the_order_asked_for(database: Database) -> None:
    """Missing and removed ones are left out, repeated ones come once."""
    async with database.transaction() as session:
        first = await record(session, day_of(*IDS[:3]))
        await record(session, day_of(*IDS[:2]))
        one, two, gone = first.new
        found = await papers_by_id(session, [two, PaperId(99), one, gone, two])
        assert list(found) == [two, one]
        assert await paper_by_id(session, gone) is None
        assert await paper_by_arxiv_id(session, IDS[2]) is None


async def test_many_papers_are_read_and_written_at_once(database: Database) -> None:
    """More than one statement takes."""
    many = [f"{month:04}.{number:05}" for month in (2601, 2602) for number in range(2_600)]
    async with database.transaction() as session:
        outcome = await record(session, day_of(*many))
        assert len(await papers_by_id(session, outcome.new)) == 5_200
        again = await record(session, day_of(*many, IDS[0]))
    assert (len(again.unchanged), len(again.new)) == (5_200, 1)


async def test_followers_get_every_change_in_order_and_in_pieces(database: Database) -> None:
    """Each piece goes on where the last ended; nothing is skipped or repeated."""
    async with database.transaction() as session:
        await record(session, day_of(*IDS))
    revisions: list[int] = []
    async with database.reading() as session:
        while piece := await papers_after(session, revisions[-1] if revisions else 0, 7):
            revisions += [paper.revision for paper in piece]
    assert revisions == list(range(1, 31))


async def test_news_is_read_by_revision_and_day(database: Database) -> None:
    """Archive and older news are left out."""
    async with database.transaction() as session:
        await record(session, day_of(IDS[0]), location="old", digest_on=TODAY - timedelta(days=9))
        await record(session, day_of(IDS[1]), location="archive", is_archive=True)
        await record(session, day_of(IDS[2]), location="news")
        after = (await papers_after(session, 0, 1))[0].revision
        papers = await news_papers_after(session, after, TODAY - timedelta(days=7))
        assert [paper.arxiv_id for paper in papers] == [IDS[2]]
        assert await news_papers_after(session, papers[0].revision, TODAY) == []


TITLES = ["Attention Is All You Need", "Few-Shot Learners Everywhere", "GPT-4"]
digest_entries = st.lists(
    st.builds(
        Entry,
        line=st.integers(1, 9),
        arxiv_id=st.none() | st.sampled_from(IDS[:3]),
        title=st.sampled_from(TITLES),
        title_zh=st.sampled_from(["", "甲", "乙"]),
        doi=st.sampled_from(["", "", "10.1000/one", "10.1000/two"]),
        is_withdrawn=st.sampled_from([None, True, False]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.line,
)
days_of_digests = st.dictionaries(
    st.tuples(st.sampled_from(DigestFormat), st.dates(date(2026, 3, 1), date(2026, 3, 4))),
    digest_entries,
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.db"

    async def prepare() -> None:
        database = Database(f"sqlite:///{path}")
        await upgrade(database)
        await database.close()

    asyncio.run(prepare())
    return path


@settings(max_examples=40, deadline=None)
@given(digests=days_of_digests, data=st.data())
async def test_order_of_files_never_shows_in_the_papers(
    empty_database: Path, digests: dict[tuple[DigestFormat, date], list[Entry]], data: st.DataObject
) -> None:
    """Neither in what a paper says nor in which entries it joins, with and without ids."""
    ordered = sorted(digests.items())
    shuffled = data.draw(st.permutations(ordered))
    results = []
    for number, files in enumerate((ordered, shuffled)):
        path = empty_database.with_name(f"{number}.db")
        shutil.copy(empty_database, path)
        database = Database(f"sqlite:///{path}")
        for (source, day), entries in files:
            async with database.transaction() as session:
                found, name = Digest(source, None, tuple(entries)), f"{source} {day}"
                await record(session, found, location=name, content_hash=name, digest_on=day)
        results.append([told(paper) for paper in await all_papers(database) if isinstance(paper, Paper)])
        await database.close()
    assert sorted(results[0]) == sorted(results[1])


def told(paper: Paper) -> tuple[str, ...]:
    """What a paper says, apart from when it was recorded."""
    return (
        str(paper.arxiv_id),
        paper.title,
        paper.title_zh,
        repr(paper.digests),
        repr(paper.news_on),
        paper.doi,
        repr(paper.is_withdrawn),
    )


async def test_answer_of_arxiv_does_not_age_a_paper(database: Database) -> None:
    """What completes a paper is as old as its submission; readers ask for the day on which a digest brought it."""
    submitted = TODAY - timedelta(days=3)
    async with database.transaction() as session:
        arxiv = digest(DigestFormat.ARXIV, entry("2603.00001", "On Agents"))
        await record(session, arxiv, digest_on=submitted)
        alone = await paper_by_arxiv_id(session, "2603.00001")
        await record(session, digest(DigestFormat.API, entry("2603.00001", "On Agents")))
        brought = await paper_by_arxiv_id(session, "2603.00001")
    assert alone is not None
    assert brought is not None
    assert (alone.first_digest_on, brought.first_digest_on) == (submitted, TODAY)
