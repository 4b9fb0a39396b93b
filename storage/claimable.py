"""
Which messages may be claimed now: statements, the same for every turn of the sender.

A message may be claimed only if its chat may be written to now, so what must wait never takes the
place of what need not.

PostgreSQL plans by statistics from when nothing was queued, so no join that is good for a few may be
open to it. The rows come in the order of an index, and for each one its chat's first is looked up.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    not_,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute, aliased

from storage.database_clock import database_now
from storage.records import ChatState, MessageState
from storage.schema import ChatRow, DestinationRow, InstanceRow, MessageRow
from storage.schema.table import UTCDateTime
from storage.settling import UNFINISHED

# Statements are made once: building one takes longer than running it.
_NOW = bindparam("now", type_=UTCDateTime())
_NEW = and_(MessageRow.state == MessageState.QUEUED, MessageRow.not_before.is_(None))
IS_LEASE_OVER = and_(MessageRow.state == MessageState.SENDING, MessageRow.lease_until < _NOW)
_AGAIN = or_(
    and_(
        MessageRow.state.in_([MessageState.DEFERRED, MessageState.UNKNOWN]),
        or_(MessageRow.not_before.is_(None), MessageRow.not_before <= _NOW),
    ),
    IS_LEASE_OVER,
)
"""What may be tried once more: its time has come, or its lease ran out."""
MAY_BE_WRITTEN_TO = and_(
    ChatRow.state == ChatState.ACTIVE,
    or_(ChatRow.not_before.is_(None), ChatRow.not_before <= _NOW),
    not_(
        exists().where(
            or_(InstanceRow.sending_stopped_reason.is_not(None), InstanceRow.sending_paused_until > _NOW)
        )
    ),
)
"""The chat is there, nobody asked us to wait before we write to it, and sending is not held as a whole."""
_IS_ANY = select(exists().where(or_(_NEW, _AGAIN), ChatRow.id == MessageRow.chat_id, MAY_BE_WRITTEN_TO))

_IS_ANY_BUT_ANNOUNCEMENTS = select(
    exists().where(
        or_(_NEW, _AGAIN),
        MessageRow.broadcast_id.is_(None),
        ChatRow.id == MessageRow.chat_id,
        MAY_BE_WRITTEN_TO,
    )
)


def _first_in_their_chats(
    claimable: ColumnElement[bool], *order: ColumnElement[Any] | QueryableAttribute[Any]
) -> Select[Any]:
    """Messages for which no earlier one of their chat is on its way."""
    other = aliased(MessageRow)
    # The states stand there as they are: a plan kept for all parameters could not use the partial index.
    is_unfinished = other.state.in_(bindparam("unfinished", UNFINISHED, expanding=True, literal_execute=True))
    first = select(func.min(other.id)).where(other.chat_id == MessageRow.chat_id, is_unfinished)
    is_thread_lost = exists().where(
        DestinationRow.chat_id == MessageRow.chat_id,
        DestinationRow.thread_id == MessageRow.thread_id,
        DestinationRow.thread_lost_at.is_not(None),
    )
    return (
        select(
            MessageRow.id,
            MessageRow.chat_id,
            MessageRow.delivery_id,
            MessageRow.broadcast_id,
            ChatRow.telegram_id,
            case((and_(MessageRow.thread_id != 0, is_thread_lost), 0), else_=MessageRow.thread_id).label(
                "thread"
            ),
            # As text: one that cannot be read must not take the others with it.
            type_coerce(cast(MessageRow.content, Text), Text).label("content"),
            MessageRow.attempts,
            ChatRow.quiet_from,
            or_(ChatRow.restricted_since.is_not(None), ChatRow.missing_since.is_not(None)).label("troubled"),
        )
        .join(ChatRow, ChatRow.id == MessageRow.chat_id)
        .where(claimable, MAY_BE_WRITTEN_TO, MessageRow.id == first.scalar_subquery())
        .order_by(*order)
        .limit(bindparam("limit", type_=Integer(), literal_execute=True))
        .with_for_update(of=MessageRow, skip_locked=True)
    )


# New ones by themselves, and ordered as an index is, so that nobody sorts however many wait.
FIRST_NEW = _first_in_their_chats(_NEW, MessageRow.not_before, MessageRow.id)
FIRST_AGAIN = _first_in_their_chats(_AGAIN, MessageRow.id)
"""The oldest, with what sending them takes, for `now` and a `limit`; locked, without those others hold."""


async def is_any_claimable(session: AsyncSession) -> bool:
    """Whether there may be a message to claim; takes no lock."""
    return bool(await session.scalar(_IS_ANY, {"now": await database_now(session)}))


async def is_any_but_announcements_claimable(session: AsyncSession) -> bool:
    """Whether there may be a message to claim that an announcement gives way to; takes no lock."""
    return bool(await session.scalar(_IS_ANY_BUT_ANNOUNCEMENTS, {"now": await database_now(session)}))
