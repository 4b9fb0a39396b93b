"""Migrations build exactly the schema of the models, up and down, with data in it."""

from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from readers import reader
from recording import NOON, TODAY, digest, entry
from recording import record as record_new
from sqlalchemy import Connection, inspect, text

from storage.chats import chat_by_telegram_id, destination_of
from storage.claiming import claim_messages
from storage.database import Database
from storage.deliveries import record_delivery
from storage.errors import DatabaseNewer
from storage.instance import advance_lexicon, instance_of, lexicon_revision, next_revisions
from storage.outbox import store_messages
from storage.records import DigestFormat, MessageContent, Selection
from storage.schedule import Slot
from storage.schema import Table
from storage.upgrading import downgrade, script_directory, upgrade


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"render_as_batch": True})
    return list(compare_metadata(context, Table.metadata))


async def test_migrations_build_what_the_models_describe(database: Database) -> None:
    """Comparing a migrated database with the models finds nothing."""
    async with database.migrating() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_go_down_and_up_again_with_data(database: Database) -> None:
    """Every migration can be taken back and applied again on a database in use."""
    async with database.transaction() as session:
        await instance_of(session)
    for step in script_directory().walk_revisions():
        await downgrade(database, str(step.down_revision or "base"))
    async with database.migrating() as connection:
        tables = await connection.run_sync(lambda bound: inspect(bound).get_table_names())
    assert tables == ["alembic_version"]
    await upgrade(database)
    async with database.migrating() as connection:
        assert await connection.run_sync(differences) == []


async def test_chats_keep_what_is_theirs_when_they_get_columns(database: Database) -> None:
    """No migration of chats takes their destinations and queued messages along."""
    async with database.transaction() as session:
        chat, destination = await reader(session)
        selection = Selection(groups=(), rest=(), new_papers=0, digest_days=())
        delivery_id = await record_delivery(session, destination, Slot(NOON, TODAY, "08:00"), selection, NOON)
        assert delivery_id is not None
        await store_messages(session, delivery_id, chat.id, 0, [MessageContent("<b>晨报</b>")], now=NOON)
    await downgrade(database, "0005")
    await upgrade(database)
    async with database.transaction() as session:
        assert await chat_by_telegram_id(session, chat.telegram_id) == chat
        assert (await destination_of(session, chat, 0, NOON)).id == destination.id
        [message] = await claim_messages(session, "worker", 8, app_now=NOON)
    assert message.content == MessageContent("<b>晨报</b>")


async def test_papers_shown_in_forgotten_digests_stay_shown_by_an_older_program(database: Database) -> None:
    """It knows no paper without its digest, so such papers go to the newest one."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        await record_new(session, digest(DigestFormat.SUMMARY, entry("2603.00001", "Agent")))
        selection = Selection(groups=(), rest=(), new_papers=0, digest_days=())
        newest = await record_delivery(session, destination, Slot(NOON, TODAY, "08:00"), selection, NOON)
        [paper_id] = await session.scalars(text("SELECT id FROM papers"))
        shown = {"destination_id": destination.id, "paper_id": paper_id, "delivery_id": None}
        await session.execute(Table.metadata.tables["shown_papers"].insert(), shown)
    await downgrade(database, "0008")
    await upgrade(database)
    async with database.reading() as session:
        rows = await session.execute(text("SELECT destination_id, delivery_id FROM shown_papers"))
        assert rows.all() == [(destination.id, newest)]


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    """A second start finds its schema and keeps its data."""
    async with database.transaction() as session:
        before = await instance_of(session)
    await upgrade(database)
    async with database.transaction() as session:
        assert await instance_of(session) == before


async def test_database_of_a_newer_program_is_refused(database: Database) -> None:
    """An unknown migration stops the start and names the way out."""
    async with database.migrating() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer, match=r"9999.*newer version"):
        await upgrade(database)


async def test_instance_keeps_its_counters_when_the_lexicon_gets_one(database: Database) -> None:
    """A database of the version before the lexicon goes on where it stood."""
    async with database.transaction() as session:
        before = await instance_of(session)
        await next_revisions(session, 41)
        await advance_lexicon(session)
    await downgrade(database, "0002")
    await upgrade(database)
    async with database.transaction() as session:
        after = await instance_of(session)
        assert await lexicon_revision(session) == 0
        assert next(iter(await next_revisions(session, 1))) == 42
    assert after == replace(before, revision=41)
