"""Whichever way the same digests come, the same records grow from them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import shared_files
from databases import copied
from digest_files import ARPO, ATTENTION, WEEK, api, summary, weekly, write
from digest_places import PLACES, Files, carried, day_of, told_apart
from digest_server import digest_server
from moving_clock import MovingClock
from recording import all_papers
from taking_in import take_in, take_in_folder

from bot.digests.contents import DigestContent
from bot.digests.ingest import IngestRules, ingest_contents
from storage.database import Database
from storage.records import Paper

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = {
    WEEK: weekly(ARPO, ATTENTION),
    "2026-02-27.json": api(ATTENTION[:2], upvotes=7),
    "2026-02-28.md": summary("2026-02-28", (*ARPO[:2], "讲智能体强化学习")),
}


def real_files() -> Files:
    """A few weeks of real digests, where a developer has them."""
    paths = shared_files("corpus/weekly/2024/06*.md", "corpus/hf-daily-papers/2024-06-0*.json")
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}


@pytest.mark.parametrize("files", [OWN, real_files() or OWN], ids=["own", "real"])
@pytest.mark.parametrize("kind", ["folder", *PLACES])
async def test_every_kind_of_source_brings_the_same_records(
    kind: str, files: Files, tmp_path: Path, migrated_file: Path
) -> None:
    """Folders, dates, lists, feeds, repositories and archives end in the records of the files themselves."""
    files = carried(kind, files)
    clock = MovingClock(NOON)
    by_hand, by_source = (Database(copied(migrated_file, tmp_path / f"{name}.db")) for name in "ab")
    await ingest_contents(by_hand, contents_of(files), clock, IngestRules(is_first_filling=True))
    if kind == "folder":
        for name, content in files.items():
            write(tmp_path / kind, name, content)
        await take_in_folder(by_source, clock, tmp_path / kind)
    else:
        async with digest_server() as server:
            await take_in(by_source, clock, kind, PLACES[kind](server, files), days_of(files))
    expected, found = await all_papers(by_hand), await all_papers(by_source)
    for database in (by_hand, by_source):
        await database.close()
    assert expected
    assert told_apart(found) == told_apart(expected)
    assert all(isinstance(paper, Paper) and paper.news_at is None for paper in found)


def contents_of(files: Files) -> list[DigestContent]:
    return [DigestContent.of(f"/files/{name}", content) for name, content in files.items()]


def days_of(files: Files) -> tuple[date, date]:
    days = [day_of(name) for name in files]
    return min(days), max(days)
