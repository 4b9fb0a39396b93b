"""
Messages handed out to be sent: claimed by one process, outside any transaction of the sending.

At most `limit` rows are marked `sending` in one commit before the calls; `storage.settling` marks
what came back. A process that dies in between leaves rows whose lease runs out; each of them is
sent once more at most, then parked. Leases follow the database's clock. A message is claimed
only if its chat may be written to now, so what must wait never takes the place of what need not.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    not_,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import aliased

from storage.chat_rows import chat_from
from storage.database_clock import database_now
from storage.identifiers import ChatId, MessageId
from storage.outbox import content_from
from storage.quiet import quiet_until
from storage.records import ChatState, MessageContent, MessageState
from storage.schema import ChatRow, DeliveryRow, DestinationRow, InstanceRow, MessageRow
from storage.schema.table import UTCDateTime
from storage.settling import UNFINISHED

LEASE = timedelta(minutes=2)
"""Longer than any call to the Bot API may take."""
UNREADABLE = "its stored content cannot be read"
"""The error of messages that break us."""

# Statements are made once: building one takes longer than running it.
_NOW = bindparam("now", type_=UTCDateTime())
_NEW = and_(MessageRow.state == MessageState.QUEUED, MessageRow.not_before.is_(None))
_IS_LEASE_OVER = and_(MessageRow.state == MessageState.SENDING, MessageRow.lease_until < _NOW)
_AGAIN = or_(
    and_(
        MessageRow.state.in_([MessageState.DEFERRED, MessageState.UNKNOWN]),
        or_(MessageRow.not_before.is_(None), MessageRow.not_before <= _NOW),
    ),
    _IS_LEASE_OVER,
)
"""What may be tried once more: its time has come, or its lease ran out."""
_MAY_BE_WRITTEN_TO = and_(
    ChatRow.state == ChatState.ACTIVE,
    or_(ChatRow.not_before.is_(None), ChatRow.not_before <= _NOW),
    not_(
        exists().where(
            or_(InstanceRow.sending_stopped_reason.is_not(None), InstanceRow.sending_paused_until > _NOW)
        )
    ),
)
"""The chat is there, nobody asked us to wait before we write to it, and sending is not held as a whole."""
_IS_ANY = select(exists().where(or_(_NEW, _AGAIN), ChatRow.id == MessageRow.chat_id, _MAY_BE_WRITTEN_TO))


def _first_in_their_chats(claimable: ColumnElement[bool]) -> Select[Any]:
    """Messages for which no earlier one of their chat is on its way, oldest first."""
    earlier = aliased(MessageRow)
    waits_for_earlier = exists().where(
        earlier.chat_id == MessageRow.chat_id,
        earlier.id < MessageRow.id,
        earlier.state.in_(UNFINISHED),
    )
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
        .where(claimable, _MAY_BE_WRITTEN_TO, ~waits_for_earlier)
        .order_by(MessageRow.id)
        .limit(bindparam("limit"))
        .with_for_update(of=MessageRow, skip_locked=True)
    )


# New ones by themselves: they lie in the order of an index, however many wait.
_FIRST_NEW, _FIRST_AGAIN = _first_in_their_chats(_NEW), _first_in_their_chats(_AGAIN)
_WAS_LOST = MessageRow.state.in_([MessageState.SENDING, MessageState.UNKNOWN])
_TAKE = (
    update(MessageRow)
    .where(MessageRow.id.in_(bindparam("taken", expanding=True)))
    .values(
        repeats=MessageRow.repeats + case((_WAS_LOST, 1), else_=0),
        state=MessageState.SENDING,
        attempts=MessageRow.attempts + 1,
        leased_by=bindparam("worker"),
        lease_until=bindparam("until", type_=UTCDateTime()),
    )
)
_PARK_LOST = (
    update(MessageRow)
    .where(
        or_(MessageRow.state == MessageState.UNKNOWN, _IS_LEASE_OVER),
        MessageRow.repeats >= bindparam("most", type_=Integer()),
    )
    .values(state=MessageState.DEAD, error=bindparam("told"))
)


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A claimed message; `attempts` counts this one."""

    id: MessageId
    chat_id: ChatId
    telegram_chat_id: int
    thread_id: int
    """Where it goes: 0, too, if its own forum topic is gone."""
    content: MessageContent
    attempts: int
    is_troubled: bool = False
    """Its chat refused us lately: this one finds out whether it still does."""


async def is_any_claimable(session: AsyncSession) -> bool:
    """Whether there may be a message for `claim_messages`; takes no lock."""
    return bool(await session.scalar(_IS_ANY, {"now": await database_now(session)}))


async def claim_messages(
    session: AsyncSession, worker: str, limit: int, *, app_now: datetime, repeats: int = 1
) -> list[OutgoingMessage]:
    """
    Mark up to `limit` messages as being sent by `worker`, at most one a chat.

    New ones come before deferred ones; within a chat the order of recording is kept. Messages
    whose lease ran out, and those of unknown outcome, are claimed `repeats` times more; then they
    are parked. What falls into its chat's quiet hours waits for their end, unless it is a digest
    that was due in them.
    """
    now = await database_now(session)
    connection = await session.connection()
    claimed: list[OutgoingMessage] = []
    while len(claimed) < limit:
        rows = await _claimable(connection, now, limit - len(claimed), repeats)
        loud = await _leave_quiet(session, rows, now, app_now)
        taken = await _take(session, connection, loud, worker, now)
        claimed += taken
        if len(taken) == len(rows):
            break
    return claimed


async def _claimable(connection: AsyncConnection, now: datetime, limit: int, repeats: int) -> list[Row[Any]]:
    """
    Rows of what may be claimed, locked.

    A message lost too often stays lost: one duplicate is the most we risk.
    """
    rows = list(await connection.execute(_FIRST_NEW, {"now": now, "limit": limit}))
    if len(rows) < limit:
        told = "its outcome was lost" + " twice" * repeats
        await connection.execute(_PARK_LOST, {"now": now, "most": repeats, "told": told})
        rows += await connection.execute(_FIRST_AGAIN, {"now": now, "limit": limit - len(rows)})
    return rows


async def _take(
    session: AsyncSession,
    connection: AsyncConnection,
    rows: Sequence[Row[Any]],
    worker: str,
    now: datetime,
) -> list[OutgoingMessage]:
    """Mark rows as being sent; those that cannot be read become dead letters instead."""
    messages = [message for row in rows if (message := _message(row)) is not None]
    read = [message.id for message in messages]
    if len(read) < len(rows):
        broken = {row.id for row in rows}.difference(read)
        await _change(session, broken, state=MessageState.DEAD, error=UNREADABLE)
    if read:
        await connection.execute(_TAKE, {"taken": read, "worker": worker, "until": now + LEASE})
    return messages


def _message(row: Row[Any]) -> OutgoingMessage | None:
    try:
        content = content_from(json.loads(row.content))
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    return OutgoingMessage(
        MessageId(row.id),
        ChatId(row.chat_id),
        row.telegram_id,
        row.thread,
        content,
        row.attempts + 1,
        bool(row.troubled),
    )


async def _leave_quiet(
    session: AsyncSession, rows: Sequence[Row[Any]], now: datetime, app_now: datetime
) -> list[Row[Any]]:
    """Those that may make a sound now; the others wait for the end of their chat's quiet hours."""
    loud = []
    for row in rows:
        until = await _quiet_until(session, row, app_now) if row.quiet_from else None
        if until is None:
            loud.append(row)
        else:
            await _change(session, [row.id], state=MessageState.DEFERRED, not_before=now + (until - app_now))
    return loud


async def _quiet_until(session: AsyncSession, row: Row[Any], app_now: datetime) -> datetime | None:
    chat = chat_from(await session.get_one(ChatRow, row.chat_id))
    until = quiet_until(chat, app_now)
    if until is None or row.delivery_id is None:
        return until
    due_at = await session.scalar(select(DeliveryRow.due_at).where(DeliveryRow.id == row.delivery_id))
    was_chosen = due_at is not None and quiet_until(chat, due_at) == until
    return None if was_chosen else until


async def _change(session: AsyncSession, ids: Collection[int], **values: Any) -> None:
    await session.execute(
        update(MessageRow)
        .where(MessageRow.id.in_(ids))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
