"""The inbox and the polled sources under test."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from digest_server import digest_server
from inbox_files import Now
from polled_sources import Town

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


@pytest.fixture
async def town(database: Database) -> AsyncGenerator[Town]:
    async with digest_server() as server:
        yield Town(database, server)
