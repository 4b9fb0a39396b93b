"""What a database says of itself, on both kinds."""

import os
from pathlib import Path

import pytest
from recording import NOON

from storage.database import Database
from storage.errors import DatabaseUnavailable
from storage.health import damage, last_update_at, probe_writing, schema_state, senders_seen
from storage.senders import announce_sender
from storage.updates import StoredUpdate, store_updates
from storage.upgrading import downgrade


async def test_sound_database_is_at_the_programs_migration(database: Database) -> None:
    """It can be written, and probing leaves nothing behind."""
    schema = await schema_state(database)
    assert (schema.present, schema.is_known, await damage(database)) == (schema.wanted, True, None)
    await probe_writing(database)
    await probe_writing(database)
    assert await schema_state(database) == schema


async def test_database_without_tables_has_no_migration(any_database_url: str) -> None:
    """Before the first start, and after an older program."""
    database = Database(any_database_url)
    assert (await schema_state(database)).present is None
    await database.close()


async def test_older_database_says_so(database: Database) -> None:
    """By the migration that it has."""
    await downgrade(database, "0005")
    schema = await schema_state(database)
    assert (schema.present, schema.is_known) == ("0005", True)


async def test_senders_and_updates_are_dated(database: Database) -> None:
    """Nothing at first."""
    async with database.reading() as session:
        assert (await senders_seen(session), await last_update_at(session)) == ([], None)
    async with database.transaction() as session:
        await announce_sender(session, "here:1")
        await store_updates(session, [StoredUpdate(1, 7, {})], NOON)
    async with database.reading() as session:
        assert [name for name, _ in await senders_seen(session)] == ["here:1"]
        assert await last_update_at(session) == NOON


async def test_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """As trouble with the database, not as a traceback."""
    (tmp_path / "x.db").write_bytes(os.urandom(8192))
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(DatabaseUnavailable, match="not a database"):
        await schema_state(database)
    await database.close()
