"""
Digests that grew old unsent.

What is told a day late is no news: nothing of it is tried any more. A digest of which nothing
left gives its papers back, for the next one of its destination to bring.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, false, func, literal, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.dead_letters import RETRIED
from storage.identifiers import DestinationId, PaperId
from storage.records import DeliveryState, MessageState
from storage.schema import DeliveryRow, MessageRow, ShownRow

TRIED_FOR = timedelta(hours=24)
"""From the time that a digest was recorded, which may be days after it was due, or a notice queued."""
GAVE_UP = "not delivered within a day"
"""How the error of messages begins that became dead letters by their age; the last failure follows."""
_MERGED = "its papers came in a later digest"
_WAITING = MessageRow.state.in_([MessageState.QUEUED, MessageState.DEFERRED])


async def is_any_late(session: AsyncSession, now: datetime) -> bool:
    """Whether there is a message for `give_up_late`; takes no lock."""
    return bool(await session.scalar(select(exists().where(_late(now)))))


async def give_up_late(session: AsyncSession, now: datetime) -> None:
    """Make dead letters of what waits for longer than a day, by the application's clock."""
    await session.execute(
        update(MessageRow)
        .where(_late(now))
        .values(
            state=MessageState.DEAD,
            error=literal(f"{GAVE_UP}: ") + func.coalesce(MessageRow.error, "never tried"),
        )
        .execution_options(synchronize_session=False)
    )


async def take_stale(
    session: AsyncSession, destination_id: DestinationId, before: datetime
) -> tuple[PaperId, ...]:
    """
    Merge what was recorded `before` and never left: its messages are cancelled, its papers are free again.

    Papers come in no order, each once. A digest of which a part left, or may have, stays as it is.
    """
    delivery_ids = await _stale(session, destination_id, before)
    if not delivery_ids:
        return ()
    await session.execute(
        update(MessageRow)
        .where(MessageRow.delivery_id.in_(delivery_ids))
        .values(state=MessageState.CANCELLED, error=_MERGED)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(DeliveryRow).where(DeliveryRow.id.in_(delivery_ids)).values(state=DeliveryState.MERGED)
    )
    shown = await session.scalars(select(ShownRow).where(ShownRow.delivery_id.in_(delivery_ids)))
    freed = []
    for row in shown:
        freed.append(PaperId(row.paper_id))
        await session.delete(row)
    await session.flush()
    return tuple(freed)


async def _stale(session: AsyncSession, destination_id: DestinationId, before: datetime) -> Sequence[int]:
    """Ids of deliveries that wait whole; locked first, for another process may be about to send one."""
    candidates = (
        await session.scalars(
            select(DeliveryRow.id)
            .where(
                DeliveryRow.destination_id == destination_id,
                DeliveryRow.planned_at < before,
                DeliveryRow.state.in_(
                    [DeliveryState.PLANNED, DeliveryState.RENDERED, DeliveryState.SET_ASIDE]
                ),
            )
            .with_for_update()
        )
    ).all()
    if not candidates:
        return ()
    locked = select(MessageRow.id).where(MessageRow.delivery_id.in_(candidates)).with_for_update()
    await session.execute(locked)
    never_left = and_(MessageRow.repeats == 0, or_(_WAITING, MessageRow.error.startswith(GAVE_UP)))
    begun = exists().where(MessageRow.delivery_id == DeliveryRow.id, not_(func.coalesce(never_left, false())))
    whole = select(DeliveryRow.id).where(DeliveryRow.id.in_(candidates), not_(begun))
    return (await session.scalars(whole)).all()


def _late(now: datetime) -> ColumnElement[bool]:
    planned_at = (
        select(DeliveryRow.planned_at).where(DeliveryRow.id == MessageRow.delivery_id).scalar_subquery()
    )
    return and_(
        _WAITING,
        MessageRow.error.is_distinct_from(RETRIED),
        or_(
            planned_at < now - TRIED_FOR,
            and_(MessageRow.delivery_id.is_(None), MessageRow.created_at < now - TRIED_FOR),
        ),
    )
