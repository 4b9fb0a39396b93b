"""What a database says of itself, for who looks for trouble; nothing is changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database import Database
from storage.schema import SenderRow, UpdateRow
from storage.upgrading import is_known, script_directory

_OLDEST_POSTGRESQL = 140_000


@dataclass(frozen=True, slots=True)
class SchemaState:
    """Which migration a database has, and which this program wants; None before the first start."""

    present: str | None
    wanted: str
    is_known: bool


async def schema_state(database: Database) -> SchemaState:
    """How far the tables are."""
    wanted = str(script_directory().get_current_head())
    async with database.snapshot() as connection:
        names = await connection.run_sync(lambda bound: inspect(bound).get_table_names())
        if "alembic_version" not in names:
            return SchemaState(None, wanted, is_known=True)
        present = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return SchemaState(present, wanted, is_known=present is None or is_known(present))


async def damage(database: Database) -> str | None:
    """What is wrong with an SQLite file, or with a server that is too old; None where nothing is."""
    async with database.snapshot() as connection:
        if database.is_sqlite:
            found = await connection.scalar(text("PRAGMA quick_check(1)"))
            return None if found == "ok" else str(found)
        version = int(await connection.scalar(text("SHOW server_version_num")) or 0)
        return None if version >= _OLDEST_POSTGRESQL else f"PostgreSQL {version // 10_000} is older than 14"


async def probe_writing(database: Database) -> None:
    """
    Take the writer's place and give it back.

    Raises:
        DatabaseUnavailable: it cannot be written.
    """
    async with database.migrating() as connection:
        if database.is_sqlite:
            await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        else:
            await connection.execute(text("CREATE TEMPORARY TABLE probe (n integer) ON COMMIT DROP"))


async def senders_seen(session: AsyncSession) -> list[tuple[str, datetime]]:
    """Processes that send, and when they were seen last, by the database's clock."""
    rows = await session.execute(select(SenderRow.name, SenderRow.seen_at).order_by(SenderRow.name))
    return [(name, seen_at) for name, seen_at in rows]


async def last_update_at(session: AsyncSession) -> datetime | None:
    """When the newest update that is still kept came, by the application's clock."""
    moment: datetime | None = await session.scalar(select(func.max(UpdateRow.received_at)))
    return moment
