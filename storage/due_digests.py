"""
Digests of many destinations recorded together, with what they show; and those that grew old unsent.

The same as `storage.deliveries.record_delivery` does for one, in as many statements.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.deliveries import selection_document
from storage.identifiers import DestinationId
from storage.records import DeliveryKind, DeliveryState, Match, MessageState, Selection
from storage.schedule import Slot
from storage.schema import DeliveryRow, MessageRow, ShownRow
from storage.upserts import insert_if_absent, insert_many_if_absent

_UNSENT = (MessageState.QUEUED, MessageState.DEFERRED, MessageState.DEAD)
_DIGEST_KEY = ("destination_id", "kind", "local_date", "local_hour")


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A digest about to be recorded."""

    destination_id: DestinationId
    slot: Slot
    selection: Selection
    empty_reason: str | None = None
    """An `EmptyReason`, or why nothing is pushed at once."""
    is_untold: bool = False
    """There is nothing to bring, and the reader does not hear so."""
    kind: DeliveryKind = DeliveryKind.DIGEST


async def record_digests(session: AsyncSession, digests: Sequence[DueDigest], now: datetime) -> int:
    """
    Record digests and that their papers count as shown; how many were not recorded before.

    At most one a destination. What is pushed at once leaves its rest to the next digest.
    """
    if not digests:
        return 0
    rows = await session.execute(
        insert_if_absent(session, DeliveryRow, _DIGEST_KEY).returning(
            DeliveryRow.id, DeliveryRow.destination_id
        ),
        [
            {
                "destination_id": digest.destination_id,
                "kind": digest.kind,
                "local_date": digest.slot.local_date,
                "local_hour": digest.slot.local_hour,
                "due_at": digest.slot.at,
                "planned_at": now,
                "state": DeliveryState.EMPTY if digest.is_untold else DeliveryState.PLANNED,
                "reason": digest.empty_reason,
                "selection": selection_document(digest.selection),
            }
            for digest in digests
        ],
    )
    recorded = {destination_id: delivery_id for delivery_id, destination_id in rows}
    shown = [
        (destination_id, match.paper_id, delivery_id)
        for digest in digests
        if (delivery_id := recorded.get(destination_id := digest.destination_id))
        for matches in _kept(digest)
        for match in matches
    ]
    await insert_many_if_absent(session, ShownRow, ("destination_id", "paper_id", "delivery_id"), shown)
    return len(recorded)


async def destinations_with_unsent(
    session: AsyncSession, destination_ids: Collection[DestinationId], since: date, before: datetime
) -> list[DestinationId]:
    """Those with a digest, of a local day `since` or later and recorded `before`, of which something never left."""
    waits = exists().where(MessageRow.delivery_id == DeliveryRow.id, MessageRow.state.in_(_UNSENT))
    has_none = ~exists().where(MessageRow.delivery_id == DeliveryRow.id)
    rows = await session.scalars(
        select(DeliveryRow.destination_id)
        .where(
            DeliveryRow.destination_id.in_(destination_ids),
            DeliveryRow.kind.in_([DeliveryKind.DIGEST, DeliveryKind.INSTANT]),
            DeliveryRow.local_date >= since,
            DeliveryRow.planned_at < before,
            # Not by the index of states, in which nearly all deliveries are alike.
            DeliveryRow.state.not_in([DeliveryState.EMPTY, DeliveryState.MERGED, DeliveryState.CANCELLED]),
            waits | has_none,
        )
        .distinct()
    )
    return [DestinationId(number) for number in rows]


def _kept(digest: DueDigest) -> Iterator[Sequence[Match]]:
    """The papers that count as shown."""
    for group in digest.selection.groups:
        yield group.matches
    if digest.kind is DeliveryKind.DIGEST:
        yield digest.selection.rest


def oldest_news(now: datetime, news_days: int) -> date:
    """The local day before which a digest held nothing that is still news."""
    return (now - timedelta(days=news_days + 2)).date()
