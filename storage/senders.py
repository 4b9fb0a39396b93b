"""Which processes send now: they share one overall rate."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.schema import SenderRow
from storage.upserts import insert_if_absent

SEEN_FOR = timedelta(seconds=30)
"""A process that was not seen for so long is dead, or counts as such."""


async def announce_sender(session: AsyncSession, name: str) -> int:
    """Be seen as sending under `name`; how many processes are, this one among them."""
    now = await database_now(session)
    await session.execute(delete(SenderRow).where(SenderRow.seen_at < now - SEEN_FOR))
    await session.execute(update(SenderRow).where(SenderRow.name == name).values(seen_at=now))
    await session.execute(insert_if_absent(session, SenderRow, ["name"]).values(name=name, seen_at=now))
    return await session.scalar(select(func.count()).select_from(SenderRow)) or 1


async def senders_now(session: AsyncSession) -> list[str]:
    """The names of all that were seen sending of late."""
    since = await database_now(session) - SEEN_FOR
    return list(await session.scalars(select(SenderRow.name).where(SenderRow.seen_at >= since)))


async def withdraw_sender(session: AsyncSession, name: str) -> None:
    """Send no longer: the others may have the whole rate."""
    await session.execute(delete(SenderRow).where(SenderRow.name == name))
