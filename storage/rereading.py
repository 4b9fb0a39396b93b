"""
A content that was recorded is read again, by a reader that may have learned since.

What it was read as before stays in the history, superseded; the new reading takes its place with
its age, so that nothing old becomes news.
"""

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.arrivals import Arrival, add_digests, rejected_of
from storage.digest_places import move_places
from storage.documents import entry_document
from storage.identifiers import DigestId
from storage.identity import claim_of
from storage.recording import lock_papers
from storage.revising import Revised, revise_papers
from storage.schema import DigestRow, EntryRow


async def reread_digest(session: AsyncSession, arrival: Arrival, now: datetime) -> Revised | None:
    """
    Put a new reading in the place of the present one; None where both are the same, or none counts.

    `arrival` is read from the very content that is recorded; of its dates the day alone counts.
    """
    await lock_papers(session)
    row = await session.scalar(_live(arrival.content_hash))
    if row is None or await _is_same(session, row, arrival):
        return None
    arrival = Arrival(
        arrival.digest,
        row.location,
        arrival.content_hash,
        arrival.digest_on,
        arrival.is_estimated,
        row.is_archive,
        row.brought_by,
    )
    row.content_hash = f"{row.content_hash} as read until {now:%Y-%m-%dT%H:%M:%S.%fZ}"
    row.superseded_at = now
    await session.flush()
    [digest_id], entries = await add_digests(session, [arrival], row.ingested_at)
    await move_places(session, DigestId(row.id), digest_id)
    return await revise_papers(session, [DigestId(row.id)], entries, now)


async def _is_same(session: AsyncSession, row: DigestRow, arrival: Arrival) -> bool:
    rejected = [[each.line, each.reason, each.excerpt] for each in rejected_of(arrival.digest)]
    now_read = (arrival.digest.format, arrival.digest_on, arrival.is_estimated, rejected)
    if now_read != (row.source, row.digest_on, row.is_estimated, row.rejected):
        return False
    contents = select(EntryRow.content).where(EntryRow.digest_id == row.id).order_by(EntryRow.id)
    entries = [entry_document(each) for each in arrival.digest.entries if not claim_of(each).is_empty]
    return list(await session.scalars(contents)) == entries


def _live(content_hash: str) -> Select[DigestRow]:
    return select(DigestRow).where(DigestRow.content_hash == content_hash, DigestRow.superseded_at.is_(None))
