"""
Digests that were due, recorded before anything is sent: what each holds, never the text.

The key of a delivery is its destination, kind, local date and hour, so that neither a second
process nor a shifted clock can make two digests of one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from, destination_from
from storage.identifiers import ChatId, DeliveryId, PaperId, TopicId
from storage.records import (
    Chat,
    DeliveryKind,
    DeliveryState,
    Destination,
    Match,
    Selection,
    TopicGroup,
)
from storage.schedule import Slot
from storage.schema import ChatRow, DeliveryRow, DestinationRow, ShownRow
from storage.upserts import insert_if_absent


@dataclass(frozen=True, slots=True)
class Delivery:
    """A recorded digest on its way to a destination."""

    id: DeliveryId
    chat: Chat
    destination: Destination
    local_date: date
    planned_at: datetime
    selection: Selection
    empty_reason: str | None
    kind: DeliveryKind = DeliveryKind.DIGEST


async def record_delivery(
    session: AsyncSession,
    destination: Destination,
    slot: Slot,
    selection: Selection,
    now: datetime,
    *,
    empty_reason: str | None = None,
    is_untold: bool = False,
) -> DeliveryId | None:
    """
    Record a due digest and that its papers count as shown; None if it was recorded before.

    `empty_reason` says why it has no papers; if it `is_untold` the reader does not hear so.
    """
    recorded = await session.scalar(
        insert_if_absent(session, DeliveryRow, ["destination_id", "kind", "local_date", "local_hour"])
        .values(
            destination_id=destination.id,
            kind=DeliveryKind.DIGEST,
            local_date=slot.local_date,
            local_hour=slot.local_hour,
            due_at=slot.at,
            planned_at=now,
            state=DeliveryState.EMPTY if is_untold else DeliveryState.PLANNED,
            reason=empty_reason,
            selection=selection_document(selection),
        )
        .returning(DeliveryRow.id)
    )
    if recorded is None:
        return None
    matches = (*selection.shown, *selection.rest)
    session.add_all(
        ShownRow(destination_id=destination.id, paper_id=match.paper_id, delivery_id=recorded)
        for match in matches
    )
    await session.flush()
    return DeliveryId(recorded)


async def is_any_planned(session: AsyncSession) -> bool:
    """Whether there is a delivery for `planned_deliveries`; takes no lock."""
    planned = exists().where(DeliveryRow.state == DeliveryState.PLANNED)
    return bool(await session.scalar(select(planned)))


async def planned_ids(
    session: AsyncSession, limit: int, *, among: Collection[DeliveryId] | None = None
) -> list[DeliveryId]:
    """Deliveries that wait for their first rendering, oldest first; `among` some, which are locked then."""
    planned = (
        select(DeliveryRow.id)
        .where(DeliveryRow.state == DeliveryState.PLANNED)
        .order_by(DeliveryRow.id)
        .limit(limit)
    )
    if among is not None:
        planned = planned.where(DeliveryRow.id.in_(among)).with_for_update(skip_locked=True)
    return [DeliveryId(number) for number in await session.scalars(planned)]


async def planned_deliveries(
    session: AsyncSession, limit: int, *, among: Collection[DeliveryId] | None = None
) -> list[Delivery]:
    """Deliveries that wait for their first rendering, oldest first; `among` some where they are given."""
    planned = (
        select(DeliveryRow, DestinationRow, ChatRow)
        .join(DestinationRow, DestinationRow.id == DeliveryRow.destination_id)
        .join(ChatRow, ChatRow.id == DestinationRow.chat_id)
        .where(DeliveryRow.state == DeliveryState.PLANNED)
        .order_by(DeliveryRow.id)
        .limit(limit)
    )
    rows = await session.execute(planned if among is None else planned.where(DeliveryRow.id.in_(among)))
    return [
        Delivery(
            id=DeliveryId(delivery.id),
            chat=chat_from(chat),
            destination=destination_from(destination),
            local_date=delivery.local_date,
            planned_at=delivery.planned_at,
            selection=selection_from(delivery.selection),
            empty_reason=delivery.reason,
            kind=DeliveryKind(delivery.kind),
        )
        for delivery, destination, chat in rows
    ]


async def set_delivery_aside(session: AsyncSession, delivery_id: DeliveryId) -> None:
    """Leave a delivery that cannot be read, until `bring_back_set_aside`."""
    await session.execute(
        update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(state=DeliveryState.SET_ASIDE)
    )


async def bring_back_set_aside(session: AsyncSession) -> None:
    """Let those that were set aside be tried again."""
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.state == DeliveryState.SET_ASIDE)
        .values(state=DeliveryState.PLANNED)
    )


async def mark_rendered(session: AsyncSession, delivery_id: DeliveryId, selection: Selection) -> None:
    """The messages of a delivery are stored; its selection now says why each paper came."""
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id)
        .values(state=DeliveryState.RENDERED, selection=selection_document(selection))
    )


async def delivery_selection(
    session: AsyncSession, chat_id: ChatId, delivery_id: DeliveryId
) -> Selection | None:
    """What a delivery holds; None if it is gone or went to another chat."""
    document = await session.scalar(
        select(DeliveryRow.selection)
        .join(DestinationRow, DestinationRow.id == DeliveryRow.destination_id)
        .where(DeliveryRow.id == delivery_id, DestinationRow.chat_id == chat_id)
    )
    return selection_from(document) if document is not None else None


def selection_document(selection: Selection) -> dict[str, Any]:
    """A selection as JSON values; written out because asdict takes ten times as long."""
    return {
        "groups": [
            {"topic": group.topic, "total": group.total, "matches": [*map(_match_document, group.matches)]}
            for group in selection.groups
        ],
        "rest": [*map(_match_document, selection.rest)],
        "new_papers": selection.new_papers,
        "digest_days": [day.isoformat() for day in selection.digest_days],
        "held": selection.held,
        "is_catch_up": selection.is_catch_up,
        "is_after_pause": selection.is_after_pause,
        "has_unsent": selection.has_unsent,
        "sent_at_once": selection.sent_at_once,
    }


def selection_from(document: dict[str, Any]) -> Selection:
    """The selection that `selection_document` wrote down."""
    return Selection(
        groups=tuple(
            TopicGroup(group["topic"], group["total"], tuple(map(_match, group["matches"])))
            for group in document["groups"]
        ),
        rest=tuple(map(_match, document["rest"])),
        new_papers=document["new_papers"],
        digest_days=tuple(map(date.fromisoformat, document["digest_days"])),
        held=document["held"],
        is_catch_up=document["is_catch_up"],
        is_after_pause=document.get("is_after_pause", False),
        has_unsent=document.get("has_unsent", False),
        sent_at_once=document.get("sent_at_once", 0),
    )


def _match_document(match: Match) -> dict[str, Any]:
    return {
        "paper_id": match.paper_id,
        "topics": match.topics,
        "is_about": match.is_about,
        "topic_ids": match.topic_ids,
        "words": match.words,
    }


def _match(document: dict[str, Any]) -> Match:
    return Match(
        paper_id=PaperId(document["paper_id"]),
        topics=tuple(document["topics"]),
        is_about=document["is_about"],
        topic_ids=tuple(map(TopicId, document.get("topic_ids", ()))),
        words=tuple(map(tuple, document.get("words", ()))),
    )
