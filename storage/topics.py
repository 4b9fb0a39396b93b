"""Topics: the saved searches that a destination follows."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import TopicLimitReached
from storage.identifiers import DestinationId, QueryId, TopicId
from storage.records import Topic
from storage.schema import QueryRow, TopicRow
from storage.search.query import Query
from storage.upserts import insert_if_absent

NEVER_MATCHED = -1
"""`matched_revision` of a query that no paper was held against yet."""


async def topics_of(session: AsyncSession, destination_id: DestinationId) -> list[Topic]:
    """The topics of a destination in the order its reader gave them."""
    rows = await session.execute(
        select(TopicRow, QueryRow.text)
        .join(QueryRow, QueryRow.id == TopicRow.query_id)
        .where(TopicRow.destination_id == destination_id)
        .order_by(TopicRow.position, TopicRow.id)
    )
    return [_topic(row, text) for row, text in rows]


async def follow(
    session: AsyncSession,
    destination_id: DestinationId,
    *,
    name: str,
    query: Query,
    now: datetime,
    limit: int,
) -> tuple[Topic, bool]:
    """
    The topic for a query, and whether it is new; a topic with the same meaning is given back.

    Raises:
        TopicLimitReached: the destination follows `limit` topics already.
    """
    topics = await topics_of(session, destination_id)
    for topic in topics:
        if topic.query == query.canonical:
            return topic, False
    if len(topics) >= limit:
        raise TopicLimitReached(f"a chat follows at most {limit} topics")
    row = TopicRow(
        destination_id=destination_id,
        query_id=await _query_id(session, query),
        query_text=query.canonical,
        additions=[],
        is_muted=False,
        name=name,
        position=max((topic.position for topic in topics), default=0) + 1,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    return _topic(row, query.canonical), True


async def unfollow(session: AsyncSession, destination_id: DestinationId, topic_id: TopicId) -> Topic | None:
    """The topic that was removed; None if the destination does not follow it."""
    topic = next((t for t in await topics_of(session, destination_id) if t.id == topic_id), None)
    if topic is not None:
        await session.execute(delete(TopicRow).where(TopicRow.id == topic_id))
    return topic


async def _query_id(session: AsyncSession, query: Query) -> int:
    known = select(QueryRow.id).where(QueryRow.text == query.canonical)
    if (found := await session.scalar(known)) is not None:
        return found
    # Somebody else may follow the same words for the first time at this very moment.
    await session.execute(
        insert_if_absent(session, QueryRow, ["text"]).values(
            text=query.canonical, matched_revision=NEVER_MATCHED
        )
    )
    return (await session.execute(known)).scalar_one()


def _topic(row: TopicRow, query: str) -> Topic:
    return Topic(
        id=TopicId(row.id),
        destination_id=DestinationId(row.destination_id),
        query_id=QueryId(row.query_id),
        name=row.name,
        query=query,
        position=row.position,
        created_at=row.created_at,
    )
