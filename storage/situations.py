"""
Where destinations stand when their next digest is chosen: what each follows, and what it got last.

Read for many at once; what is news for them is `storage.news`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.arranging import Followed
from storage.identifiers import DestinationId, QueryId, TopicId
from storage.records import Chat, DeliveryKind, DeliveryState, Destination
from storage.schema import DeliveryRow, DestinationRow, QueryRow, TopicRow


@dataclass(frozen=True, slots=True)
class LastDigest:
    """The destination's digest before the one that is looked for."""

    planned_at: datetime
    local_date: date
    state: DeliveryState


@dataclass(frozen=True, slots=True)
class Situation:
    """A destination, what it follows, and what it has got."""

    chat: Chat
    destination: Destination
    topics: tuple[Followed, ...]
    """In their reader's order, muted ones too."""
    stale_query_ids: tuple[QueryId, ...]
    """Queries of topics not muted that were not held against all papers yet."""
    last: LastDigest | None

    @property
    def is_pushed_to(self) -> bool:
        """Whether papers are pushed to it at once."""
        return any(topic.instant_since for topic in self.topics)


async def situations_of(
    session: AsyncSession, wanted: Sequence[tuple[Chat, Destination]], revision: int
) -> list[Situation]:
    """The situations of some destinations, in their order; `revision` is the papers' present one."""
    ids = [destination.id for _, destination in wanted]
    rows = await session.execute(
        select(
            TopicRow.destination_id,
            TopicRow.id,
            TopicRow.query_id,
            TopicRow.name,
            TopicRow.is_muted,
            TopicRow.followed_since,
            TopicRow.instant_since,
            QueryRow.matched_revision,
        )
        .join(QueryRow, QueryRow.id == TopicRow.query_id)
        .where(TopicRow.destination_id.in_(ids))
        .order_by(TopicRow.destination_id, TopicRow.position, TopicRow.id)
    )
    topics: dict[int, list[Followed]] = {}
    stale: dict[int, list[QueryId]] = {}
    for destination_id, topic_id, query_id, name, is_muted, since, instant_since, matched in rows:
        followed = Followed(TopicId(topic_id), QueryId(query_id), name, is_muted, since, instant_since)
        topics.setdefault(destination_id, []).append(followed)
        if matched < revision and not is_muted:
            stale.setdefault(destination_id, []).append(QueryId(query_id))
    last = await _last_digests(session, ids)
    return [
        Situation(
            chat,
            destination,
            tuple(topics.get(destination.id, ())),
            tuple(stale.get(destination.id, ())),
            last.get(destination.id),
        )
        for chat, destination in wanted
    ]


async def _last_digests(
    session: AsyncSession, destination_ids: Sequence[DestinationId]
) -> dict[DestinationId, LastDigest]:
    """One step in an index for each destination, however many digests it had."""
    own = aliased(DeliveryRow)
    last_id = (
        select(own.id)
        .where(own.destination_id == DestinationRow.id, own.kind == DeliveryKind.DIGEST)
        .order_by(own.local_date.desc(), own.local_hour.desc())
        .limit(1)
        .correlate(DestinationRow)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(DestinationRow.id, DeliveryRow.planned_at, DeliveryRow.local_date, DeliveryRow.state)
        .join(DeliveryRow, DeliveryRow.id == last_id)
        .where(DestinationRow.id.in_(destination_ids))
    )
    return {
        DestinationId(number): LastDigest(planned_at, day, DeliveryState(state))
        for number, planned_at, day, state in rows
    }
