"""Operators see what lies in the quarantine, and no path of the machine."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from inbox_files import put

from bot.digests.reports import FileReport, FileStatus
from bot.digests.sources.folder import Inbox
from bot.digests.sources.quarantine import quarantine
from bot.digests.sources.refusals import quarantined, refused_files
from handlers.services import RefusedFile, RefusedFiles
from storage.records import RejectedEntry

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def refuse(folder: Path, name: str, reason: str, *, at: int, lines: tuple[RejectedEntry, ...] = ()) -> None:
    path = put(folder, name, b"no digest")
    report = FileReport(str(path), FileStatus.REFUSED, reason, rejected=lines)
    place = quarantine(folder, path, report, MORNING)
    os.utime(place.with_name(place.name + ".reason.txt"), (at, at))


async def test_what_the_inbox_refused_is_told(inbox: Inbox, folder: Path) -> None:
    """By the name inside the inbox, with the time by the bot's clock and the reason."""
    put(folder, "2026/bad.md", b"no digest")
    await inbox.scan()
    refused = refused_files([folder])
    assert refused.total == 1
    [one] = refused.newest
    assert (one.name, one.refused_at) == ("2026/bad.md", MORNING)
    assert one.reason.startswith("no known digest format")


def test_lines_are_told_newest_file_first(tmp_path: Path) -> None:
    """Of all inboxes; what was refused last stands first."""
    one, two = tmp_path / "one", tmp_path / "two"
    refuse(one, "old.md", "too large", at=1_000)
    refuse(two, "new.md", "no entries", at=2_000, lines=(RejectedEntry(12, "no title: x", "…"),))
    keys = [file.key for file in quarantined([one, two])]
    assert len(set(keys)) == 2
    assert refused_files([one, two]) == RefusedFiles(
        2,
        (
            RefusedFile("new.md", MORNING, "no entries", ((12, "no title: x"),), keys[0]),
            RefusedFile("old.md", MORNING, "too large", key=keys[1]),
        ),
    )


def test_no_path_of_the_machine_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the inbox is named in the settings, and wherever the reason names a file."""
    monkeypatch.chdir(tmp_path)
    refuse(tmp_path / "inbox", "bad.md", f"{tmp_path}/inbox/bad.md: Permission denied", at=1_000)
    for folder in (tmp_path / "inbox", Path("inbox")):
        [one] = refused_files([folder]).newest
        assert one.reason == "bad.md: Permission denied"


def test_what_is_not_ours_is_passed_over(tmp_path: Path) -> None:
    """Links are not followed, foreign files no reasons, nor those whose file is gone; no inbox is no trouble."""
    folder = tmp_path / "inbox" / "quarantine"
    folder.mkdir(parents=True)
    (tmp_path / "secret").write_text("File: x\nTime: 2026-03-02 08:00:00 UTC\nReason: y\n")
    (folder / "mended.md.reason.txt").write_text("File: x\nTime: 2026-03-02 08:00:00 UTC\nReason: y\n")
    (folder / "link.md").write_bytes(b"")
    (folder / "link.md.reason.txt").symlink_to(tmp_path / "secret")
    (folder / "foreign").write_bytes(b"")
    (folder / "foreign.reason.txt").write_bytes(b"\xff no reason of ours")
    assert refused_files([tmp_path / "inbox"]).newest == ()
    assert refused_files([tmp_path / "nowhere"]) == RefusedFiles()
