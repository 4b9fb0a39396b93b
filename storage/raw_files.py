"""
Contents as they came, packed, so that a better reader can read them again.

Each is kept once, by its hash, whether it could be read or not; nothing here says what is in it.
"""

import zlib
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema import DigestPlaceRow, DigestRow, RawFileRow
from storage.upserts import insert_if_absent

_LEVEL = 6
_KEY_CHARACTERS = 16


@dataclass(frozen=True, slots=True)
class RawFile:
    """A content as it came."""

    content_hash: str
    location: str
    packed: bytes
    size_bytes: int
    digest_on: date | None
    """The day under which its source had it."""
    refusal: str | None
    """Why it could not be read."""

    def content(self) -> bytes:
        """The bytes as they came."""
        return zlib.decompress(self.packed)


def key_of(content_hash: str) -> str:
    """As much of a hash as a button holds; nobody mistakes it."""
    return content_hash[:_KEY_CHARACTERS]


def packed(content: bytes) -> bytes:
    """`content` as it is kept; takes some milliseconds a megabyte."""
    return zlib.compress(content, _LEVEL)


async def keep_raw_files(session: AsyncSession, files: Sequence[RawFile], now: datetime) -> None:
    """Keep what is not kept yet, and of all of them whether they can be read now."""
    if not files:
        return
    # In one order, so that two who keep the same contents never wait for each other.
    files = sorted(files, key=lambda file: file.content_hash)
    await session.execute(
        insert_if_absent(session, RawFileRow, ["content_hash"]),
        [
            {
                "content_hash": file.content_hash,
                "location": file.location,
                "packed": file.packed,
                "size_bytes": file.size_bytes,
                "digest_on": file.digest_on,
                "received_at": now,
                "refusal": file.refusal,
            }
            for file in files
        ],
    )
    for file in files:
        await session.execute(
            update(RawFileRow)
            .where(
                RawFileRow.content_hash == file.content_hash,
                RawFileRow.refusal.is_distinct_from(file.refusal),
            )
            .values(refusal=file.refusal)
        )


async def raw_hashes(session: AsyncSession) -> list[str]:
    """The hashes of all contents, in the order in which they came."""
    hashes = select(RawFileRow.content_hash).order_by(RawFileRow.received_at, RawFileRow.content_hash)
    return list(await session.scalars(hashes))


async def refused_contents(session: AsyncSession) -> list[tuple[str, str]]:
    """Hash and place of each of the refused, in the order in which they came."""
    found = select(RawFileRow.content_hash, RawFileRow.location).where(_is_refused())
    rows = await session.execute(found.order_by(RawFileRow.received_at, RawFileRow.content_hash))
    return [(content_hash, place) for content_hash, place in rows]


async def raw_files(session: AsyncSession, hashes: Collection[str]) -> AsyncIterator[RawFile]:
    """Some contents, by their hashes, one at a time; those that are gone are left out."""
    for content_hash in hashes:
        row = await session.get(RawFileRow, content_hash, populate_existing=True)
        if row is not None:
            yield RawFile(
                row.content_hash, row.location, row.packed, row.size_bytes, row.digest_on, row.refusal
            )
            session.expunge(row)


async def forget_refused(session: AsyncSession, before: datetime) -> None:
    """Drop contents from `before` that could not be read; a login page is another one each day."""
    is_old = RawFileRow.received_at < before
    await session.execute(delete(RawFileRow).where(RawFileRow.refusal.is_not(None), is_old))


async def forget_superseded(session: AsyncSession, before: datetime) -> None:
    """Drop contents that count nowhere since before then: none is read again, and what they said is known."""
    superseded = select(DigestRow.content_hash).where(DigestRow.superseded_at < before)
    await session.execute(delete(RawFileRow).where(RawFileRow.content_hash.in_(superseded)))


async def refused_raw_files(
    session: AsyncSession, limit: int
) -> tuple[int, list[tuple[str, str, datetime, str]]]:
    """How many contents from the web are refused, and of the newest hash, place, when they came, and why."""
    is_fetched = _is_refused() & RawFileRow.location.like("http%://%")
    total = await session.scalar(select(func.count()).select_from(RawFileRow).where(is_fetched)) or 0
    rows = await session.execute(
        select(RawFileRow.content_hash, RawFileRow.location, RawFileRow.received_at, RawFileRow.refusal)
        .where(is_fetched)
        .order_by(RawFileRow.received_at.desc(), RawFileRow.location.desc())
        .limit(limit)
    )
    return total, [(content_hash, place, at, str(refusal)) for content_hash, place, at, refusal in rows]


def _is_refused() -> ColumnElement[bool]:
    """It could not be read, and nothing that can be lies at its place by now."""
    there = select(DigestPlaceRow.location).where(DigestPlaceRow.location == RawFileRow.location)
    return RawFileRow.refusal.is_not(None) & ~there.exists()
