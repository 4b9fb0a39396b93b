"""Files that cannot be read are put aside with their reason, and nothing is lost over it."""

import os
from pathlib import Path

import pytest
from digest_files import ATTENTION, weekly
from inbox_files import paper_count, put

from bot.digests.reports import FileStatus
from bot.digests.sources.folder import Inbox
from storage.database import Database


async def test_bad_file_goes_to_the_quarantine_with_its_reason(inbox: Inbox, folder: Path) -> None:
    """The reason names file, time, what is wrong and what to do."""
    put(folder, "2026/bad.md", b"no digest")
    result = await inbox.scan()
    assert [report.status for report in result.reports] == [FileStatus.REFUSED]
    assert not (folder / "2026" / "bad.md").exists()
    assert (folder / "quarantine" / "bad.md").read_bytes() == b"no digest"
    lines = (folder / "quarantine" / "bad.md.reason.txt").read_text().splitlines()
    assert lines[:2] == ["File: 2026/bad.md", "Time: 2026-03-02 08:00:00 UTC"]
    assert lines[2].startswith("Reason: no known digest format")
    assert lines[-1].startswith("Remedy: ")
    assert (await inbox.scan()).reports == ()


async def test_quarantine_never_overwrites(inbox: Inbox, folder: Path) -> None:
    """Bad files of one name lie side by side, each with its own reason."""
    for content in (b"one", b"two", b"three"):
        put(folder, "bad.md", content)
        await inbox.scan()
        await inbox.scan()
    assert sorted(path.name for path in (folder / "quarantine").iterdir()) == [
        "bad-2.md",
        "bad-2.md.reason.txt",
        "bad-3.md",
        "bad-3.md.reason.txt",
        "bad.md",
        "bad.md.reason.txt",
    ]
    assert (folder / "quarantine" / "bad-2.md").read_bytes() == b"two"


async def test_file_put_back_is_tried_again(inbox: Inbox, folder: Path, database: Database) -> None:
    """Mended or not."""
    put(folder, "week.md", b"no digest")
    await inbox.scan()
    quarantined = folder / "quarantine" / "week.md"
    quarantined.rename(folder / "week.md")
    assert [report.status for report in (await inbox.scan()).reports] == [FileStatus.REFUSED]
    put(folder, "week.md", weekly(ATTENTION))
    assert [report.status for report in (await inbox.scan()).reports] == [FileStatus.INGESTED]
    assert await paper_count(database) == 1


async def test_name_of_full_length_can_be_quarantined(inbox: Inbox, folder: Path) -> None:
    """The reason's longer name must fit too; odd bytes stay as they are."""
    put(folder, "长" * 84 + ".md", b"no digest")
    put(folder, os.fsdecode(b"\xff\xfe.md"), b"no digest")
    await inbox.scan()
    assert len(list((folder / "quarantine").iterdir())) == 4


async def test_quarantine_that_is_a_link_is_not_used(
    inbox: Inbox, folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing leaves the folder; the bad file is left alone and told once."""
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / "quarantine").symlink_to(tmp_path / "elsewhere")
    put(folder, "bad.md", b"no digest")
    await inbox.scan()
    await inbox.scan()
    assert (folder / "bad.md").exists()
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert [record.message.split()[0] for record in caplog.records] == ["quarantine.failed", "digest.refused"]
