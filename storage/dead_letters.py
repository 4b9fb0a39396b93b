"""
What an operator decides about messages: dead ones are tried again, others are given up.

The content of a message never changes; what was sent stays sent.
"""

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.delivery_fates import Reference
from storage.records import UNRENDERED, ChatState, DeliveryState, MessageState
from storage.schema import ChatRow, DeliveryRow, MessageRow

RETRIED = "tried again by an operator"
"""The error of a message until it is tried; one that is old is not given up before that."""
_DROPPED = "dropped by an operator"
_NOT_SENT = (
    MessageState.QUEUED,
    MessageState.SENDING,
    MessageState.UNKNOWN,
    MessageState.DEFERRED,
    MessageState.DEAD,
)


async def retry_message(session: AsyncSession, reference: Reference) -> int:
    """Queue the dead messages of a delivery, or a dead notice, once more; gives how many."""
    return await _retry(session, _of(reference))


async def retry_all(session: AsyncSession) -> int:
    """Queue all dead messages of chats that can be written to; gives how many."""
    active = select(ChatRow.id).where(ChatRow.state == ChatState.ACTIVE)
    return await _retry(session, MessageRow.chat_id.in_(active))


async def drop_messages(session: AsyncSession, reference: Reference) -> int:
    """
    Give up what of a delivery or notice did not arrive; gives how many messages, and 1 for a digest without any yet.

    One that is being sent at this moment may arrive all the same.
    """
    dropped = await session.scalars(
        update(MessageRow)
        .where(_of(reference), MessageRow.state.in_(_NOT_SENT))
        .values(state=MessageState.CANCELLED, error=_DROPPED, leased_by=None, lease_until=None)
        .returning(MessageRow.id)
        .execution_options(synchronize_session=False)
    )
    count = len(dropped.all())
    if reference.is_notice:
        return count
    planned = await session.scalars(
        update(DeliveryRow)
        .where(DeliveryRow.id == reference.number, DeliveryRow.state.in_(UNRENDERED))
        .values(state=DeliveryState.CANCELLED)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    )
    return count + len(planned.all())


async def _retry(session: AsyncSession, which: ColumnElement[bool]) -> int:
    """`repeats` stays: what may have arrived already risks one more copy at most."""
    queued = await session.scalars(
        update(MessageRow)
        .where(which, MessageRow.state == MessageState.DEAD)
        .values(state=MessageState.QUEUED, attempts=0, not_before=None, error=RETRIED)
        .returning(MessageRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(queued.all())


def _of(reference: Reference) -> ColumnElement[bool]:
    if reference.is_notice:
        return and_(MessageRow.id == reference.number, MessageRow.delivery_id.is_(None))
    return MessageRow.delivery_id == reference.number
