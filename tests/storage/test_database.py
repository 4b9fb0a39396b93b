"""Trouble with the database is told with its place and a remedy; what was begun is whole or nothing."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from storage.chats import chat_by_telegram_id
from storage.database import Database
from storage.errors import DatabaseUnavailable, DataUnreadable
from storage.instance import instance_of
from storage.schema import InstanceRow, QueryRow
from storage.upgrading import upgrade


async def trouble_with(url: str) -> str:
    """What is told when a database cannot be used."""
    database = Database(url)
    try:
        with pytest.raises(DatabaseUnavailable) as raised:
            await upgrade(database)
        return str(raised.value)
    finally:
        await database.close()


async def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """The file keeps what it holds."""
    file = tmp_path / "notes.txt"
    file.write_text("no database at all")
    told = await trouble_with(f"sqlite:///{file}")
    assert str(file) in told
    assert "name another file with CHENBAO_DATABASE_URL" in told
    assert file.read_text() == "no database at all"


async def test_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    """What cannot be opened says what to check."""
    assert "may be written" in await trouble_with(f"sqlite:///{tmp_path}")


async def test_server_that_is_not_there_is_named_without_its_password() -> None:
    """The address helps, the password never shows."""
    told = await trouble_with("postgresql://chenbao:secret@127.0.0.1:1/papers")
    assert "127.0.0.1:1/papers" in told
    assert "secret" not in told
    assert "check that the server runs" in told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://host/name", "'mysql' is not supported"),
        ("no address", "'no address' is no database URL"),
        ("sqlite://", "needs a file"),
    ],
)
def test_address_of_another_kind_is_refused(url: str, told: str) -> None:
    """The value and what would do instead."""
    with pytest.raises(DatabaseUnavailable, match=told):
        Database(url)


async def test_file_that_another_program_holds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time-out the reader of the message knows what to stop."""
    monkeypatch.setattr("storage.database.BUSY_TIMEOUT_MILLISECONDS", 10)
    database = Database(f"sqlite:///{tmp_path / 'held.db'}")
    await upgrade(database)
    holder = sqlite3.connect(tmp_path / "held.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailable, match="another program has held it too long"):
        async with database.transaction() as session:
            await instance_of(session)
    holder.close()
    await database.close()


async def test_failed_block_leaves_nothing_behind(database: Database) -> None:
    """A mistake of ours is raised as it is, and the transaction is taken back."""

    async def mistaken() -> None:
        async with database.transaction() as session:
            await instance_of(session)
            session.add_all([QueryRow(text="same", matched_revision=0) for _ in range(2)])
            await session.flush()

    with pytest.raises(IntegrityError):
        await mistaken()
    async with database.reading() as session:
        assert await session.scalar(select(InstanceRow.id)) is None


async def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    """While one session writes, another reads the state before."""
    async with database.transaction() as writing:
        await instance_of(writing)
        async with database.reading() as reading:
            assert await chat_by_telegram_id(reading, 1) is None
            assert await reading.scalar(select(InstanceRow.id)) is None


async def test_reader_that_met_damage_sees_what_came_after(tmp_path: Path) -> None:
    """A row that cannot be read does not hold its reader at the state of that moment."""
    database = Database(f"sqlite:///{tmp_path / 'chenbao.db'}")
    await upgrade(database)
    async with database.transaction() as session:
        await session.execute(text("INSERT INTO queries (text, matched_revision) VALUES (X'E6FF', -1)"))
        await session.execute(text("UPDATE queries SET text = CAST(text AS TEXT)"))
    with pytest.raises(DataUnreadable) as kept:
        async with database.reading() as session:
            await session.execute(select(QueryRow.text))
    async with database.transaction() as session:
        await session.execute(text("UPDATE queries SET text = 'agent'"))
    async with database.reading() as session:
        assert await session.scalar(select(QueryRow.text)) == "agent"
    assert "decode to UTF-8" in str(kept.value)
    await database.close()
