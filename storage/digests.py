"""
Digest files as the database knows them: which are there, and what is known of one before it is read.

They get there by storage.recording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import DigestFormat
from storage.schema import DigestPlaceRow, DigestRow, PaperRow


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the database holds."""

    digests: int
    papers: int
    papers_with_chinese: int


async def has_digests(session: AsyncSession) -> bool:
    """Whether anything was ever ingested."""
    return bool(await session.scalar(select(select(DigestRow.id).exists())))


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of a file before it is read."""

    is_current: bool
    """Recording that content from there would change nothing."""
    is_taken: bool
    """Something that can be read lies at that place."""
    first_seen_on: date | None
    """The UTC day on which a file at that place first came."""


async def sightings_of(session: AsyncSession, hashes: Mapping[str, str]) -> dict[str, Sighting]:
    """What is known of each of a few places, and of the content that now lies there."""
    rows = await session.execute(
        select(DigestPlaceRow.location, DigestPlaceRow.first_at, DigestRow.content_hash)
        .join(DigestRow, DigestRow.id == DigestPlaceRow.digest_id)
        .where(DigestPlaceRow.location.in_(hashes))
    )
    there = {location: (first_at.date(), content_hash) for location, first_at, content_hash in rows}
    sightings = {}
    for location, content_hash in hashes.items():
        first_seen_on, held = there.get(location, (None, None))
        sightings[location] = Sighting(
            is_current=held == content_hash, is_taken=held is not None, first_seen_on=first_seen_on
        )
    return sightings


async def has_chinese_source(session: AsyncSession, since: date) -> bool:
    """Whether a Chinese digest dated `since` or later came as news."""
    chinese = [each for each in DigestFormat if each.is_chinese]
    found = select(DigestRow.id).where(
        DigestRow.source.in_(chinese), DigestRow.is_archive.is_(False), DigestRow.digest_on >= since
    )
    return bool(await session.scalar(select(found.exists())))


async def counts(session: AsyncSession) -> Counts:
    """How much there is now: superseded digests and removed papers are left out."""
    papers = select(func.count()).select_from(PaperRow).where(PaperRow.is_removed.is_(False))
    digests = select(func.count()).select_from(DigestRow).where(DigestRow.superseded_at.is_(None))
    return Counts(
        digests=await session.scalar(digests) or 0,
        papers=await session.scalar(papers) or 0,
        papers_with_chinese=await session.scalar(papers.where(PaperRow.has_chinese)) or 0,
    )


async def last_arrival(session: AsyncSession) -> datetime | None:
    """When the newest digest came, as news or as archive; None if none ever did."""
    newest = select(DigestRow.ingested_at).order_by(DigestRow.ingested_at.desc()).limit(1)
    return await session.scalar(newest)
