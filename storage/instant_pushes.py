"""What was pushed at once to destinations before, and what of their papers was shown meanwhile."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DestinationId, PaperId
from storage.records import DeliveryKind
from storage.schema import DeliveryRow, ShownRow

_LATELY = timedelta(days=3)
"""For longer no paper can still be pushed at once."""


@dataclass(frozen=True, slots=True)
class PushedBefore:
    """What a destination was pushed in the hour before, and what was left to its digest."""

    messages: int = 0
    papers: int = 0
    left: frozenset[PaperId] = frozenset()


async def pushed_before(
    session: AsyncSession, destination_ids: Collection[DestinationId], now: datetime, window: timedelta
) -> dict[DestinationId, PushedBefore]:
    """What was pushed at once within `window` before `now`, and all that was left to digests lately."""
    rows = await session.execute(
        select(DeliveryRow.destination_id, DeliveryRow.planned_at, DeliveryRow.selection).where(
            DeliveryRow.destination_id.in_(destination_ids),
            DeliveryRow.kind == DeliveryKind.INSTANT,
            DeliveryRow.local_date >= (now - _LATELY).date(),
        )
    )
    before: dict[DestinationId, PushedBefore] = {}
    for number, planned_at, selection in rows:
        known = before.get(DestinationId(number), PushedBefore())
        shown = sum(len(group["matches"]) for group in selection["groups"])
        is_counted = shown > 0 and planned_at > now - window
        before[DestinationId(number)] = PushedBefore(
            known.messages + is_counted,
            known.papers + shown * is_counted,
            known.left | {PaperId(match["paper_id"]) for match in selection["rest"]},
        )
    return before


async def sent_at_once(
    session: AsyncSession, since: Iterable[tuple[DestinationId, datetime]]
) -> dict[DestinationId, int]:
    """How many papers were pushed at once to each of a few destinations since a moment of its own."""
    moments = dict(since)
    if not moments:
        return {}
    rows = await session.execute(
        select(DeliveryRow.destination_id, DeliveryRow.planned_at, func.count())
        .join(ShownRow, ShownRow.delivery_id == DeliveryRow.id)
        .where(
            DeliveryRow.destination_id.in_(moments),
            DeliveryRow.kind == DeliveryKind.INSTANT,
            DeliveryRow.planned_at > min(moments.values()),
        )
        .group_by(DeliveryRow.id, DeliveryRow.destination_id, DeliveryRow.planned_at)
    )
    counts: dict[DestinationId, int] = {}
    for number, planned_at, count in rows:
        if planned_at > moments[DestinationId(number)]:
            counts[DestinationId(number)] = counts.get(DestinationId(number), 0) + count
    return counts


async def shown_meanwhile(
    session: AsyncSession, chosen: dict[DestinationId, frozenset[PaperId]]
) -> set[DestinationId]:
    """Destinations that were shown one of the papers chosen for them; for who holds their rows."""
    papers = frozenset[PaperId]().union(*chosen.values())
    if not papers:
        return set()
    rows = await session.execute(
        select(ShownRow.destination_id, ShownRow.paper_id).where(
            ShownRow.destination_id.in_(chosen), ShownRow.paper_id.in_(papers)
        )
    )
    return {DestinationId(number) for number, paper_id in rows if paper_id in chosen[DestinationId(number)]}
