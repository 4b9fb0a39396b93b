"""
Messages handed out to be sent: claimed by one process, outside any transaction of the sending.

At most `limit` rows are marked `sending` in one commit before the calls; `storage.settling` marks
what came back. A process that dies in between leaves rows whose lease runs out; each of them is
sent once more at most, then parked. Leases follow the database's clock. Which messages may be
claimed is asked in `storage.claimable`.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, bindparam, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from storage.chat_rows import chat_from
from storage.claimable import FIRST_AGAIN, FIRST_NEW, IS_LEASE_OVER
from storage.database_clock import database_now
from storage.identifiers import ChatId, MessageId
from storage.outbox import content_from
from storage.quiet import quiet_until
from storage.records import MessageContent, MessageState
from storage.schema import ChatRow, DeliveryRow, MessageRow
from storage.schema.table import UTCDateTime

LEASE = timedelta(minutes=2)
"""Longer than any call to the Bot API may take."""
UNREADABLE = "its stored content cannot be read"
"""The error of messages that break us."""

# Made once: building a statement takes longer than running it.
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
        or_(MessageRow.state == MessageState.UNKNOWN, IS_LEASE_OVER),
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
    is_announcement: bool = False


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
    rows = list(await connection.execute(FIRST_NEW, {"now": now, "limit": limit}))
    if len(rows) < limit:
        told = "its outcome was lost" + " twice" * repeats
        await connection.execute(_PARK_LOST, {"now": now, "most": repeats, "told": told})
        rows += await connection.execute(FIRST_AGAIN, {"now": now, "limit": limit - len(rows)})
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
        is_announcement=row.broadcast_id is not None,
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
