"""Files become papers once per content; what cannot be read is refused and loses nothing."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import shared_files
from digest_files import ARPO, ATTENTION, WEEK, api, summary, weekly, write, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recording import all_papers

from bot.digests.ingest import IngestRules
from bot.digests.ingest_files import ingest_file, ingest_paths
from bot.digests.reports import FileReport, FileStatus
from storage.database import Database
from storage.digests import counts
from storage.papers import paper_by_arxiv_id
from storage.records import DigestFormat, DigestMention, Paper, RejectedEntry


class StoppedClock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


async def test_folder_of_two_formats_becomes_bilingual_papers(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """One record for a paper that stands in both, dated by the files' names."""
    write(tmp_path, WEEK, weekly(ATTENTION, ARPO))
    write(tmp_path, "2026-02-27.json", api(ATTENTION[:2], upvotes=7))
    result = await ingest_paths(database, [str(tmp_path)], clock)
    assert result.is_complete
    assert result.as_json()["papers"] == {
        "entries": 3,
        "new": 2,
        "changed": 1,
        "unchanged": 0,
        "removed": 0,
    }
    async with database.reading() as session:
        paper = await paper_by_arxiv_id(session, "1706.03762")
    assert paper is not None
    assert (paper.title, paper.title_zh, paper.upvotes) == (ATTENTION[1], ATTENTION[2], 7)
    day = date(2026, 2, 27)
    assert paper.digests == (DigestMention(DigestFormat.API, day), DigestMention(DigestFormat.WEEKLY, day))


async def test_second_ingest_changes_nothing(database: Database, tmp_path: Path, clock: StoppedClock) -> None:
    """Neither in place nor as a copy elsewhere."""
    path = write(tmp_path, WEEK, weekly(ATTENTION))
    await ingest_paths(database, [str(path)], clock)
    before = await all_papers(database)
    copy = write(tmp_path, "copy/of it.md", weekly(ATTENTION))
    again = await ingest_paths(database, [str(path), str(copy)], clock)
    assert [report.status for report in again.files] == [FileStatus.KNOWN, FileStatus.KNOWN]
    assert again.is_complete
    assert await all_papers(database) == before


async def test_changed_file_updates_its_papers(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """What it no longer says is gone."""
    path = write(tmp_path, WEEK, weekly(ATTENTION, ("2005.14165", "Few-Shot Learners", "少样本学习者")))
    await ingest_paths(database, [str(path)], clock)
    write(tmp_path, WEEK, weekly((*ATTENTION[:2], "你只需要注意力")))
    report = await ingest_file(database, path, clock, IngestRules())
    assert (report.changed, report.removed) == (1, 1)
    async with database.reading() as session:
        paper = await paper_by_arxiv_id(session, "1706.03762")
    assert paper is not None
    assert paper.title_zh == "你只需要注意力"


async def test_first_filling_is_archive_and_later_files_are_news(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """The whole first call, however many files it has."""
    write(tmp_path, "first/a.md", summary("2026-03-01", (*ATTENTION[:2], "注意力机制。")))
    write(tmp_path, "first/b.md", summary("2026-03-02", (*ARPO[:2], "强化学习。")))
    first = await ingest_paths(database, [str(tmp_path / "first")], clock)
    write(tmp_path, "c.md", summary("2026-03-02", ("2005.14165", "Few-Shot Learners", "少样本。")))
    second = await ingest_paths(database, [str(tmp_path / "c.md")], clock)
    assert [report.is_archive for report in (*first.files, *second.files)] == [True, True, False]
    papers = [paper for paper in await all_papers(database) if isinstance(paper, Paper)]
    assert [paper.news_at for paper in papers] == [None, None, clock.time]


async def test_undated_file_keeps_the_day_it_was_first_seen(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """A correction does not make it younger."""
    path = write(tmp_path, "week.md", weekly(ATTENTION))
    await ingest_file(database, path, clock, IngestRules())
    clock.time = datetime(2026, 3, 5, 8, tzinfo=UTC)
    report = await ingest_file(
        database, write(tmp_path, "week.md", weekly(ATTENTION, ARPO)), clock, IngestRules()
    )
    assert (report.digest_on, report.is_estimated) == (date(2026, 3, 2), True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"# My notes\n\nNothing of the kind.", "no known digest format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (weekly(ATTENTION)[:-1], "cut"),
        (weekly(ATTENTION).decode().encode("gbk"), "GB18030"),
        (weekly(ATTENTION).decode().encode("utf-16-le"), "UTF-16"),
        (b"[" * 100_000, ""),
        (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    ],
)
async def test_bad_file_is_refused_with_a_reason_and_keeps_what_it_held(
    database: Database, tmp_path: Path, clock: StoppedClock, content: bytes, reason: str
) -> None:
    """Nothing of the earlier content is lost by it."""
    path = write(tmp_path, "day.md", weekly(ATTENTION))
    await ingest_file(database, path, clock, IngestRules())
    before = await all_papers(database)
    report = await ingest_file(database, write(tmp_path, "day.md", content), clock, IngestRules())
    assert report.status is FileStatus.REFUSED
    assert reason in report.reason
    assert await all_papers(database) == before


async def test_bad_file_does_not_stop_the_others(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """The summary says which one failed, and that not all was done."""
    write(tmp_path, "a.md", b"nothing")
    write(tmp_path, WEEK, weekly(ATTENTION))
    result = await ingest_paths(database, [str(tmp_path), str(tmp_path / "none.md")], clock)
    assert not result.is_complete
    assert result.as_json()["files"] == {"ingested": 1, "known": 0, "refused": 2}


async def test_unreadable_entries_are_refused_and_the_rest_kept(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """Each with its line."""
    entries = json.loads(api(ATTENTION[:2]))
    path = write(tmp_path, "2026-03-01.json", json.dumps([*entries, "{'paper': {}}"]).encode())
    report = await ingest_file(database, path, clock, IngestRules())
    assert (report.status, report.new, len(report.rejected)) == (FileStatus.INGESTED, 1, 1)


async def test_file_of_which_nothing_is_readable_is_refused(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """It is not remembered, so that it is read again once it is mended or the parser is better."""
    path = write(tmp_path, "2026-03-01.json", json.dumps(["{'paper': {}}"] * 3).encode())
    report = await ingest_file(database, path, clock, IngestRules())
    assert report.status is FileStatus.REFUSED
    assert report.reason.startswith("none of its 3 entries can be read; line 1: ")
    async with database.reading() as session:
        assert (await counts(session)).digests == 0


async def test_empty_day_is_a_valid_digest(database: Database, tmp_path: Path, clock: StoppedClock) -> None:
    """It brings nothing and is no failure."""
    result = await ingest_paths(
        database, [str(write(tmp_path, "day.md", b"# Papers for 2026-03-01\n"))], clock
    )
    assert result.is_complete
    assert result.files[0].status is FileStatus.INGESTED


async def test_odd_characters_in_json_are_stored(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """NUL and half a surrogate pair, which PostgreSQL refuses, do not stop a file."""
    content = api(("1706.03762", "Attention \x00 is \ud800 all \U0001f600"))
    report = await ingest_file(database, write(tmp_path, "2026-03-01.json", content), clock, IngestRules())
    assert report.new == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300) | st.binary(max_size=60).map(lambda tail: weekly(ATTENTION) + tail))
async def test_any_bytes_are_ingested_or_refused(tmp_path: Path, content: bytes) -> None:
    """Never an error, whatever a file holds."""
    from storage.upgrading import upgrade

    database = Database(f"sqlite:///{tmp_path / 'any.db'}")
    await upgrade(database)
    report = await ingest_file(database, write(tmp_path, "any.md", content), StoppedClock(), IngestRules())
    await database.close()
    assert report.status is not FileStatus.REFUSED or report.reason


def test_report_as_json_holds_everything_a_script_needs() -> None:
    """Dates as ISO text, absent values as null."""
    report = FileReport(
        "/inbox/a.md",
        FileStatus.INGESTED,
        format=DigestFormat.WEEKLY,
        digest_on=date(2026, 2, 27),
        entries=2,
        new=1,
        rejected=(RejectedEntry(3, "no link", "Title"),),
    )
    assert json.loads(json.dumps(report.as_json())) == {
        "path": "/inbox/a.md",
        "status": "ingested",
        "reason": None,
        "format": "weekly",
        "digest_on": "2026-02-27",
        "is_estimated": False,
        "is_archive": False,
        "entries": 2,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "removed": 0,
        "rejected": [{"line": 3, "reason": "no link", "excerpt": "Title"}],
    }
    assert replace(report, digest_on=None).as_json()["digest_on"] is None


async def test_real_digests_are_ingested_whole(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """The three Markdown examples bring 10, 33 and 36 papers, wherever a developer has them."""
    expected = {"000": 10, "001": 33, "002": 36}
    for path in shared_files("digests/00*.txt"):
        report = await ingest_file(database, path, clock, IngestRules())
        assert (report.new, report.rejected) == (expected[path.name[:3]], ())


async def test_archive_is_opened_where_it_lies(
    database: Database, tmp_path: Path, clock: StoppedClock
) -> None:
    """Its parts count as files of their own; one report tells of all, and which part cannot be read."""
    parts = [(WEEK, weekly(ATTENTION)), ("2026-02-27.json", api(ARPO[:2])), ("bad.md", b"no digest")]
    write(tmp_path, "all.zip", zipped(*parts))
    [first] = (await ingest_paths(database, [str(tmp_path)], clock)).files
    [second] = (await ingest_paths(database, [str(tmp_path)], clock)).files
    assert (first.status, first.new, first.rejected[0].reason[:15]) == (
        FileStatus.INGESTED,
        2,
        "bad.md: no know",
    )
    assert (second.status, second.new, len(second.rejected)) == (FileStatus.KNOWN, 0, 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped(("bad.md", b"no digest")), "bad.md: no known digest format"),
        (zipped(("a.png", b"a picture")), "there is no digest in the archive"),
        (zipped((WEEK, weekly(ATTENTION)))[:70], "cannot be opened"),
    ],
    ids=["no digest", "a picture", "half"],
)
async def test_archive_without_a_digest_is_refused(
    database: Database, tmp_path: Path, clock: StoppedClock, content: bytes, reason: str
) -> None:
    """With its reason, as any file that cannot be read."""
    report = await ingest_file(database, write(tmp_path, "a.zip", content), clock, IngestRules())
    assert (report.status, reason in report.reason) == (FileStatus.REFUSED, True)
