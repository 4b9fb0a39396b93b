"""
Updates from Telegram, stored before Telegram hears that we have them.

stored -> handled (its effects are committed, its answer is kept) -> answered. What is only
stored is handled, after a crash once more; how answers go on is in `storage.kept_answers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import BindParameter, bindparam, delete, select, update
from sqlalchemy import Table as SQLTable
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database_clock import database_now
from storage.schema import UpdateRow
from storage.upserts import insert_if_absent

MAXIMUM_ATTEMPTS = 5
"""How often an update is tried before it counts as poison; the first try goes uncounted."""


class UpdateState(StrEnum):
    """How far an update has come."""

    STORED = "stored"
    HANDLED = "handled"
    ANSWERED = "answered"
    FAILED = "failed"
    DROPPED = "dropped"
    """One of too many at once from one person."""


_OVER = (UpdateState.ANSWERED, UpdateState.FAILED, UpdateState.DROPPED)
# Made once: building a statement takes longer than running it, and every command runs these.
_UPDATES = cast("SQLTable", UpdateRow.__table__)
_MARK_HANDLED = (
    update(_UPDATES)
    .where(_UPDATES.c.id == bindparam("handled"), _UPDATES.c.state == UpdateState.STORED)
    .values(state=UpdateState.HANDLED, answer=bindparam("kept_answer"), answer_after=bindparam("kept_until"))
    .returning(_UPDATES.c.id)
)
_ENDED: BindParameter[Any] = bindparam("ended", expanding=True)
_END = (
    update(_UPDATES)
    .where(_UPDATES.c.id.in_(_ENDED))
    .values(state=bindparam("ended_as"), answer=None, answer_after=None)
)


@dataclass(frozen=True, slots=True)
class StoredUpdate:
    """An update as Telegram sent it; updates of one lane (a chat) are handled in order."""

    id: int
    lane: int
    content: dict[str, Any]
    tries: int = 0
    """How often it may have been tried before."""
    is_handled: bool = False
    """Its effects are committed; only its answer is kept back."""
    is_one_too_many: bool = False
    """Its person writes too fast and is told so instead of an answer."""


async def store_updates(
    session: AsyncSession, updates: Sequence[StoredUpdate], now: datetime
) -> list[StoredUpdate]:
    """Keep those updates that are not known yet, and give them back in order."""
    if not updates:
        return []
    # The rows go as parameters: with values in the statement it would be compiled every time.
    statement = insert_if_absent(session, _UPDATES, ["id"]).returning(_UPDATES.c.id)
    fresh = set(await session.scalars(statement, [_values(one, now) for one in updates]))
    distinct = {one.id: one for one in updates if one.id in fresh}
    return [distinct[number] for number in sorted(distinct)]


def _values(one: StoredUpdate, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "lane": one.lane,
        "content": one.content,
        "received_at": now,
        "state": UpdateState.STORED,
        "attempts": 0,
        "answer": None,
        "answer_attempts": 0,
    }


async def waiting_updates(session: AsyncSession, limit: int) -> list[StoredUpdate]:
    """The first `limit` updates to handle, in order of arrival."""
    rows = await session.execute(
        select(UpdateRow.id, UpdateRow.lane, UpdateRow.content, UpdateRow.attempts)
        .where(UpdateRow.state == UpdateState.STORED)
        .order_by(UpdateRow.received_at, UpdateRow.id)
        .limit(limit)
    )
    return [StoredUpdate(*row) for row in rows]


async def suspect_waiting_updates(session: AsyncSession, limit: int) -> None:
    """
    Count a try of the first `limit` updates to handle: one of them may have ended the last process.

    Only so many were in its memory. Who tries them again counts each by itself.
    """
    first = (
        select(UpdateRow.id)
        .where(UpdateRow.state == UpdateState.STORED)
        .order_by(UpdateRow.received_at, UpdateRow.id)
        .limit(limit)
    )
    await session.execute(
        update(UpdateRow)
        .where(UpdateRow.id.in_(first.scalar_subquery()), UpdateRow.attempts == 0)
        .values(attempts=1)
        .execution_options(synchronize_session=False)
    )


async def try_again(session: AsyncSession, update_id: int) -> int | None:
    """
    Count a further try of an update and give its number; None for one that was handled after all.

    That is how a commit whose outcome was lost with the connection shows.
    """
    tried: int | None = await session.scalar(
        update(UpdateRow)
        .where(UpdateRow.id == update_id, UpdateRow.state == UpdateState.STORED)
        .values(attempts=UpdateRow.attempts + 1)
        .returning(UpdateRow.attempts)
    )
    return tried


async def mark_handled(
    session: AsyncSession, update_id: int, answer: list[Any], *, is_held: bool = False
) -> bool:
    """
    Commit an update's answer together with its effects; `is_held` where it must not leave yet.

    False where the update was handled before: the caller then drops its transaction.
    """
    until = await database_now(session) if is_held else None
    marked = await session.scalar(
        _MARK_HANDLED, {"handled": update_id, "kept_answer": answer, "kept_until": until}
    )
    return marked is not None


async def update_content(session: AsyncSession, update_id: int, lane: int) -> dict[str, Any] | None:
    """An update of a lane as Telegram sent it; None if it is no longer kept."""
    content: dict[str, Any] | None = await session.scalar(
        select(UpdateRow.content).where(UpdateRow.id == update_id, UpdateRow.lane == lane)
    )
    return content


async def mark_answered(session: AsyncSession, update_ids: Sequence[int]) -> None:
    """The answers of these updates were sent, or can never be."""
    await _end(session, update_ids, UpdateState.ANSWERED)


async def mark_dropped(session: AsyncSession, update_ids: Sequence[int]) -> None:
    """These updates are not handled at all."""
    await _end(session, update_ids, UpdateState.DROPPED)


async def mark_failed(session: AsyncSession, update_id: int) -> None:
    """An update's handler failed; it is kept, but never handled again."""
    await _end(session, [update_id], UpdateState.FAILED)


async def forget_updates(session: AsyncSession, before: datetime) -> None:
    """Drop what is over and older than `before`; Telegram itself keeps updates for a day only."""
    await session.execute(delete(UpdateRow).where(UpdateRow.received_at < before, UpdateRow.state.in_(_OVER)))


async def _end(session: AsyncSession, update_ids: Sequence[int], state: UpdateState) -> None:
    await session.execute(_END, {"ended": update_ids, "ended_as": state})
