"""What lies at each source: whether it came, and when it is looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.identifiers import SourceId
from storage.locations import page_of
from storage.schema import SourceItemRow, SourceRow
from storage.upserts import insert_if_absent


class ItemState(StrEnum):
    """How far one file at a source has come."""

    AWAITED = "awaited"
    """It is not there yet, or could not be fetched."""
    ARRIVED = "arrived"
    REFUSED = "refused"
    """It is there, and nothing in it can be read."""
    GIVEN_UP = "given up"
    """It did not come in a long time."""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One file at a source as it is known."""

    address: str
    digest_on: date | None
    state: ItemState
    version: str
    """As a listing gives it; empty where there is none."""
    etag: str
    last_modified: str
    first_asked_at: datetime
    looked_at: datetime
    next_look_at: datetime | None
    """None for never again, unless its version changes."""
    tries: int = 0
    """Looks in a row that brought nothing."""
    problem: str | None = None


async def items_of(
    session: AsyncSession, source_id: SourceId, addresses: Iterable[str]
) -> dict[str, ItemRecord]:
    """What is known of some files of a source, by address."""
    known: dict[str, ItemRecord] = {}
    for some in batches(list(addresses)):
        rows = await session.scalars(
            select(SourceItemRow).where(SourceItemRow.source_id == source_id, SourceItemRow.address.in_(some))
        )
        known.update((row.address, _record(row)) for row in rows)
    return known


async def keep_items(session: AsyncSession, source_id: SourceId, items: Iterable[ItemRecord]) -> None:
    """Keep how some files of a source stand now; of one that was removed meanwhile nothing is kept."""
    source = select(SourceRow.id).where(SourceRow.id == source_id)
    if await session.scalar(source.with_for_update(read=True, key_share=True)) is None:
        return
    by_address = {item.address: item for item in items}
    for some in batches(list(by_address)):
        rows = await session.scalars(
            select(SourceItemRow).where(SourceItemRow.source_id == source_id, SourceItemRow.address.in_(some))
        )
        known = {row.address: row for row in rows}
        new = [by_address[address] for address in some if address not in known]
        if new:
            # Whoever fetches the past of a source beside its poll may have noted them just now.
            insert = insert_if_absent(session, SourceItemRow, ["source_id", "address"])
            await session.execute(
                insert, [{"source_id": source_id, "address": one.address, **_values(one)} for one in new]
            )
        for address, row in known.items():
            for name, value in _values(by_address[address]).items():
                setattr(row, name, value)
    await session.flush()


async def mark_read(session: AsyncSession, location: str, now: datetime) -> None:
    """Note that what lies at a place, or in the archive there, can be read by now."""
    read = await session.scalars(
        update(SourceItemRow)
        .where(
            SourceItemRow.address == page_of(location.partition("!/")[0]),
            SourceItemRow.state == ItemState.REFUSED,
        )
        .values(state=ItemState.ARRIVED, problem=None)
        .returning(SourceItemRow.source_id)
    )
    await session.execute(
        update(SourceRow).where(SourceRow.id.in_(list(read)), SourceRow.good_at.is_(None)).values(good_at=now)
    )


async def item_counts(session: AsyncSession, source_id: SourceId) -> dict[ItemState, int]:
    """How many files of a source are in each state."""
    rows = await session.execute(
        select(SourceItemRow.state, func.count())
        .where(SourceItemRow.source_id == source_id)
        .group_by(SourceItemRow.state)
    )
    return {ItemState(state): count for state, count in rows}


async def missing_days(session: AsyncSession, source_id: SourceId, since: date) -> list[date]:
    """Days from `since` on whose digest did not come, ascending."""
    rows = await session.scalars(
        select(SourceItemRow.digest_on)
        .where(
            SourceItemRow.source_id == source_id,
            SourceItemRow.digest_on >= since,
            SourceItemRow.state.in_([ItemState.AWAITED, ItemState.GIVEN_UP]),
        )
        .order_by(SourceItemRow.digest_on)
    )
    return [day for day in rows if day is not None]


async def days_that_came(session: AsyncSession, source_id: SourceId, since: date) -> set[date]:
    """Days from `since` on of which there is a file, whether it can be read or not."""
    came = SourceItemRow.state.in_([ItemState.ARRIVED, ItemState.REFUSED])
    days = select(SourceItemRow.digest_on).where(
        SourceItemRow.source_id == source_id, SourceItemRow.digest_on >= since, came
    )
    return {day for day in await session.scalars(days) if day is not None}


def _values(item: ItemRecord) -> dict[str, Any]:
    return {field.name: getattr(item, field.name) for field in fields(item) if field.name != "address"}


def _record(row: SourceItemRow) -> ItemRecord:
    return ItemRecord(
        row.address,
        row.digest_on,
        ItemState(row.state),
        row.version,
        row.etag,
        row.last_modified,
        row.first_asked_at,
        row.looked_at,
        row.next_look_at,
        row.tries,
        row.problem,
    )
