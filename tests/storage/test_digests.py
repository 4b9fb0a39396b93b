"""Digests become papers: each content once, each file's latest content, no order of arrival."""

from dataclasses import replace
from datetime import date, timedelta

from recording import NOON, TODAY, all_papers, digest, entry, record

from storage.arrivals import Arrival
from storage.database import Database
from storage.digests import counts, has_chinese_source, has_digests, sightings_of
from storage.instance import current_revision
from storage.papers import paper_by_arxiv_id, paper_by_id
from storage.records import DigestFormat, DigestMention, Origin, Paper, RejectedEntry, RemovedPaper
from storage.rereading import reread_digest

ATTENTION = "1706.03762"
API, WEEKLY, REPORT, SUMMARY = (
    DigestFormat.API,
    DigestFormat.WEEKLY,
    DigestFormat.REPORT,
    DigestFormat.SUMMARY,
)
TITLE = "Attention Is All You Need"


async def test_entries_of_one_arxiv_id_become_one_bilingual_paper(database: Database) -> None:
    """English and Chinese of different digests meet in one record that knows where each came from."""
    yesterday = TODAY - timedelta(days=1)
    async with database.transaction() as session:
        first = await record(
            session, digest(API, entry("1706.03762", TITLE, abstract="One. Two.")), digest_on=yesterday
        )
        second = await record(
            session, digest(WEEKLY, entry("1706.03762", title_zh="注意力就是你所需要的一切"))
        )
        paper = await paper_by_arxiv_id(session, "1706.03762")
    assert paper is not None
    assert (first.new, second.changed) == ((paper.id,), (paper.id,))
    assert (paper.title, paper.title_zh) == (TITLE, "注意力就是你所需要的一切")
    assert paper.origins["title"] == Origin(API, yesterday)
    assert paper.origins["title_zh"] == Origin(WEEKLY, TODAY)
    assert paper.digests == (DigestMention(API, yesterday), DigestMention(WEEKLY, TODAY))
    assert (paper.first_digest_on, paper.news_on, paper.news_at) == (yesterday, TODAY, NOON)


async def test_same_content_is_known_wherever_it_lies(database: Database) -> None:
    """A copy under another name changes nothing and takes no revision."""
    content = digest(WEEKLY, entry("1706.03762", TITLE))
    async with database.transaction() as session:
        await record(session, content, location="a.md")
        before = await current_revision(session)
        again = await record(session, content, location="b.md")
        assert (again.is_known, again.changed, await current_revision(session)) == (True, (), before)


async def test_content_counts_as_long_as_one_place_holds_it(database: Database) -> None:
    """What was overwritten in one place and still lies in another is lost in the last one alone."""
    content, correction = (
        digest(WEEKLY, entry(arxiv_id, TITLE)) for arxiv_id in ("1706.03762", "2005.14165")
    )
    async with database.transaction() as session:
        await record(session, content, location="latest.md")
        assert (await record(session, content, location="issue-1.md")).is_known
        overwritten = await record(session, correction, location="latest.md")
        assert (len(overwritten.new), overwritten.removed) == (1, ())
        corrected = await record(session, correction, location="issue-1.md")
        assert (corrected.is_known, len(corrected.removed)) == (True, 1)


async def test_content_read_again_still_lies_in_all_its_places(database: Database) -> None:
    """A better reading stands in the place of the old one wherever that lay."""
    content, better, other = (
        digest(WEEKLY, entry(arxiv_id, TITLE)) for arxiv_id in ("1706.03762", "2005.14165", "2106.09685")
    )
    async with database.transaction() as session:
        await record(session, content, location="latest.md", content_hash="a")
        await record(session, content, location="issue-1.md", content_hash="a")
        reading = Arrival(better, "latest.md", "a", TODAY, is_estimated=False, is_archive=False)
        assert await reread_digest(session, reading, NOON)
        overwritten = await record(session, other, location="latest.md")
    assert overwritten.removed == ()


async def test_only_papers_whose_record_changes_take_a_revision(database: Database) -> None:
    """A corrected file renumbers the corrected paper alone."""
    kept, corrected = entry("1706.03762", TITLE), entry("2005.14165", "Few-Shot Lerners")
    async with database.transaction() as session:
        first = await record(session, digest(WEEKLY, kept, corrected), location="a.md")
        later = NOON + timedelta(hours=1)
        second = await record(
            session,
            digest(WEEKLY, kept, replace(corrected, title="Few-Shot Learners")),
            location="a.md",
            now=later,
        )
        unchanged = await paper_by_id(session, first.new[0])
        changed = await paper_by_id(session, first.new[1])
    assert unchanged
    assert changed
    assert (second.unchanged, second.changed) == ((unchanged.id,), (changed.id,))
    assert (unchanged.revision, unchanged.revised_at) == (1, NOON)
    assert (changed.revision, changed.revised_at, changed.title) == (3, later, "Few-Shot Learners")


async def test_paper_dropped_from_its_only_file_is_removed_and_returns(database: Database) -> None:
    """Followers see it go, and come back under its number when the file returns to what it was."""
    full = digest(WEEKLY, entry("1706.03762", TITLE), entry("2005.14165", "Few-Shot Learners"))
    cut = digest(WEEKLY, entry("1706.03762", TITLE))
    async with database.transaction() as session:
        first = await record(session, full, location="a.md")
        second = await record(session, cut, location="a.md")
    lost = first.new[1]
    assert second.removed == (lost,)
    assert (await all_papers(database))[1] == RemovedPaper(lost, 3)
    async with database.transaction() as session:
        third = await record(session, full, location="a.md")
        paper = await paper_by_id(session, lost)
    assert third.digest_id == first.digest_id
    assert third.new == (lost,)
    assert paper is not None
    assert (paper.title, paper.news_at) == ("Few-Shot Learners", NOON)


async def test_file_that_takes_a_content_known_elsewhere_drops_its_own(database: Database) -> None:
    """What the file said before no longer counts, though nothing new came."""
    async with database.transaction() as session:
        await record(session, digest(WEEKLY, entry("1706.03762", TITLE)), location="a.md")
        other = await record(session, digest(WEEKLY, entry("2005.14165", "Few-Shot")), location="b.md")
        outcome = await record(session, digest(WEEKLY, entry("1706.03762", TITLE)), location="b.md")
    assert (outcome.is_known, outcome.removed) == (True, other.new)


async def test_entry_without_id_joins_the_one_paper_of_its_title(database: Database) -> None:
    """Case, width and punctuation of the title do not matter."""
    async with database.transaction() as session:
        first = await record(session, digest(API, entry("1706.03762", TITLE)))
        second = await record(
            session, digest(REPORT, entry(None, "attention is all you need!", tldr_zh="只用注意力"))
        )
        paper = await paper_by_id(session, first.new[0])
    assert second.changed == first.new
    assert paper is not None
    assert (paper.title, paper.tldr_zh) == (TITLE, "只用注意力")


async def test_paper_known_by_title_keeps_its_number_when_its_id_turns_up(database: Database) -> None:
    """It must not come to readers a second time."""
    async with database.transaction() as session:
        first = await record(session, digest(REPORT, entry(None, TITLE, tldr_zh="只用注意力")))
        second = await record(session, digest(API, entry("1706.03762", TITLE)))
        paper = await paper_by_arxiv_id(session, "1706.03762")
    assert paper is not None
    assert (second.changed, second.new) == (first.new, ())
    assert (paper.id, paper.tldr_zh) == (first.new[0], "只用注意力")


async def test_title_of_two_papers_joins_neither(database: Database) -> None:
    """A wrong join is worse than a missing one, also when the second paper comes later."""
    async with database.transaction() as session:
        first = await record(session, digest(API, entry("1706.03762", TITLE)), location="1")
        await record(session, digest(REPORT, entry(None, TITLE, tldr_zh="只用注意力")), location="2")
        third = await record(session, digest(API, entry("2402.00001", TITLE)), location="3")
        one = await paper_by_id(session, first.new[0])
    papers = [paper for paper in await all_papers(database) if isinstance(paper, Paper)]
    assert one is not None
    assert one.tldr_zh == ""
    assert len(third.new) == 2
    assert sorted((paper.arxiv_id or "", paper.tldr_zh) for paper in papers) == [
        ("", "只用注意力"),
        ("1706.03762", ""),
        ("2402.00001", ""),
    ]


async def test_short_title_is_never_certain(database: Database) -> None:
    """Two papers called GPT-4 need not be the same."""
    async with database.transaction() as session:
        await record(session, digest(API, entry("2303.08774", "GPT-4")))
        second = await record(session, digest(REPORT, entry(None, "GPT-4", tldr_zh="模型")))
    assert len(second.new) == 1


async def test_entry_that_names_no_paper_is_refused_with_its_line(database: Database) -> None:
    """It is told, and the others are kept."""
    async with database.transaction() as session:
        outcome = await record(session, digest(REPORT, entry(None, "!?", line=7), entry("1706.03762", TITLE)))
    assert len(outcome.new) == 1
    assert outcome.rejected == (
        RejectedEntry(7, "neither an arXiv id nor a title with a letter or digit in it"),
    )


async def test_archive_is_no_news_until_a_digest_brings_it_as_news(database: Database) -> None:
    """Old files are searched, never pushed; a later digest about the same paper is news."""
    async with database.transaction() as session:
        await record(session, digest(API, entry("1706.03762", TITLE)), is_archive=True)
        archived = await paper_by_arxiv_id(session, "1706.03762")
        later = NOON + timedelta(days=1)
        await record(session, digest(REPORT, entry("1706.03762", TITLE)), now=later)
        paper = await paper_by_arxiv_id(session, "1706.03762")
    assert archived
    assert paper
    assert (archived.news_at, archived.news_on) == (None, None)
    assert (paper.news_at, paper.news_on) == (later, TODAY)


async def test_correcting_an_archived_file_makes_no_news_of_what_it_held(database: Database) -> None:
    """Only the paper that the file did not hold before is news."""
    async with database.transaction() as session:
        await record(session, digest(API, entry("1706.03762", TITLE)), location="a", is_archive=True)
        await record(
            session,
            digest(API, entry("1706.03762", TITLE, upvotes=9), entry("2005.14165", "Few-Shot")),
            location="a",
        )
        old = await paper_by_arxiv_id(session, "1706.03762")
        added = await paper_by_arxiv_id(session, "2005.14165")
    assert old
    assert added
    assert (old.upvotes, old.news_at, added.news_at) == (9, None, NOON)


async def test_correcting_a_file_of_news_keeps_when_it_was_news(database: Database) -> None:
    """Votes fetched a week later neither renew nor end what was news."""
    async with database.transaction() as session:
        await record(session, digest(API, entry("1706.03762", TITLE, upvotes=1)), location="a")
        week_later = NOON + timedelta(days=8)
        await record(
            session,
            digest(API, entry("1706.03762", TITLE, upvotes=9)),
            location="a",
            now=week_later,
            is_archive=True,
        )
        paper = await paper_by_arxiv_id(session, "1706.03762")
    assert paper is not None
    assert (paper.upvotes, paper.news_at, paper.news_on) == (9, NOON, TODAY)


async def test_digests_are_told_by_day_count_and_source(database: Database) -> None:
    """What a status line needs, superseded contents left out."""
    async with database.transaction() as session:
        assert not await has_digests(session)
        await record(session, digest(API, entry("1706.03762", TITLE)), digest_on=date(2026, 2, 27))
        assert not await has_chinese_source(session, date(2026, 1, 1))
        await record(session, digest(SUMMARY, entry("2005.14165", "Few-Shot")), digest_on=date(2026, 3, 1))
        await record(
            session,
            digest(SUMMARY, entry("2005.14165", "Few-Shot", tldr_zh="少样本")),
            digest_on=TODAY,
            now=NOON + timedelta(days=2),
        )
        assert await has_digests(session)
        assert await has_chinese_source(session, TODAY)
        assert not await has_chinese_source(session, TODAY + timedelta(days=1))
        sightings = await sightings_of(session, {"summary.md": "other", "nowhere.md": "other"})
        assert [each.first_seen_on for each in sightings.values()] == [NOON.date(), None]
        totals = await counts(session)
    assert (totals.digests, totals.papers, totals.papers_with_chinese) == (2, 2, 1)


DOI = "10.1000/one"


async def test_published_version_joins_its_preprint_by_doi(database: Database) -> None:
    """It was there first under its DOI alone: it keeps its number, and takes what names both with it."""
    published = digest(SUMMARY, entry(None, "Attention, as It Was Printed", doi=DOI, tldr_zh="印刷版"))
    async with database.transaction() as session:
        [number] = (await record(session, published)).new
        await record(session, digest(API, entry(ATTENTION, "Attention Is All You Need", doi=DOI)))
    [paper] = await all_papers(database)
    assert isinstance(paper, Paper)
    assert (paper.id, paper.arxiv_id, paper.tldr_zh, paper.doi) == (number, ATTENTION, "印刷版", DOI)


async def test_paper_known_by_title_is_told_apart_when_two_dois_have_it(database: Database) -> None:
    """A DOI takes the title's paper over; a second one with the same title makes them three."""
    title = "Attention Is All You Need"
    async with database.transaction() as session:
        [number] = (await record(session, digest(SUMMARY, entry(None, title)))).new
        await record(session, digest(WEEKLY, entry(None, title, doi=DOI)))
    [paper] = await all_papers(database)
    assert (paper.id, isinstance(paper, Paper) and paper.doi) == (number, DOI)
    async with database.transaction() as session:
        await record(session, digest(API, entry(None, title, doi="10.1000/two")))
    papers = [paper for paper in await all_papers(database) if isinstance(paper, Paper)]
    assert sorted(paper.doi for paper in papers) == ["", DOI, "10.1000/two"]


async def test_withdrawn_paper_is_no_news(database: Database) -> None:
    """It is there and says so, but nobody is brought it; a correction brings the news back."""
    mistaken = digest(DigestFormat.ARXIV, entry(ATTENTION, "Attention", is_withdrawn=True))
    async with database.transaction() as session:
        await record(session, digest(API, entry(ATTENTION, "Attention")))
        await record(session, mistaken)
    [paper] = await all_papers(database)
    assert isinstance(paper, Paper)
    assert (paper.is_withdrawn, paper.news_at, paper.news_on) == (True, None, None)
    async with database.transaction() as session:
        await record(session, digest(DigestFormat.ARXIV, entry(ATTENTION, "Attention", is_withdrawn=False)))
    [paper] = await all_papers(database)
    assert isinstance(paper, Paper)
    assert (paper.is_withdrawn, paper.news_at, paper.news_on) == (False, NOON, TODAY)
