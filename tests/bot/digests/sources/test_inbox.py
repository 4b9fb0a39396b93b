"""The inbox takes each file once, when it is whole."""

import logging
import shutil
from pathlib import Path

import pytest
from digest_files import ARPO, ATTENTION, WEEK, summary, weekly
from inbox_files import LONG_AGO, Now, paper_count, put
from recording import all_papers

from bot.digests.reports import FileStatus
from bot.digests.sources.folder import Inbox
from storage.database import Database
from storage.records import Paper


async def test_missing_folder_is_made_at_the_first_look(inbox: Inbox, folder: Path) -> None:
    """A first start has none."""
    assert (await inbox.scan()).problem == ""
    assert folder.is_dir()


async def test_new_file_is_taken_once(inbox: Inbox, folder: Path, database: Database) -> None:
    """Later looks do not even read it."""
    put(folder, WEEK, weekly(ATTENTION))
    first, second = await inbox.scan(), await inbox.scan()
    assert [report.status for report in first.reports] == [FileStatus.INGESTED]
    assert second.reports == ()
    assert await paper_count(database) == 1


async def test_changed_file_is_taken_again(inbox: Inbox, folder: Path, database: Database) -> None:
    """As soon as its change rests."""
    put(folder, WEEK, weekly(ATTENTION))
    await inbox.scan()
    put(folder, WEEK, weekly(ATTENTION, ARPO), changed_at=LONG_AGO + 10)
    seen_changing = await inbox.scan()
    at_rest = await inbox.scan()
    assert (seen_changing.resting, seen_changing.reports) == (1, ())
    assert [report.new for report in at_rest.reports] == [1]


async def test_file_touched_without_a_change_is_known(inbox: Inbox, folder: Path) -> None:
    """Its content decides."""
    put(folder, WEEK, weekly(ATTENTION))
    await inbox.scan()
    put(folder, WEEK, weekly(ATTENTION), changed_at=LONG_AGO + 10)
    await inbox.scan()
    assert [report.status for report in (await inbox.scan()).reports] == [FileStatus.KNOWN]


async def test_file_being_written_is_left_until_it_rests(
    inbox: Inbox, folder: Path, now: Now, database: Database
) -> None:
    """Two seconds by the machine's clock, whatever the application's clock says."""
    put(folder, WEEK, weekly(ATTENTION), changed_at=now.machine_seconds - 1.5)
    young = await inbox.scan()
    now.machine_seconds += 1
    rested = await inbox.scan()
    assert (young.resting, young.reports) == (1, ())
    assert [report.status for report in rested.reports] == [FileStatus.INGESTED]
    assert await paper_count(database) == 1


async def test_file_that_grows_with_an_old_time_is_left(inbox: Inbox, folder: Path) -> None:
    """Copying tools keep times; the size tells."""
    half = weekly(ATTENTION, ARPO)
    put(folder, WEEK, half[:40], changed_at=LONG_AGO + 59.5)
    await inbox.scan()
    put(folder, WEEK, half)
    assert (await inbox.scan()).resting == 1
    assert [report.new for report in (await inbox.scan()).reports] == [2]


async def test_file_from_the_future_is_taken_when_it_stays_as_it_is(inbox: Inbox, folder: Path) -> None:
    """Another machine's clock may be ahead by years."""
    put(folder, WEEK, weekly(ATTENTION), changed_at=LONG_AGO * 2)
    assert (await inbox.scan()).resting == 1
    assert len((await inbox.scan()).reports) == 1


async def test_hidden_and_unfinished_names_are_passed_over(
    inbox: Inbox, folder: Path, database: Database
) -> None:
    """They are taken under their final name."""
    for name in (".week.md", "week.md.part", "week.tmp", "week.md~"):
        put(folder, name, weekly(ATTENTION))
    assert (await inbox.scan()).reports == ()
    (folder / "week.md.part").rename(folder / "week.md")
    assert len((await inbox.scan()).reports) == 1
    assert await paper_count(database) == 1


async def test_links_are_never_followed(inbox: Inbox, folder: Path, tmp_path: Path) -> None:
    """Neither read nor moved."""
    outside = put(tmp_path, "outside/a.md", weekly(ATTENTION))
    folder.mkdir()
    (folder / "a.md").symlink_to(outside)
    (folder / "more").symlink_to(outside.parent)
    assert (await inbox.scan()).reports == ()
    assert (folder / "a.md").is_symlink()


async def test_file_with_some_readable_entries_stays(inbox: Inbox, folder: Path) -> None:
    """What could be read is taken, the rest told."""
    put(folder, "2026-03-01.json", b'[{"paper": {"id": "1706.03762", "title": "Attention"}}, "junk"]')
    (report,) = (await inbox.scan()).reports
    assert (report.status, len(report.rejected)) == (FileStatus.INGESTED, 1)
    assert (folder / "2026-03-01.json").exists()


async def test_folder_that_vanishes_is_told_once_and_found_again(
    inbox: Inbox, folder: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """It is not made anew: a mount may come back."""
    caplog.set_level(logging.INFO)
    put(folder, WEEK, weekly(ATTENTION))
    await inbox.scan()
    folder.rename(folder.with_name("away"))
    problems = [(await inbox.scan()).problem, (await inbox.scan()).problem]
    assert problems == [f"{folder}: No such file or directory"] * 2
    assert not folder.exists()
    folder.with_name("away").rename(folder)
    put(folder, "b.md", weekly(ARPO))
    assert [report.new for report in (await inbox.scan()).reports if report.new] == [1]
    events = [record.message.split()[0] for record in caplog.records if "inbox" in record.message]
    assert events.count("inbox.unavailable") == events.count("inbox.back") == 1
    assert await paper_count(database) == 2


async def test_first_filling_lasts_until_all_of_it_rests(
    inbox: Inbox, folder: Path, now: Now, database: Database
) -> None:
    """A file of it that was still being copied is archive too; what comes later is news."""
    put(folder, "a.md", summary("2026-03-01", (*ATTENTION[:2], "注意力。")))
    put(folder, "b.md", summary("2026-03-02", (*ARPO[:2], "智能体。")), changed_at=now.machine_seconds)
    await inbox.scan()
    now.machine_seconds += 3
    await inbox.scan()
    put(folder, "c.md", summary("2026-03-02", ("2005.14165", "Few-Shot Learners", "少样本。")))
    await inbox.scan()
    papers = [paper for paper in await all_papers(database) if isinstance(paper, Paper)]
    assert [paper.news_on is None for paper in papers] == [True, True, False]


async def test_file_comes_again_after_trouble_with_the_database(
    database: Database, inbox: Inbox, folder: Path
) -> None:
    """It is neither lost nor put aside."""
    from sqlalchemy import text

    put(folder, WEEK, weekly(ATTENTION))
    async with database.transaction() as session:
        await session.execute(text("ALTER TABLE digests RENAME TO gone"))
    with pytest.raises(Exception, match=r"digests"):
        await inbox.scan()
    async with database.transaction() as session:
        await session.execute(text("ALTER TABLE gone RENAME TO digests"))
    assert [report.status for report in (await inbox.scan()).reports] == [FileStatus.INGESTED]


async def test_removed_file_keeps_its_papers(inbox: Inbox, folder: Path, database: Database) -> None:
    """Tidying the inbox withdraws nothing."""
    put(folder, WEEK, weekly(ATTENTION))
    await inbox.scan()
    shutil.rmtree(folder / "2026")
    await inbox.scan()
    assert await paper_count(database) == 1
