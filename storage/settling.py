"""
What became of messages that were claimed: marked in one commit, whoever else claimed them since.

Marking the same twice changes nothing, so that a commit whose outcome was lost is simply made again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import BindParameter, Boolean, Integer, and_, bindparam, case, or_, update
from sqlalchemy import Table as SQLTable
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.identifiers import MessageId
from storage.records import MessageState
from storage.schema import MessageRow

UNFINISHED = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN, MessageState.DEFERRED)
"""States of messages that are on their way."""

# Made once: building a statement takes longer than running it.
_MESSAGES = cast("SQLTable", MessageRow.__table__)
_SENT: BindParameter[bool] = bindparam("is_sent", type_=Boolean())
_MARK = (
    update(_MESSAGES)
    .where(
        _MESSAGES.c.id == bindparam("marked"),
        or_(
            _MESSAGES.c.leased_by == bindparam("worker"),
            and_(_SENT, _MESSAGES.c.state != MessageState.SENT),
        ),
    )
    .values(
        state=bindparam("new_state"),
        error=bindparam("new_error"),
        not_before=bindparam("new_not_before"),
        attempts=_MESSAGES.c.attempts - bindparam("uncounted", type_=Integer()),
        telegram_message_id=bindparam("new_telegram_message_id"),
        sent_at=bindparam("new_sent_at"),
        leased_by=None,
        lease_until=None,
    )
)
"""One round trip for them all: whether it is news is asked by the statement, not before it."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a claimed message."""

    id: MessageId
    state: MessageState
    telegram_message_id: int | None = None
    error: str | None = None
    wait: timedelta | None = None
    """For deferred messages: how long to wait, by the database's clock."""
    is_attempt: bool = True
    """False where the failure does not count, as with flood control."""


async def settle_messages(
    session: AsyncSession, settlements: Sequence[Settlement], worker: str, app_now: datetime
) -> None:
    """
    Mark what became of messages that `worker` claimed; `app_now` dates those that were sent.

    Of a message that was cancelled or claimed by another meanwhile only that it was sent is news:
    a failure that comes late must not have it sent once more.
    """
    waits = any(one.wait for one in settlements)
    now = await database_now(session) if waits else None
    # In the order of their numbers: who marks the same ones then waits for us, and not we for them.
    marks = [_mark(one, worker, now, app_now) for one in sorted(settlements, key=lambda one: one.id)]
    if marks:
        await (await session.connection()).execute(_MARK, marks)


async def release_messages(session: AsyncSession, worker: str, in_flight: Collection[MessageId]) -> None:
    """Give back what `worker` holds and has not begun to send; nothing of it counts as tried."""
    # One that had a time to wait for goes back to its like: among new ones it would never be found.
    was_tried = or_(MessageRow.attempts > 1, MessageRow.repeats > 0, MessageRow.not_before.is_not(None))
    await session.execute(
        update(MessageRow)
        .where(
            MessageRow.leased_by == worker,
            MessageRow.state == MessageState.SENDING,
            MessageRow.id.not_in(in_flight),
        )
        .values(
            state=case((was_tried, MessageState.DEFERRED), else_=MessageState.QUEUED),
            attempts=MessageRow.attempts - 1,
            leased_by=None,
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )


async def end_leases(session: AsyncSession) -> None:
    """
    End all leases now, so that what a dead process held is tried again at once.

    Only for who holds the database alone: another process that still sends would send twice.
    """
    now = await database_now(session)
    await session.execute(
        update(MessageRow)
        .where(MessageRow.state == MessageState.SENDING, MessageRow.lease_until > now)
        .values(lease_until=now)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(MessageRow)
        .where(MessageRow.edit_due > now)
        .values(edit_due=now)
        .execution_options(synchronize_session=False)
    )


def _mark(one: Settlement, worker: str, now: datetime | None, app_now: datetime) -> dict[str, Any]:
    is_sent = one.state is MessageState.SENT
    return {
        "marked": one.id,
        "worker": worker,
        "is_sent": is_sent,
        "new_state": one.state,
        "new_error": one.error,
        "new_not_before": now + one.wait if now and one.wait else None,
        "uncounted": int(not one.is_attempt),
        "new_telegram_message_id": one.telegram_message_id,
        "new_sent_at": app_now if is_sent else None,
    }
