"""
Digest files as the database knows them: each content once, and of each place only the latest.

A file that changes supersedes what it held before; a file that returns to an earlier content
revives it. Superseded contents stay, for the history and for the day when they return, but
their entries no longer count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Result, Row, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DigestId, PaperId
from storage.identity import claim_of
from storage.instance import instance_of
from storage.paper_states import HeldDigest, HeldEntry
from storage.records import Digest, DigestFormat, RejectedEntry
from storage.revising import Revised, revise_papers
from storage.schema import DigestRow, InstanceRow, PaperRow

# Writers on PostgreSQL must not interleave; SQLite has but one.
_LOCK = select(InstanceRow.id).with_for_update()
_SIGHTINGS = select(
    DigestRow.id, DigestRow.content_hash, DigestRow.superseded_at, DigestRow.location, DigestRow.ingested_at
).where((DigestRow.content_hash == bindparam("hash")) | (DigestRow.location == bindparam("place")))
_ADD_DIGEST = insert(DigestRow).returning(DigestRow.id)
_NAMELESS = "neither an arXiv id nor a title with a letter or digit in it"


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What recording one digest changed."""

    digest_id: DigestId
    is_known: bool = False
    """This very content was there already, from this place or another."""
    new: tuple[PaperId, ...] = ()
    changed: tuple[PaperId, ...] = ()
    unchanged: tuple[PaperId, ...] = ()
    """Papers of this digest whose record stays as it was."""
    removed: tuple[PaperId, ...] = ()
    """Papers that no digest holds any more."""
    rejected: tuple[RejectedEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the database holds."""

    digests: int
    papers: int
    papers_with_chinese: int


async def record_digest(
    session: AsyncSession,
    digest: Digest,
    *,
    location: str,
    content_hash: str,
    now: datetime,
    is_archive: bool,
    digest_on: date,
    is_estimated: bool,
) -> IngestOutcome:
    """
    Store `digest`, read from `location`, and fold its entries into the papers they speak of.

    Repeating is safe: a content that is there already changes nothing, except that whatever
    else the same location held before is superseded.
    """
    if session.get_bind().dialect.name == "postgresql" and await session.scalar(_LOCK) is None:
        await instance_of(session)
    known, replaced = await _present(session, location, content_hash)
    if known and known.superseded_at is None and not replaced:
        return IngestOutcome(DigestId(known.id), is_known=True)
    await _supersede(session, replaced, now)
    if known:
        return await _return(session, known, location, replaced, now)
    rejected = _rejected(digest)
    digest_id = await session.scalar(
        _ADD_DIGEST,
        {
            "source": digest.format,
            "location": location,
            "content_hash": content_hash,
            "digest_on": digest_on,
            "is_estimated": is_estimated,
            "is_archive": is_archive,
            "ingested_at": now,
            "superseded_at": None,
            "entry_count": len(digest.entries),
            "rejected": [[each.line, each.reason, each.excerpt] for each in rejected],
        },
    )
    assert digest_id is not None
    held = HeldDigest(
        id=DigestId(digest_id),
        source=digest.format,
        digest_on=digest_on,
        is_estimated=is_estimated,
        is_archive=is_archive,
        is_live=True,
        location=location,
        ingested_at=now,
    )
    arrived = [
        HeldEntry(entry, claim, held) for entry in digest.entries if not (claim := claim_of(entry)).is_empty
    ]
    revised = await revise_papers(session, replaced, arrived, now)
    return _outcome(held.id, revised, rejected=rejected)


async def has_digests(session: AsyncSession) -> bool:
    """Whether anything was ever ingested."""
    return bool(await session.scalar(select(select(DigestRow.id).exists())))


@dataclass(frozen=True, slots=True)
class Sighting:
    """What is known of a file before it is read."""

    is_current: bool
    """Recording that content from there would change nothing."""
    first_seen_on: date | None
    """The UTC day on which a file at that place first came."""


async def sighting_of(session: AsyncSession, location: str, content_hash: str) -> Sighting:
    """What is known of `location` and of this content."""
    result = await session.execute(_SIGHTINGS, {"hash": content_hash, "place": location})
    rows = result.all()
    live = {row.content_hash for row in rows if row.superseded_at is None}
    times = [row.ingested_at for row in rows if row.location == location]
    return Sighting(live == {content_hash}, min(times).date() if times else None)


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


async def _present(
    session: AsyncSession, location: str, content_hash: str
) -> tuple[Row[Any] | None, list[DigestId]]:
    """The digest of that content, if there is one, and the other ones that the location held till now."""
    rows: Result[Any] = await session.execute(_SIGHTINGS, {"hash": content_hash, "place": location})
    known, replaced = None, []
    for row in rows:
        if row.content_hash == content_hash:
            known = row
        elif row.superseded_at is None:
            replaced.append(DigestId(row.id))
    return known, replaced


async def _supersede(session: AsyncSession, digest_ids: Sequence[DigestId], now: datetime) -> None:
    if digest_ids:
        await session.execute(update(DigestRow).where(DigestRow.id.in_(digest_ids)).values(superseded_at=now))


async def _return(
    session: AsyncSession, known: Row[Any], location: str, replaced: Sequence[DigestId], now: datetime
) -> IngestOutcome:
    """A content that was there before: it counts again if it did not, in the place of what it replaces."""
    digest_id = DigestId(known.id)
    if known.superseded_at is None:
        return _outcome(digest_id, await revise_papers(session, replaced, [], now), is_known=True)
    await session.execute(
        update(DigestRow).where(DigestRow.id == digest_id).values(superseded_at=None, location=location)
    )
    return _outcome(digest_id, await revise_papers(session, [*replaced, digest_id], [], now))


def _rejected(digest: Digest) -> tuple[RejectedEntry, ...]:
    nameless = [entry for entry in digest.entries if claim_of(entry).is_empty]
    return digest.rejected + tuple(RejectedEntry(entry.line, _NAMELESS, entry.tldr_zh) for entry in nameless)


def _outcome(
    digest_id: DigestId,
    revised: Revised,
    *,
    is_known: bool = False,
    rejected: tuple[RejectedEntry, ...] = (),
) -> IngestOutcome:
    return IngestOutcome(
        digest_id, is_known, revised.new, revised.changed, revised.unchanged, revised.removed, rejected
    )
