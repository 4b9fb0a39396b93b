"""How often each person searched on a day, kept only where there is a limit."""

from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import SearchCountRow
from storage.upserts import insert_if_absent


async def count_search(session: AsyncSession, user_id: int, day: date) -> int:
    """Count one more search; how many that makes."""
    await session.execute(
        insert_if_absent(session, SearchCountRow, ["user_id", "day"]).values(
            user_id=user_id, day=day, searches=0
        )
    )
    counted = await session.scalar(
        update(SearchCountRow)
        .where(SearchCountRow.user_id == user_id, SearchCountRow.day == day)
        .values(searches=SearchCountRow.searches + 1)
        .returning(SearchCountRow.searches)
        .execution_options(synchronize_session=False)
    )
    return counted or 0


async def forget_search_counts(session: AsyncSession, before: date) -> None:
    """Drop the counts of days `before`."""
    await session.execute(delete(SearchCountRow).where(SearchCountRow.day < before))
