"""Limits that operators set in chat, in place of those of the settings."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import InstanceRow
from storage.standings import advance_access


async def set_topic_limit(session: AsyncSession, limit: int) -> None:
    """Let each chat follow so many topics."""
    await advance_access(session)
    await session.execute(update(InstanceRow).values(topic_limit=limit))


async def set_search_limit(session: AsyncSession, limit: int) -> None:
    """Let each person search so often a day; 0 for any number."""
    await advance_access(session)
    await session.execute(update(InstanceRow).values(searches_per_day=limit))
