"""How much the bot serves and how well, for operators: counts, and how long digests took to leave. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import ChatState, ChatType, MessageState
from storage.schema import ChatRow, DeliveryRow, MessageRow, TopicRow
from storage.settling import UNFINISHED
from storage.stale_deliveries import TRIED_FOR

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChatCount:
    """Chats of one type."""

    active: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Lateness:
    """How long digests took from the moment they were due to their first message."""

    median: timedelta
    p95: timedelta


@dataclass(frozen=True, slots=True)
class Figures:
    """The bot at one moment."""

    chats: Mapping[ChatType, ChatCount]
    """Types without any are left out."""
    topics: int
    queries: int
    """Distinct ones that are followed."""
    sent: int
    """Digests of which a message arrived in the last day."""
    waiting: int
    """Digests that are on their way."""
    dead: int
    """Digests recorded in the last day of which a message was given up."""
    lateness: Lateness | None
    """Of the digests sent in the last day; None where there are none."""


async def figures(session: AsyncSession, now: datetime) -> Figures:
    """The figures at `now`."""
    since = now - _DAY
    topics, queries = (
        await session.execute(select(func.count(), func.count(TopicRow.query_id.distinct())))
    ).one()
    delays = await _delays(session, since)
    unfinished = select(func.count(MessageRow.delivery_id.distinct()))
    return Figures(
        chats=await _chats(session),
        topics=topics,
        queries=queries,
        sent=len(delays),
        waiting=await session.scalar(unfinished.where(MessageRow.state.in_(UNFINISHED))) or 0,
        dead=await session.scalar(
            unfinished.where(MessageRow.state == MessageState.DEAD, MessageRow.created_at > since)
        )
        or 0,
        lateness=lateness_of(delays),
    )


def lateness_of(delays: Sequence[timedelta]) -> Lateness | None:
    """Median and 95th percentile by nearest rank, the order does not matter; None of none."""
    if not delays:
        return None
    ordered = sorted(delays)

    def rank(share: float) -> timedelta:
        return ordered[ceil(share * len(ordered)) - 1]

    return Lateness(rank(0.5), rank(0.95))


async def _chats(session: AsyncSession) -> dict[ChatType, ChatCount]:
    rows = await session.execute(
        select(ChatRow.type, ChatRow.state, func.count()).group_by(ChatRow.type, ChatRow.state)
    )
    counts: dict[ChatType, dict[ChatState, int]] = {}
    for kind, state, count in rows:
        counts.setdefault(ChatType(kind), {})[ChatState(state)] = count
    return {
        kind: ChatCount(found.get(ChatState.ACTIVE, 0), found.get(ChatState.GONE, 0))
        for kind, found in counts.items()
    }


async def _delays(session: AsyncSession, since: datetime) -> list[timedelta]:
    """What was recorded before anything is still tried is not looked at: there are months of it."""
    older = select(MessageRow.id).where(MessageRow.created_at < since - TRIED_FOR)
    last_older = await session.scalar(older.order_by(MessageRow.id.desc()).limit(1)) or 0
    rows = await session.execute(
        select(DeliveryRow.due_at, func.min(MessageRow.sent_at))
        .join(MessageRow, MessageRow.delivery_id == DeliveryRow.id)
        .where(MessageRow.id > last_older, MessageRow.state == MessageState.SENT, MessageRow.sent_at > since)
        .group_by(DeliveryRow.id, DeliveryRow.due_at)
    )
    return [max(sent_at - due_at, timedelta()) for due_at, sent_at in rows if sent_at]
