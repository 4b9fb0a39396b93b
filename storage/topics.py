"""
Topics: the saved searches that a destination follows.

Those that look for the same share one row of queries, which is what new papers are held
against; a destination follows each such query once.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import AlreadyFollowed, TopicLimitReached
from storage.identifiers import DestinationId, QueryId, TopicId
from storage.schema import QueryRow, TopicRow
from storage.upserts import insert_if_absent
from storage.wording import Wording, added_document, added_from

NEVER_MATCHED = -1
"""`matched_revision` of a query that no paper was held against yet."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A saved search that a destination follows."""

    id: TopicId
    destination_id: DestinationId
    query_id: QueryId
    name: str
    wording: Wording
    query: str
    """Canonical text of what is looked for, added words included."""
    position: int
    is_muted: bool
    """It keeps its place and brings nothing."""
    followed_since: datetime
    """From when it brings papers, less the day that a new topic reaches back."""
    instant_since: datetime | None = None
    """Papers that came since are pushed at once; None for a topic of the digest."""


async def topics_of(session: AsyncSession, destination_id: DestinationId) -> list[Topic]:
    """The topics of a destination in the order its reader gave them."""
    rows = await session.execute(
        select(TopicRow, QueryRow.text)
        .join(QueryRow, QueryRow.id == TopicRow.query_id)
        .where(TopicRow.destination_id == destination_id)
        .order_by(TopicRow.position, TopicRow.id)
    )
    return [topic_from(row, text) for row, text in rows]


async def follow(
    session: AsyncSession,
    destination_id: DestinationId,
    *,
    name: str,
    wording: Wording,
    since: datetime,
    limit: int,
    position: int | None = None,
    is_muted: bool = False,
    instant_since: datetime | None = None,
) -> tuple[Topic, bool]:
    """
    The topic that looks for the words, and whether it is new; one that does already is given back.

    Without a `position` it becomes the last one. It brings what comes from `since` on, and of
    the day before.

    Raises:
        TopicLimitReached: the destination follows `limit` topics already.
    """
    topics = await topics_of(session, destination_id)
    query = wording.query.canonical
    for topic in topics:
        if topic.query == query:
            return topic, False
    if len(topics) >= limit:
        raise TopicLimitReached(f"a chat follows at most {limit} topics")
    last = max((topic.position for topic in topics), default=0)
    row = TopicRow(
        destination_id=destination_id,
        query_id=await _query_id(session, query),
        query_text=wording.text,
        additions=added_document(wording.added),
        is_muted=is_muted,
        name=name,
        position=last + 1 if position is None else position,
        followed_since=since,
        instant_since=instant_since,
    )
    session.add(row)
    await session.flush()
    return topic_from(row, query), True


async def unfollow(session: AsyncSession, topic: Topic) -> None:
    """Follow a topic no longer."""
    await session.execute(delete(TopicRow).where(TopicRow.id == topic.id))


async def rename_topic(session: AsyncSession, topic: Topic, name: str) -> None:
    """Call a topic by another name."""
    await _change(session, topic, name=name)


async def mute_topic(session: AsyncSession, topic: Topic) -> None:
    """Let a topic bring nothing for a while."""
    await _change(session, topic, is_muted=True)


async def unmute_topic(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """Let a topic bring papers again: those to come, as of a new one, not those that it passed over."""
    await _change(session, topic, is_muted=False, followed_since=now)


async def push_at_once(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """Let a topic push its papers at once: those to come, while the others stay for the digest."""
    await _change(session, topic, instant_since=now)


async def leave_to_digest(session: AsyncSession, topic: Topic) -> None:
    """Let the papers of a topic come with the digest alone."""
    await _change(session, topic, instant_since=None)


async def reword_topic(session: AsyncSession, topic: Topic, wording: Wording, now: datetime) -> None:
    """
    Let a topic look for other words.

    With other own words it counts as new; where only added words changed it goes on as it was.

    Raises:
        AlreadyFollowed: another topic of the destination looks for the same.
    """
    query = wording.query.canonical
    if query != topic.query:
        others = await topics_of(session, topic.destination_id)
        if same := next((one for one in others if one.query == query), None):
            raise AlreadyFollowed(same.id, same.name)
    await _change(
        session,
        topic,
        query_id=await _query_id(session, query),
        query_text=wording.text,
        additions=added_document(wording.added),
        followed_since=topic.followed_since if wording.text == topic.wording.text else now,
    )


async def move_topic(session: AsyncSession, topic: Topic, steps: int) -> None:
    """Move a topic down in its list by so many steps, or up by fewer than none; the ends hold it."""
    topics = await topics_of(session, topic.destination_id)
    order = [one.id for one in topics if one.id != topic.id]
    before = next((place for place, one in enumerate(topics) if one.id == topic.id), 0)
    order.insert(min(max(before + steps, 0), len(order)), topic.id)
    for position, topic_id in enumerate(order, 1):
        await session.execute(update(TopicRow).where(TopicRow.id == topic_id).values(position=position))


async def _change(session: AsyncSession, topic: Topic, **values: object) -> None:
    await session.execute(update(TopicRow).where(TopicRow.id == topic.id).values(**values))


async def _query_id(session: AsyncSession, query: str) -> int:
    # Tidying passes over rows that are held, where it would else take the query away before it is followed.
    known = select(QueryRow.id).where(QueryRow.text == query).with_for_update(read=True, key_share=True)
    if (found := await session.scalar(known)) is not None:
        return found
    # Somebody else may follow the same words for the first time at this very moment.
    await session.execute(
        insert_if_absent(session, QueryRow, ["text"]).values(text=query, matched_revision=NEVER_MATCHED)
    )
    return (await session.execute(known)).scalar_one()


def topic_from(row: TopicRow, query: str) -> Topic:
    """The record of a row, with the canonical text of its query."""
    return Topic(
        id=TopicId(row.id),
        destination_id=DestinationId(row.destination_id),
        query_id=QueryId(row.query_id),
        name=row.name,
        wording=Wording(row.query_text, added_from(row.additions)),
        query=query,
        position=row.position,
        is_muted=row.is_muted,
        followed_since=row.followed_since,
        instant_since=row.instant_since,
    )
