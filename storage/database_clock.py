"""The database's own clock, which leases and waits follow so that no two processes disagree."""

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession


async def database_now(session: AsyncSession) -> datetime:
    """The database's own time; on SQLite it is this machine's."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    moment: datetime | None = await session.scalar(select(func.clock_timestamp()))
    assert moment is not None
    return moment
