"""The inbox under test."""

from pathlib import Path

import pytest
from inbox_files import Now

from bot.digests.sources.folder import Inbox
from storage.database import Database


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


@pytest.fixture
def inbox(database: Database, folder: Path, now: Now) -> Inbox:
    return Inbox(folder, database, now, machine_seconds=now.seconds)
