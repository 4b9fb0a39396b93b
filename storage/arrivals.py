"""
Digest files as they arrive: a row for each, and its entries that can be told apart.

How these become papers is no matter of this module; `storage.recording` sees to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DigestId
from storage.identity import claim_of
from storage.paper_states import HeldDigest, HeldEntry
from storage.records import Digest, RejectedEntry
from storage.schema import DigestRow

_ADD_DIGESTS = insert(DigestRow).returning(DigestRow.id, sort_by_parameter_order=True)
_NAMELESS = "neither an arXiv id nor a title with a letter or digit in it"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A digest file as it was read and dated."""

    digest: Digest
    location: str
    content_hash: str
    digest_on: date
    is_estimated: bool
    is_archive: bool
    brought_by: str | None = None
    """The name of the source that it came from."""


async def add_digests(
    session: AsyncSession, arrivals: Sequence[Arrival], now: datetime
) -> tuple[list[DigestId], list[HeldEntry]]:
    """Store them as new: their numbers in order, and the entries to fold."""
    rows = [
        {
            "source": arrival.digest.format,
            "location": arrival.location,
            "content_hash": arrival.content_hash,
            "digest_on": arrival.digest_on,
            "is_estimated": arrival.is_estimated,
            "is_archive": arrival.is_archive,
            "ingested_at": now,
            "superseded_at": None,
            "entry_count": len(arrival.digest.entries),
            "brought_by": arrival.brought_by,
            "rejected": [[each.line, each.reason, each.excerpt] for each in rejected_of(arrival.digest)],
        }
        for arrival in arrivals
    ]
    digest_ids = [DigestId(number) for number in await session.scalars(_ADD_DIGESTS, rows)]
    entries = [
        HeldEntry(entry, claim, held)
        for arrival, held in zip(arrivals, map(_held, digest_ids, arrivals, repeat(now)), strict=False)
        for entry in arrival.digest.entries
        if not (claim := claim_of(entry)).is_empty
    ]
    return digest_ids, entries


def _held(digest_id: DigestId, arrival: Arrival, now: datetime) -> HeldDigest:
    return HeldDigest(
        id=digest_id,
        source=arrival.digest.format,
        digest_on=arrival.digest_on,
        is_estimated=arrival.is_estimated,
        is_archive=arrival.is_archive,
        is_live=True,
        location=arrival.location,
        ingested_at=now,
    )


def rejected_of(digest: Digest) -> tuple[RejectedEntry, ...]:
    """What its format could not read, and the entries by which no paper could be known again."""
    nameless = [entry for entry in digest.entries if claim_of(entry).is_empty]
    return digest.rejected + tuple(RejectedEntry(entry.line, _NAMELESS, entry.tldr_zh) for entry in nameless)
