"""
Digest files as the database knows them: which are there, and what is known of one before it is read.

They get there by storage.recording.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import DigestFormat
from storage.schema import DigestRow, PaperRow


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
    """Something that counts lies at that place."""
    first_seen_on: date | None
    """The UTC day on which a file at that place first came."""


async def sightings_of(session: AsyncSession, hashes: Mapping[str, str]) -> dict[str, Sighting]:
    """What is known of each of a few places, and of the content that now lies there."""
    rows = (
        await session.execute(
            select(
                DigestRow.content_hash, DigestRow.superseded_at, DigestRow.location, DigestRow.ingested_at
            ).where(DigestRow.content_hash.in_(set(hashes.values())) | DigestRow.location.in_(hashes))
        )
    ).all()
    sightings = {}
    for location, content_hash in hashes.items():
        own = [row for row in rows if row.location == location or row.content_hash == content_hash]
        live = {row.content_hash for row in own if row.superseded_at is None}
        there = [row for row in own if row.location == location]
        first = min((row.ingested_at for row in there), default=None)
        sightings[location] = Sighting(
            is_current=live == {content_hash},
            is_taken=any(row.superseded_at is None for row in there),
            first_seen_on=first.date() if first else None,
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
