"""
What operators did: when, who, what, on what. Numbers alone, so that it outlives what it is about.

Written in the transaction of the act itself: neither is there without the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import ActRow

ACTS_KEPT = timedelta(days=365)


class ActKind(StrEnum):
    """What was done."""

    CHAT_IMPORTED = "chat-imported"
    CHAT_ERASED = "chat-erased"
    ANNOUNCED = "announced"
    ANNOUNCEMENT_HELD = "announcement-held"
    ANNOUNCEMENT_RESUMED = "announcement-resumed"
    ANNOUNCEMENT_STOPPED = "announcement-stopped"
    ANNOUNCEMENT_UNDONE = "announcement-undone"
    BANNED = "banned"
    LET_IN = "let-in"
    STANDING_CLEARED = "standing-cleared"
    MADE_PRIVATE = "made-private"
    MADE_OPEN = "made-open"
    INVITED = "invited"
    TOPIC_LIMIT = "topic-limit"
    SEARCH_LIMIT = "search-limit"
    SOURCE_ADDED = "source-added"
    SOURCE_ON = "source-on"
    SOURCE_OFF = "source-off"
    SOURCE_REMOVED = "source-removed"
    SOURCE_POLLED = "source-polled"
    REFUSED_RETRIED = "refused-retried"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done."""

    at: datetime
    user_id: int | None
    """Telegram's number of the operator; None for the command line."""
    kind: str
    """One of `ActKind`, or of a newer program."""
    subject: str


async def record_act(
    session: AsyncSession, kind: ActKind, subject: int | str, now: datetime, *, by: int | None = None
) -> None:
    """Note what was done on what, `by` an operator in chat or, where none is given, on the command line."""
    session.add(ActRow(acted_at=now, user_id=by, act=kind, subject=str(subject)))
    await session.flush()


async def acts(session: AsyncSession, limit: int, *, after: int = 0) -> Sequence[Act]:
    """The newest first, without the first `after` of them."""
    rows = await session.scalars(
        select(ActRow).order_by(ActRow.acted_at.desc(), ActRow.id.desc()).offset(after).limit(limit)
    )
    return [Act(row.acted_at, row.user_id, row.act, row.subject) for row in rows]


async def act_count(session: AsyncSession) -> int:
    """How many are kept."""
    return await session.scalar(select(func.count()).select_from(ActRow)) or 0


async def forget_acts(session: AsyncSession, before: datetime) -> None:
    """Drop those from `before`."""
    await session.execute(delete(ActRow).where(ActRow.acted_at < before))
