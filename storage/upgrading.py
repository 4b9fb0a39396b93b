"""Bringing a database to this program's schema, up or down, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from storage.database import Database
from storage.errors import DatabaseNewer

_LOCK_NUMBER = 0x636865  # any number that no other program on the same server is likely to lock


async def upgrade(database: Database, revision: str = "head") -> None:
    """
    Apply the migrations up to `revision`; nothing happens where they are applied already.

    Raises:
        DatabaseUnavailable: the database cannot be reached or written.
        DatabaseNewer: the database carries a migration that this program does not know.
    """
    async with database.migrating() as connection:
        await connection.run_sync(upgrade_on, revision)


async def downgrade(database: Database, revision: str) -> None:
    """Take migrations back down to `revision` ("base" for an empty schema)."""
    async with database.migrating() as connection:
        await connection.run_sync(lambda bound: command.downgrade(_configuration(bound), revision))


def script_directory() -> ScriptDirectory:
    """The migrations that this program knows."""
    return ScriptDirectory.from_config(_configuration(None))


def is_known(revision: str) -> bool:
    """Whether this program has the migration."""
    try:
        return script_directory().get_revision(revision) is not None
    except CommandError:
        return False


def upgrade_on(connection: Connection, revision: str) -> None:
    """Apply the migrations up to `revision` within the transaction of `connection`."""
    if connection.dialect.name == "postgresql":
        # Two processes that start together must not both create the tables.
        connection.execute(text("SET lock_timeout = '60s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_NUMBER})"))
    _refuse_newer(connection)
    command.upgrade(_configuration(connection), revision)


def _refuse_newer(connection: Connection) -> None:
    present = MigrationContext.configure(connection).get_current_revision()
    if present is None:
        return
    try:
        script_directory().get_revision(present)
    except CommandError as error:
        raise DatabaseNewer(
            f"the database is at migration {present}, which this program does not know: "
            "it was used by a newer version; update the program or restore a backup"
        ) from error


def _configuration(connection: Connection | None) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    configuration.attributes["connection"] = connection
    return configuration
