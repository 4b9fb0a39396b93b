"""
Trouble that operators are told of once when it begins and once when it is over.

One row a trouble, whatever process finds it. Who says that it is there twice changes nothing; a
trouble that comes back before anybody heard of its end never ended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import AlertRow
from storage.upserts import insert_if_absent


@dataclass(frozen=True, slots=True)
class Alert:
    """A trouble, open or over."""

    key: str
    """What it is, and of what, as in "source:report"."""
    arguments: dict[str, Any]
    opened_at: datetime
    closed_at: datetime | None

    @property
    def kind(self) -> str:
        """What it is."""
        return self.key.partition(":")[0]

    @property
    def subject(self) -> str:
        """Of what; empty where there is only one."""
        return self.key.partition(":")[2]


async def open_alert(session: AsyncSession, key: str, arguments: Mapping[str, Any], now: datetime) -> bool:
    """There is trouble; whether that is news."""
    added = await session.scalar(
        insert_if_absent(session, AlertRow, ["key"])
        .values(key=key, arguments=dict(arguments), opened_at=now, closed_at=None, told_at=None)
        .returning(AlertRow.key)
    )
    if added is not None:
        return True
    row = await session.get_one(AlertRow, key, with_for_update=True, populate_existing=True)
    if row.closed_at is None:
        return False
    if row.told_at is None:  # nobody heard of its end
        row.closed_at, row.told_at = None, now
        await session.flush()
        return False
    row.arguments, row.opened_at, row.closed_at, row.told_at = dict(arguments), now, None, None
    await session.flush()
    return True


async def close_alert(session: AsyncSession, key: str, now: datetime) -> bool:
    """The trouble is over; whether that is news. What nobody was told of leaves no trace."""
    row = await session.get(AlertRow, key, with_for_update=True, populate_existing=True)
    if row is None or row.closed_at is not None:
        return False
    if row.told_at is None:
        await session.delete(row)
    else:
        row.closed_at, row.told_at = now, None
    await session.flush()
    return True


async def forget_alert(session: AsyncSession, key: str) -> None:
    """What the trouble was about is no more: there is nothing to tell."""
    await session.execute(delete(AlertRow).where(AlertRow.key == key))


async def open_alerts(session: AsyncSession) -> list[Alert]:
    """All troubles that are not over, the oldest first."""
    rows = await session.scalars(
        select(AlertRow).where(AlertRow.closed_at.is_(None)).order_by(AlertRow.opened_at, AlertRow.key)
    )
    return [_alert(row) for row in rows]


async def untold_alerts(session: AsyncSession) -> list[Alert]:
    """What operators were not told yet, beginnings and ends, locked until this transaction ends."""
    rows = await session.scalars(
        select(AlertRow)
        .where(AlertRow.told_at.is_(None))
        .order_by(AlertRow.opened_at, AlertRow.key)
        .with_for_update(skip_locked=True)
    )
    return [_alert(row) for row in rows]


async def mark_told(session: AsyncSession, key: str, told_at: datetime | None) -> None:
    """Operators know it as it is now; None takes that back."""
    await session.execute(update(AlertRow).where(AlertRow.key == key).values(told_at=told_at))


def _alert(row: AlertRow) -> Alert:
    return Alert(row.key, row.arguments, row.opened_at, row.closed_at)
