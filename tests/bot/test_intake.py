"""Digest files are taken in before anything is planned from them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from databases import copied
from digest_files import api
from inbox_files import paper_count, put
from moving_clock import MovingClock
from recording import NOON

from bot.digests.sources.folder import Inbox
from bot.intake import Intake
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.instance import instance_of
from storage.search.index import SearchIndex


async def test_nothing_is_planned_while_files_wait_that_could_not_be_stored(
    migrated_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the database would not take keeps its papers for the digest that is due."""
    monkeypatch.setattr("storage.database.BUSY_TIMEOUT_MILLISECONDS", 1)
    url = copied(migrated_file, tmp_path / "chenbao.db")
    database = Database(url)
    async with database.reading() as session:
        identity = (await instance_of(session)).identity
    index = SearchIndex.open(tmp_path / "index", identity, writable=True)
    inbox = Inbox(tmp_path / "inbox", database, MovingClock(NOON), rest_seconds=0)
    intake = Intake([inbox], database, CurrentLexicon())
    await intake.take_in(index)
    assert intake.is_complete
    put(tmp_path / "inbox", "a.json", api(("2510.00001", "Agents")))
    with closing(sqlite3.connect(tmp_path / "chenbao.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnavailable):
            await intake.take_in(index)
        assert not intake.is_complete
        other.execute("ROLLBACK")
    await intake.take_in(index)
    assert intake.is_complete
    assert await paper_count(database) == 1
    index.close()
    await database.close()
