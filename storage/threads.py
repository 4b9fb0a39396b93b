"""
Forum topics to which digests of a group go: *threads* here, each a destination of its own.

The Bot API lists no threads and tells the name of one only now and then, so a name may be missing.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chats import destination_of
from storage.identifiers import ChatId, DestinationId
from storage.records import Chat, Destination
from storage.schema import ChatRow, DestinationRow, QueryRow, ShownRow, TopicRow
from storage.topics import Topic, topic_from


@dataclass(frozen=True, slots=True)
class Thread:
    """A place in a group where digests can go."""

    destination_id: DestinationId
    thread_id: int
    """0 for the chat itself."""
    name: str | None
    is_lost: bool
    """The forum topic is gone: what goes there goes to the chat itself."""
    topics: int


async def threads_of(session: AsyncSession, chat: Chat, now: datetime) -> list[Thread]:
    """The chat itself, then the threads in which somebody asked for digests, in that order."""
    await destination_of(session, chat, 0, now)
    rows = await session.execute(
        select(DestinationRow, func.count(TopicRow.id))
        .outerjoin(TopicRow, TopicRow.destination_id == DestinationRow.id)
        .where(DestinationRow.chat_id == chat.id)
        .group_by(DestinationRow.id)
        .order_by(DestinationRow.thread_id != 0, DestinationRow.id)
    )
    return [
        Thread(DestinationId(row.id), row.thread_id, row.thread_name, row.thread_lost_at is not None, count)
        for row, count in rows
    ]


async def topics_everywhere(session: AsyncSession, chat_id: ChatId) -> list[Topic]:
    """The topics of a chat and of all its threads, by place and then in the order of their reader."""
    rows = await session.execute(
        select(TopicRow, QueryRow.text)
        .join(QueryRow, QueryRow.id == TopicRow.query_id)
        .join(DestinationRow, DestinationRow.id == TopicRow.destination_id)
        .where(DestinationRow.chat_id == chat_id)
        .order_by(DestinationRow.thread_id != 0, DestinationRow.id, TopicRow.position, TopicRow.id)
    )
    return [topic_from(row, text) for row, text in rows]


async def main_destination(session: AsyncSession, chat: Chat, now: datetime) -> Destination:
    """Where most topics of a chat go, the chat itself where none do: a new topic joins them there."""
    threads = await threads_of(session, chat, now)
    fullest = max(threads, key=lambda thread: thread.topics)
    return await destination_of(session, chat, fullest.thread_id, now)


async def send_topic(session: AsyncSession, topic: Topic, destination_id: DestinationId) -> None:
    """
    Let a topic go to another place of its chat, at the end of the list there.

    One that is followed there already stays the only one. What was shown at the old place counts as
    shown at the new one, too.
    """
    there = select(TopicRow).where(TopicRow.destination_id == destination_id)
    topics = (await session.scalars(there)).all()
    known = select(ShownRow.paper_id).where(ShownRow.destination_id == destination_id)
    seen = select(literal(destination_id), ShownRow.paper_id, ShownRow.delivery_id).where(
        ShownRow.destination_id == topic.destination_id, ShownRow.paper_id.not_in(known)
    )
    await session.execute(
        insert(ShownRow).from_select(
            ["destination_id", "paper_id", "delivery_id"], seen, include_defaults=False
        )
    )
    own = TopicRow.id == topic.id
    if any(row.query_id == topic.query_id for row in topics):
        await session.execute(delete(TopicRow).where(own))
        return
    last = max((row.position for row in topics), default=0)
    await session.execute(
        update(TopicRow).where(own).values(destination_id=destination_id, position=last + 1)
    )


async def name_thread(session: AsyncSession, telegram_id: int, thread_id: int, name: str) -> None:
    """Keep what a thread is called, where digests go to it."""
    own = select(ChatRow.id).where(ChatRow.telegram_id == telegram_id).scalar_subquery()
    await session.execute(
        update(DestinationRow)
        .where(DestinationRow.chat_id == own, DestinationRow.thread_id == thread_id)
        .values(thread_name=name)
        .execution_options(synchronize_session=False)
    )
