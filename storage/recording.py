"""
Digest files are recorded: each content once, and of each place only the latest counts.

A file that changes supersedes what it held before, unless the same still lies elsewhere; a file
that returns to an earlier content revives it. Superseded contents stay, for the history and for the day when they return, but
their entries no longer count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Result, Row, bindparam, select, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.arrivals import Arrival, add_digests, rejected_of
from storage.batches import batches
from storage.digest_places import are_any_taken, put_digest, put_first_digests
from storage.errors import DigestsRefused
from storage.identifiers import DigestId, PaperId
from storage.instance import instance_of
from storage.records import RejectedEntry
from storage.revising import Revised, revise_papers
from storage.schema import DigestRow, EntryRow, InstanceRow

# Writers on PostgreSQL must not interleave; SQLite has but one.
_LOCK = select(InstanceRow.id).with_for_update()
_KNOWN = select(DigestRow.id, DigestRow.superseded_at).where(DigestRow.content_hash == bindparam("hash"))


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


async def record_digests(
    session: AsyncSession, arrivals: Sequence[Arrival], now: datetime
) -> list[IngestOutcome]:
    """
    Store digests in order, those without a past all at once; what is stored is the same as one by one.

    A paper that several of them bring at once is new in the first and changed in the others.

    Raises:
        DigestsRefused: the database refuses one of several; record each in a transaction of its own.
    """
    if len(arrivals) == 1:
        return [await record_digest(session, arrivals[0], now)]
    try:
        await lock_papers(session)
        if await _are_first(session, arrivals):
            return await _record_first(session, arrivals, now)
        return [await record_digest(session, arrival, now) for arrival in arrivals]
    except OperationalError:
        raise
    except DBAPIError as error:
        raise DigestsRefused(f"one of {len(arrivals)} digests cannot be stored") from error


async def record_digest(session: AsyncSession, arrival: Arrival, now: datetime) -> IngestOutcome:
    """
    Store a digest and fold its entries into the papers they speak of.

    Repeating is safe: a content that is there already changes nothing, except that whatever
    else the same location held before is superseded.
    """
    await lock_papers(session)
    found: Result[Any] = await session.execute(_KNOWN, {"hash": arrival.content_hash})
    if known := found.one_or_none():
        return await _record_known(session, known, arrival.location, now)
    [digest_id], entries = await add_digests(session, [arrival], now)
    replaced = await _put(session, arrival.location, digest_id, now)
    revised = await revise_papers(session, replaced, entries, now)
    return _outcome(digest_id, revised, rejected=rejected_of(arrival.digest))


async def lock_papers(session: AsyncSession) -> None:
    """Keep others from recording until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql" and await session.scalar(_LOCK) is None:
        await instance_of(session)


async def _are_first(session: AsyncSession, arrivals: Sequence[Arrival]) -> bool:
    """Whether neither the contents nor the places of `arrivals` were there before, or come twice."""
    contents = {arrival.content_hash for arrival in arrivals}
    places = {arrival.location for arrival in arrivals}
    if not len(contents) == len(places) == len(arrivals):
        return False
    known = select(DigestRow.id).where(DigestRow.content_hash.in_(contents))
    return not (await session.scalar(select(known.exists())) or await are_any_taken(session, places))


async def _record_first(
    session: AsyncSession, arrivals: Sequence[Arrival], now: datetime
) -> list[IngestOutcome]:
    digest_ids, entries = await add_digests(session, arrivals, now)
    held = {arrival.location: number for arrival, number in zip(arrivals, digest_ids, strict=True)}
    await put_first_digests(session, held, now)
    revised = await revise_papers(session, [], entries, now)
    papers = await _papers_of(session, digest_ids)
    return [
        _outcome(digest_id, some, rejected=rejected_of(arrival.digest))
        for digest_id, arrival, some in zip(digest_ids, arrivals, _shared(papers, revised), strict=True)
    ]


async def _papers_of(session: AsyncSession, digest_ids: Sequence[DigestId]) -> list[list[PaperId]]:
    """The papers of each digest, in the order of their entries."""
    held: dict[int, dict[PaperId, None]] = {digest_id: {} for digest_id in digest_ids}
    for some in batches(digest_ids):
        statement = select(EntryRow.digest_id, EntryRow.paper_id).where(EntryRow.digest_id.in_(some))
        for digest_id, paper_id in await session.execute(statement.order_by(EntryRow.id)):
            held[digest_id].setdefault(PaperId(paper_id))
    return [list(papers) for papers in held.values()]


def _shared(held: Sequence[Sequence[PaperId]], revised: Revised) -> list[Revised]:
    """What `revised` says, by digest; papers of none of them, as one that lost its entries, stand with the first."""
    new, changed, unchanged = set(revised.new), set(revised.changed), set(revised.unchanged)
    seen: set[PaperId] = set()
    shares = []
    for papers in held:
        shares.append(
            Revised(
                new=tuple(paper for paper in papers if paper in new - seen),
                changed=tuple(paper for paper in papers if paper in changed or paper in new & seen),
                unchanged=tuple(paper for paper in papers if paper in unchanged),
            )
        )
        seen.update(papers)
    others = tuple(paper for paper in revised.changed if paper not in seen)
    first = shares[0]
    shares[0] = replace(first, changed=first.changed + others, removed=revised.removed)
    return shares


async def _record_known(
    session: AsyncSession, known: Row[Any], location: str, now: datetime
) -> IngestOutcome:
    """A content that was there before: it counts again if it did not, in the place of what lay there."""
    digest_id = DigestId(known.id)
    replaced = await _put(session, location, digest_id, now)
    if known.superseded_at is None:
        revised = await revise_papers(session, replaced, [], now) if replaced else Revised()
        return _outcome(digest_id, revised, is_known=True)
    await session.execute(
        update(DigestRow).where(DigestRow.id == digest_id).values(superseded_at=None, location=location)
    )
    return _outcome(digest_id, await revise_papers(session, [*replaced, digest_id], [], now))


async def _put(session: AsyncSession, location: str, digest_id: DigestId, now: datetime) -> list[DigestId]:
    """Put a digest in its place; what does not count any more, because no place holds it."""
    replaced = await put_digest(session, location, digest_id, now)
    if replaced:
        await session.execute(update(DigestRow).where(DigestRow.id.in_(replaced)).values(superseded_at=now))
    return replaced


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
