"""
What became of digests is forgotten after a while; that a paper was shown never is.

For any later digest file may make news of it again. Of each destination the newest digest stays, and the newest with papers: by them it is known what
is new, and when the last one came.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.identifiers import DeliveryId
from storage.records import DeliveryState
from storage.schema import AlertRow, DeliveryRow, MessageRow
from storage.settling import UNFINISHED

AT_ONCE = 1_000
"""Deliveries looked at in one transaction, so that nobody waits long for it."""


async def forget_deliveries(session: AsyncSession, before: datetime, after: DeliveryId) -> DeliveryId | None:
    """
    Drop what was recorded `before`, with its messages, among the next deliveries `after` one.

    Gives the last one looked at; None once there are no more.
    """
    rows = await session.execute(
        select(DeliveryRow.id, DeliveryRow.planned_at)
        .where(DeliveryRow.id > after)
        .order_by(DeliveryRow.id)
        .limit(AT_ONCE)
    )
    old = [number for number, planned_at in rows if planned_at < before]
    await session.execute(
        delete(DeliveryRow)
        .where(
            DeliveryRow.id.in_(old), DeliveryRow.state != DeliveryState.PLANNED, ~_is_under_way(), _is_past()
        )
        .execution_options(synchronize_session=False)
    )
    return DeliveryId(old[-1]) if len(old) == AT_ONCE else None


async def forget_notices(session: AsyncSession, before: datetime) -> None:
    """Drop messages that belong to no digest, are over, and were made `before`."""
    await session.execute(
        delete(MessageRow)
        .where(
            MessageRow.delivery_id.is_(None),
            MessageRow.created_at < before,
            MessageRow.state.not_in(UNFINISHED),
        )
        .execution_options(synchronize_session=False)
    )


async def forget_alerts(session: AsyncSession, before: datetime) -> None:
    """Drop troubles that ended `before`, and of whose end operators were told."""
    await session.execute(delete(AlertRow).where(AlertRow.closed_at < before, AlertRow.told_at.is_not(None)))


def _is_under_way() -> ColumnElement[bool]:
    return exists().where(MessageRow.delivery_id == DeliveryRow.id, MessageRow.state.in_(UNFINISHED))


def _is_past() -> ColumnElement[bool]:
    """Whether the destination had a later digest, and one with papers if this has some."""
    later = aliased(DeliveryRow)
    return exists().where(
        later.destination_id == DeliveryRow.destination_id,
        later.kind == DeliveryRow.kind,
        or_(
            later.local_date > DeliveryRow.local_date,
            and_(later.local_date == DeliveryRow.local_date, later.local_hour > DeliveryRow.local_hour),
        ),
        or_(DeliveryRow.reason.is_not(None), later.reason.is_(None)),
    )
