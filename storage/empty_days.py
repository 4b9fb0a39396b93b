"""
Days on which a destination's digest has nothing to bring: why, and on which of them it is told.

Silence must never look like failure, and a line every day is noise. So the first such day and
every third in a row are told, and none on which no source publishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DestinationId
from storage.near_misses import NearMiss
from storage.records import Chat, DeliveryKind, DeliveryState, EmptyDays, EmptyReason, Selection
from storage.schema import DeliveryRow
from storage.sources import SourceHabit
from storage.topics import topics_of

_TOLD_EVERY = 3
"""Empty days in a row from one telling to the next."""
_DAY = timedelta(days=1)
_YOUNG = timedelta(days=7)
"""A source seen since and not yet known may be due on any day."""
_NOBODY_WAITED = (
    EmptyReason.NO_TOPICS,
    EmptyReason.ALL_MUTED,
    EmptyReason.NOT_PUBLISHED,
    EmptyReason.SENT_AT_ONCE,
)
"""Never told, and not counted."""


@dataclass(frozen=True, slots=True)
class EmptyDay:
    """What can be said of a day with nothing to bring."""

    reason: EmptyReason
    new_papers: int = 0
    held: int = 0
    late: tuple[SourceHabit, ...] = ()
    """Sources whose digest is missing."""
    awaited: tuple[SourceHabit, ...] = ()
    """Sources that are usually here by now, but not so long that they are late."""
    next_due_at: datetime | None = None
    """When the next digest of any source usually comes."""
    misses: tuple[NearMiss, ...] = ()
    """The papers nearest to the topics, where none matched."""


async def empty_reason(
    session: AsyncSession,
    destination_id: DestinationId,
    selection: Selection,
    *,
    now: datetime,
    since: datetime | None,
    sources: Sequence[SourceHabit],
) -> EmptyReason:
    """Why a selection without papers has none; `since` is when papers were last looked for, if ever."""
    muted = [topic.is_muted for topic in await topics_of(session, destination_id)]
    return reason_among(muted, selection, now=now, since=since, sources=sources)


def reason_among(
    muted: Sequence[bool],
    selection: Selection,
    *,
    now: datetime,
    since: datetime | None,
    sources: Sequence[SourceHabit],
) -> EmptyReason:
    """The same, where it is known of each topic whether it is muted."""
    if selection.held:
        return EmptyReason.HELD
    if all(muted):
        return EmptyReason.ALL_MUTED if muted else EmptyReason.NO_TOPICS
    if selection.sent_at_once:
        return EmptyReason.SENT_AT_ONCE
    if selection.new_papers:
        return EmptyReason.NO_MATCH
    is_unpublished = _is_unpublished(sources, since or now - _DAY, now)
    return EmptyReason.NOT_PUBLISHED if is_unpublished else EmptyReason.NO_NEWS


@dataclass(frozen=True, slots=True)
class EmptyStreak:
    """How long a destination has had nothing to read."""

    silent_days: int | None = None
    """Local days with nothing to bring since it last heard so; None if it did not since its last papers."""
    last_day: date | None = None
    """The last local day with a digest that somebody waited for, empty or not."""


async def is_told(
    session: AsyncSession, chat: Chat, destination_id: DestinationId, day: date, reason: EmptyReason
) -> bool:
    """Whether the chat is told that its digest of a local `day`, not recorded yet, is empty for that reason."""
    streaks = await empty_streaks(session, [destination_id])
    return tells(chat, streaks.get(destination_id, EmptyStreak()), day, reason)


def tells(chat: Chat, streak: EmptyStreak, day: date, reason: EmptyReason) -> bool:
    """The same, where the streak of empty days before is known."""
    if reason in _NOBODY_WAITED or chat.empty_days is EmptyDays.NEVER or streak.last_day == day:
        return False
    is_due = streak.silent_days is None or streak.silent_days >= _TOLD_EVERY - 1
    return chat.empty_days is EmptyDays.DAILY or is_due


async def empty_streaks(
    session: AsyncSession, destination_ids: Sequence[DestinationId]
) -> dict[DestinationId, EmptyStreak]:
    """The streaks of some destinations; those without any digest are left out."""
    own = (DeliveryRow.destination_id.in_(destination_ids)) & (DeliveryRow.kind == DeliveryKind.DIGEST)
    is_full, day = DeliveryRow.reason.is_(None), DeliveryRow.local_date
    is_empty = DeliveryRow.reason.not_in(_NOBODY_WAITED)
    heard = (
        select(
            DeliveryRow.destination_id,
            func.max(case((is_full, day))).label("full_on"),
            func.max(case((is_empty & (DeliveryRow.state != DeliveryState.EMPTY), day))).label("told_on"),
            func.max(case((is_full | is_empty, day))).label("last_day"),
        )
        .where(own)
        .group_by(DeliveryRow.destination_id)
        .subquery()
    )
    rows = await session.execute(
        select(
            DeliveryRow.destination_id,
            heard.c.full_on,
            heard.c.told_on,
            heard.c.last_day,
            func.count(case((is_empty & (day > heard.c.told_on), day)).distinct()),
        )
        .join(heard, heard.c.destination_id == DeliveryRow.destination_id)
        .where(own)
        .group_by(DeliveryRow.destination_id, heard.c.full_on, heard.c.told_on, heard.c.last_day)
    )
    return {
        DestinationId(number): EmptyStreak(
            None if told_on is None or (full_on is not None and full_on >= told_on) else silent_days,
            last_day,
        )
        for number, full_on, told_on, last_day, silent_days in rows
    }


def described(
    reason: EmptyReason,
    selection: Selection,
    sources: Sequence[SourceHabit],
    now: datetime,
    misses: Sequence[NearMiss] = (),
) -> EmptyDay:
    """All that can be said of an empty day."""
    return EmptyDay(
        reason,
        new_papers=selection.new_papers,
        held=selection.held,
        late=tuple(source for source in sources if source.late_since),
        awaited=tuple(one for one in sources if not one.late_since and one.awaited_since(now)),
        next_due_at=next_due_at(sources, now),
        misses=tuple(misses),
    )


def next_due_at(sources: Sequence[SourceHabit], now: datetime) -> datetime | None:
    """When the next digest of any source usually comes; None while no habit is known."""
    return min((due for source in sources for due in source.due_between(now, now + _YOUNG)[:1]), default=None)


def _is_unpublished(sources: Sequence[SourceHabit], since: datetime, now: datetime) -> bool:
    known = [source for source in sources if source.is_known]
    is_any_young = any(not source.is_known and source.last_good_at > now - _YOUNG for source in sources)
    return bool(known) and not is_any_young and not any(source.due_between(since, now) for source in known)
