"""
Digests that grew old unsent.

What is told a day late is no news: nothing of it is tried any more. The papers of parts that
never left go back, for the next digest of the destination to bring.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Text,
    and_,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from storage.dead_letters import RETRIED
from storage.errors import BROKEN_DATA
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
    Merge what was recorded `before` and did not leave: it is cancelled, and its papers are free again.

    Papers come in no order, each once. Of a digest of which a part left, or may have, the papers
    of such parts stay as they are; so does all of it where its last part did, which offers the rest.
    """
    delivery_ids = await _candidates(session, destination_id, before)
    if not delivery_ids:
        return ()
    unsent, begun = await _parts(session, delivery_ids)
    whole = [number for number in delivery_ids if number not in begun]
    freed = await _free(session, dict.fromkeys(whole, frozenset()) | _cut_short(unsent, begun))
    await session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_([part.id for part in unsent]))
        .values(state=MessageState.CANCELLED, error=_MERGED)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(DeliveryRow).where(DeliveryRow.id.in_(whole)).values(state=DeliveryState.MERGED)
    )
    return freed


async def _candidates(session: AsyncSession, destination_id: DestinationId, before: datetime) -> list[int]:
    """Ids of deliveries that may be stale; locked, for another process may be about to send one."""
    rendered_or_not = [DeliveryState.PLANNED, DeliveryState.RENDERED, DeliveryState.SET_ASIDE]
    found = await session.scalars(
        select(DeliveryRow.id)
        .where(
            DeliveryRow.destination_id == destination_id,
            DeliveryRow.planned_at < before,
            DeliveryRow.state.in_(rendered_or_not),
        )
        .with_for_update()
    )
    return list(found)


async def _parts(
    session: AsyncSession, delivery_ids: Sequence[int]
) -> tuple[list[Row[Any]], dict[int, list[Row[Any]]]]:
    """The messages that provably never left, and by their deliveries the others; all of them locked."""
    never_left = and_(MessageRow.repeats == 0, or_(_WAITING, MessageRow.error.startswith(GAVE_UP)))
    parts: Any = (
        select(
            MessageRow.id,
            MessageRow.delivery_id,
            MessageRow.part,
            type_coerce(cast(MessageRow.content, Text), Text).label("content"),
            func.coalesce(never_left, false()).label("never_left"),
        )
        .where(MessageRow.delivery_id.in_(delivery_ids))
        .order_by(MessageRow.id)
        .with_for_update()
    )
    unsent: list[Row[Any]] = []
    begun: dict[int, list[Row[Any]]] = {}
    for row in await session.execute(parts):
        if row.never_left:
            unsent.append(row)
        else:
            begun.setdefault(row.delivery_id, []).append(row)
    return unsent, begun


def _cut_short(
    unsent: Sequence[Row[Any]], begun: Mapping[int, Sequence[Row[Any]]]
) -> dict[int, frozenset[int]]:
    """Deliveries whose end never left, each with the papers that the parts before it hold."""
    ends = {row.delivery_id: row.part for row in unsent}
    held = {}
    for number, parts in begun.items():
        if ends.get(number, 0) > max(row.part for row in parts):
            with suppress(*BROKEN_DATA):  # nobody can tell what it showed, so all counts as shown
                held[number] = frozenset(
                    paper for row in parts for paper in json.loads(row.content)["paper_ids"]
                )
    return held


async def _free(session: AsyncSession, held: Mapping[int, frozenset[int]]) -> tuple[PaperId, ...]:
    """Let the papers of these deliveries count as not shown, except those that are `held` back."""
    shown = await session.scalars(select(ShownRow).where(ShownRow.delivery_id.in_(held)))
    freed = []
    for row in shown:
        if row.delivery_id is not None and row.paper_id not in held[row.delivery_id]:
            freed.append(PaperId(row.paper_id))
            await session.delete(row)
    await session.flush()
    return tuple(freed)


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
