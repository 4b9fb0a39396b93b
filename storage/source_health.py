"""How one source fares: what came of it, what is missing, and how much of it could not be read."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import SourceId
from storage.named_sources import SourceState
from storage.schema import DigestRow, SourceItemRow
from storage.source_items import ItemState, days_that_came, item_counts, missing_days

GAPS_WITHIN = timedelta(days=30)
_LOOKED_AT = timedelta(days=2)
_FREE_AFTER = 3
"""So many of a weekday within that time, all without a digest, and it has none."""
_CAME = (ItemState.ARRIVED, ItemState.REFUSED)


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source, its files, and what is wrong with them."""

    state: SourceState
    arrived: int = 0
    awaited: int = 0
    refused: int = 0
    gaps: tuple[date, ...] = ()
    """
    Days of the last thirty whose digest did not come, ascending.

    Today is awaited, not missing, and nobody misses a weekday of which none ever comes.
    """
    entries: int = 0
    """Of its last digest, those that cannot be read included."""
    rejected: int = 0
    """Those of them that cannot be read."""
    refusal: str | None = None
    """Why nothing in the newest of what it has now can be read."""


async def source_health(session: AsyncSession, state: SourceState, now: datetime) -> SourceHealth:
    """How a source fares at `now`."""
    counts = await item_counts(session, state.id)
    since = (now - GAPS_WITHIN).date()
    missing = [day for day in await missing_days(session, state.id, since) if day < now.date()]
    gaps = _unexpected(missing, await days_that_came(session, state.id, since))
    entries, rejected = await _last_digest(session, state.named.name)
    return SourceHealth(
        state,
        counts.get(ItemState.ARRIVED, 0),
        counts.get(ItemState.AWAITED, 0),
        counts.get(ItemState.REFUSED, 0),
        gaps,
        entries,
        rejected,
        await refusal_of(session, state.id, now),
    )


def _unexpected(missing: Sequence[date], came: Collection[date]) -> tuple[date, ...]:
    """Those that are not of a weekday on which nothing comes, as nothing does on weekends from most."""
    weekdays = {day.weekday() for day in came}
    missed = Counter(day.weekday() for day in missing)
    free = {weekday for weekday in missed.keys() - weekdays if missed[weekday] >= _FREE_AFTER}
    return tuple(day for day in missing if not weekdays or day.weekday() not in free)


async def refusal_of(session: AsyncSession, source_id: SourceId, now: datetime) -> str | None:
    """
    Why nothing in the newest of what was looked at lately can be read; None if something can.

    Of files without a day those that cannot be read must be more than the others.
    """
    looked = SourceItemRow.looked_at > now - _LOOKED_AT
    of_source = select(SourceItemRow).where(SourceItemRow.source_id == source_id)
    came = of_source.where(looked, SourceItemRow.state.in_(_CAME))
    newest = await session.scalar(
        came.where(SourceItemRow.digest_on.is_not(None)).order_by(SourceItemRow.digest_on.desc()).limit(1)
    )
    if newest is not None:
        return newest.problem if newest.state == ItemState.REFUSED else None
    undated = came.with_only_columns(func.count()).where(SourceItemRow.digest_on.is_(None))
    refused = await session.scalar(undated.where(SourceItemRow.state == ItemState.REFUSED)) or 0
    if 2 * refused <= (await session.scalar(undated) or 0):
        return None
    last = came.where(SourceItemRow.state == ItemState.REFUSED).order_by(SourceItemRow.looked_at.desc())
    row = await session.scalar(last.limit(1))
    return row.problem if row else None


async def _last_digest(session: AsyncSession, name: str) -> tuple[int, int]:
    row = (
        await session.execute(
            select(DigestRow.entry_count, DigestRow.rejected)
            .where(DigestRow.brought_by == name, DigestRow.superseded_at.is_(None))
            .order_by(DigestRow.ingested_at.desc(), DigestRow.id.desc())
            .limit(1)
        )
    ).one_or_none()
    return (row.entry_count + len(row.rejected), len(row.rejected)) if row else (0, 0)
