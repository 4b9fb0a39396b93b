"""
Answers that are committed and did not get through yet, by chat and in order.

An answer without a time to try it again is on its way, or was when its process died: whoever
takes it then counts that its outcome was lost, and the second loss ends it. So no answer is
seen more than twice. One that provably did not arrive has a time, by the database's clock, and
is tried until it is worth nothing to its reader. The tries of a chat wait for each other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.database_clock import database_now
from storage.schema import ChatRow, UpdateRow
from storage.updates import StoredUpdate, UpdateState

WORTH = timedelta(hours=1)
"""An answer that comes later answers nobody."""
_LONGEST_WAIT = timedelta(minutes=5)
_SHORTEST_WAIT = timedelta(seconds=1)
_MOST_LOST = 1
_MOST_AT_ONCE = 1_000


async def interrupted_answers(session: AsyncSession) -> list[StoredUpdate]:
    """What another process may have been answering when it ended, in order of arrival."""
    return await _kept(session, UpdateRow.state == UpdateState.HANDLED, UpdateRow.answer_after.is_(None))


async def chats_with_kept_answers(session: AsyncSession) -> set[int]:
    """Lanes in which new answers must wait behind kept ones."""
    kept = select(UpdateRow.lane).where(UpdateRow.state == UpdateState.HANDLED)
    return set(await session.scalars(kept.distinct()))


async def has_kept_answers(session: AsyncSession, lane: int) -> bool:
    """Whether an answer of this chat is kept."""
    kept = exists().where(UpdateRow.lane == lane, UpdateRow.state == UpdateState.HANDLED)
    return bool(await session.scalar(select(kept)))


async def due_answers(session: AsyncSession) -> list[StoredUpdate]:
    """The first kept answer of each chat where its time has come and the chat may be written to."""
    now = await database_now(session)
    earlier = aliased(UpdateRow)
    waits = exists().where(_before(earlier), earlier.state == UpdateState.HANDLED)
    # A chat that may not be written to for other reasons is tried: its reader just spoke to us.
    flooded = exists().where(
        ChatRow.telegram_id == UpdateRow.lane,
        ChatRow.not_before > now,
        ChatRow.restricted_since.is_(None),
        ChatRow.missing_since.is_(None),
    )
    is_due = and_(UpdateRow.state == UpdateState.HANDLED, UpdateRow.answer_after <= now)
    return await _kept(session, is_due, ~waits, ~flooded)


async def take_answer(session: AsyncSession, update_id: int, now: datetime) -> list[Any] | None:
    """
    The answer of an update, to be sent now; None where there is none, or it must wait or is over.

    It counts as lost unless its sender says what became of it. `now` is the application's time.
    """
    row = await session.get(UpdateRow, update_id, with_for_update=True)
    if row is None or row.state != UpdateState.HANDLED:
        return None
    earlier = aliased(UpdateRow)
    before = or_(
        earlier.received_at < row.received_at,
        and_(earlier.received_at == row.received_at, earlier.id < row.id),
    )
    if await session.scalar(
        select(exists().where(earlier.lane == row.lane, earlier.state == UpdateState.HANDLED, before))
    ):
        await _let_wait(session, row, now)
        return None
    is_lost = row.answer_after is None
    row.answer_after = None
    is_over = _is_over(row, now, is_lost=is_lost)
    await session.flush()
    return None if is_over else row.answer


async def _let_wait(session: AsyncSession, row: UpdateRow, now: datetime) -> None:
    """Have an answer that was under way found again, once those before it are through."""
    if row.answer_after is None and not _is_over(row, now, is_lost=True):
        row.answer_after = await database_now(session)
    await session.flush()


async def postpone_answer(
    session: AsyncSession,
    update_id: int,
    rest: Sequence[Any],
    now: datetime,
    *,
    wait: timedelta = timedelta(),
    is_lost: bool = False,
) -> bool:
    """
    Keep the `rest` of an answer for later; False where it is not worth it any more.

    Without a `wait` it waits half as long as it has been under way. `is_lost` says that it may
    have arrived.
    """
    row = await session.get_one(UpdateRow, update_id, with_for_update=True)
    is_over = _is_over(row, now, is_lost=is_lost)
    if not is_over:
        pause = wait or max(_SHORTEST_WAIT, min((now - row.received_at) / 2, _LONGEST_WAIT))
        row.answer, row.answer_after = list(rest), await database_now(session) + pause
    await session.flush()
    return not is_over


def _is_over(row: UpdateRow, now: datetime, *, is_lost: bool) -> bool:
    row.answer_attempts += is_lost
    if row.answer_attempts <= _MOST_LOST and now - row.received_at < WORTH:
        return False
    row.state, row.answer, row.answer_after = UpdateState.ANSWERED, None, None
    return True


def _before(earlier: type[UpdateRow]) -> Any:
    """Whether a row came before in the same lane."""
    return and_(
        earlier.lane == UpdateRow.lane,
        or_(
            earlier.received_at < UpdateRow.received_at,
            and_(earlier.received_at == UpdateRow.received_at, earlier.id < UpdateRow.id),
        ),
    )


async def _kept(session: AsyncSession, *conditions: Any) -> list[StoredUpdate]:
    rows = await session.execute(
        select(UpdateRow.id, UpdateRow.lane)
        .where(*conditions)
        .order_by(UpdateRow.received_at, UpdateRow.id)
        .limit(_MOST_AT_ONCE)
    )
    return [StoredUpdate(number, lane, {}, is_handled=True) for number, lane in rows]
