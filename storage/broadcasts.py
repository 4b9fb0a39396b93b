"""
Announcements from the first words to their end, each step allowed from certain states alone.

A step that was taken already, by a second tap or another operator, is not taken again. What goes
to which chat is in `storage.broadcast_messages`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import BroadcastId
from storage.records import Audience, Broadcast, BroadcastState
from storage.schema import BroadcastRow

_DRAFT, _RUNNING, _HELD = BroadcastState.DRAFT, BroadcastState.RUNNING, BroadcastState.HELD
_STOPPED, _DONE = BroadcastState.STOPPED, BroadcastState.DONE
_AT_WORK = (_RUNNING, BroadcastState.STOPPING, BroadcastState.UNDOING)
_BEFORE: dict[BroadcastState, Collection[BroadcastState]] = {
    BroadcastState.RUNNING: (_HELD,),
    BroadcastState.HELD: (_RUNNING,),
    BroadcastState.STOPPING: (_RUNNING, _HELD, _DONE),
    BroadcastState.UNDOING: (_RUNNING, _HELD, _DONE, BroadcastState.STOPPING, _STOPPED),
}
"""From where an operator may bring it into a state."""


async def draft_broadcast(
    session: AsyncSession, made_by: int, now: datetime, *, like: Broadcast | None = None
) -> Broadcast:
    """A new announcement without words, or with those of another one."""
    row = BroadcastRow(
        made_by=made_by,
        made_at=now,
        text=like.text if like else None,
        english_text=like.english_text if like else None,
        audience=Audience.ALL,
        state=_DRAFT,
        audience_size=0,
        last_chat_id=0,
        has_passed_over=False,
    )
    session.add(row)
    await session.flush()
    return _broadcast(row)


async def broadcast_of(session: AsyncSession, broadcast_id: BroadcastId) -> Broadcast | None:
    """The announcement, if it is still kept."""
    row = await session.get(BroadcastRow, broadcast_id)
    return _broadcast(row) if row else None


async def newest_broadcasts(session: AsyncSession, limit: int) -> Sequence[Broadcast]:
    """Those that have words, the newest first."""
    rows = await session.scalars(
        select(BroadcastRow)
        .where(BroadcastRow.text.is_not(None) | BroadcastRow.english_text.is_not(None))
        .order_by(BroadcastRow.id.desc())
        .limit(limit)
    )
    return [_broadcast(row) for row in rows]


async def broadcasts_at_work(session: AsyncSession) -> Sequence[Broadcast]:
    """Those that are being sent, stopped or deleted, the oldest first."""
    rows = await session.scalars(
        select(BroadcastRow).where(BroadcastRow.state.in_(_AT_WORK)).order_by(BroadcastRow.id)
    )
    return [_broadcast(row) for row in rows]


async def change_draft(session: AsyncSession, broadcast_id: BroadcastId, **changes: Any) -> bool:
    """Other words, or another audience; False where it is no draft any more."""
    return await _change(session, broadcast_id, (_DRAFT,), **changes)


async def begin_broadcast(
    session: AsyncSession, broadcast_id: BroadcastId, audience_size: int, now: datetime
) -> bool:
    """Let it go out; False where it is no draft any more."""
    return await _change(
        session, broadcast_id, (_DRAFT,), state=_RUNNING, begun_at=now, audience_size=audience_size
    )


async def direct_broadcast(session: AsyncSession, broadcast_id: BroadcastId, state: BroadcastState) -> bool:
    """Hold it, go on, stop it or delete what arrived; False where it is past that."""
    return await _change(session, broadcast_id, _BEFORE[state], state=state, wakes_at=None)


async def end_broadcast(session: AsyncSession, broadcast_id: BroadcastId, state: BroadcastState) -> None:
    """It came to what it was on its way to."""
    await _change(session, broadcast_id, _AT_WORK, state=state, wakes_at=None)


async def let_broadcast_sleep(session: AsyncSession, broadcast_id: BroadcastId, until: datetime) -> None:
    """Do nothing about it before a moment."""
    await _change(session, broadcast_id, _AT_WORK, wakes_at=until)


async def drop_draft(session: AsyncSession, broadcast_id: BroadcastId) -> bool:
    """Forget a draft; False where it is none any more."""
    found = await session.scalars(
        delete(BroadcastRow)
        .where(BroadcastRow.id == broadcast_id, BroadcastRow.state == _DRAFT)
        .returning(BroadcastRow.id)
    )
    return bool(found.all())


async def forget_broadcasts(session: AsyncSession, before: datetime) -> None:
    """Drop those made `before` that nobody is at work on."""
    await session.execute(
        delete(BroadcastRow).where(BroadcastRow.made_at < before, BroadcastRow.state.not_in(_AT_WORK))
    )


async def _change(
    session: AsyncSession, broadcast_id: BroadcastId, states: Collection[BroadcastState], **values: Any
) -> bool:
    changed = await session.scalars(
        update(BroadcastRow)
        .where(BroadcastRow.id == broadcast_id, BroadcastRow.state.in_(states))
        .values(**values)
        .returning(BroadcastRow.id)
        .execution_options(synchronize_session=False)
    )
    is_changed = bool(changed.all())
    session.expire_all()
    return is_changed


def _broadcast(row: BroadcastRow) -> Broadcast:
    return Broadcast(
        id=BroadcastId(row.id),
        made_by=row.made_by,
        state=BroadcastState(row.state),
        audience=Audience(row.audience),
        text=row.text,
        english_text=row.english_text,
        begun_at=row.begun_at,
        audience_size=row.audience_size,
        wakes_at=row.wakes_at,
    )
