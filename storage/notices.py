"""
Messages that belong to no digest: trouble told to an operator, a reader told of a lost topic, announcements.

They lie in the outbox among the others and are sent in the order of their chat.
"""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import BroadcastId, ChatId
from storage.outbox import content_document
from storage.records import MessageContent, MessageState
from storage.schema import MessageRow
from storage.upserts import insert_if_absent


async def queue_notice(
    session: AsyncSession,
    chat_id: ChatId,
    thread_id: int,
    content: MessageContent,
    *,
    key: str,
    now: datetime,
    broadcast_id: BroadcastId | None = None,
) -> bool:
    """
    Queue a message by itself, once for each `key`; False if one with that key was queued before.

    `key` names what it tells, to whom and of which time, as in "thread-lost:17".
    """
    queued = await session.scalar(
        insert_if_absent(session, MessageRow, ["notice_key"])
        .values(
            delivery_id=None,
            notice_key=key,
            broadcast_id=broadcast_id,
            chat_id=chat_id,
            thread_id=thread_id,
            part=1,
            content=content_document(content),
            state=MessageState.QUEUED,
            attempts=0,
            repeats=0,
            created_at=now,
        )
        .returning(MessageRow.id)
    )
    return queued is not None
