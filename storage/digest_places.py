"""
Where digests lie: of each place what it holds now, and so of each content all places that hold it.

A content counts as long as one place holds it: what was corrected in one may lie in another as it
was, under a second name or at a mirror.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import DigestId
from storage.schema import DigestPlaceRow


async def digest_at(session: AsyncSession, location: str) -> DigestId | None:
    """The digest that a place holds."""
    held = await session.scalar(select(DigestPlaceRow.digest_id).where(DigestPlaceRow.location == location))
    return None if held is None else DigestId(held)


async def are_any_taken(session: AsyncSession, locations: Collection[str]) -> bool:
    """Whether anything lies at one of some places."""
    found = select(DigestPlaceRow.location).where(DigestPlaceRow.location.in_(locations))
    return bool(await session.scalar(select(found.exists())))


async def put_first_digests(session: AsyncSession, held: Mapping[str, DigestId], now: datetime) -> None:
    """Note what lies at places that held nothing before."""
    rows = [{"location": place, "digest_id": number, "first_at": now} for place, number in held.items()]
    await session.execute(insert(DigestPlaceRow), rows)


async def put_digest(
    session: AsyncSession, location: str, digest_id: DigestId, now: datetime
) -> list[DigestId]:
    """Note what a place holds from now on; what it held before, if no other place holds that."""
    before = await digest_at(session, location)
    if before is None:
        await put_first_digests(session, {location: digest_id}, now)
        return []
    if before == digest_id:
        return []
    here = update(DigestPlaceRow).where(DigestPlaceRow.location == location)
    await session.execute(here.values(digest_id=digest_id))
    elsewhere = select(DigestPlaceRow.location).where(DigestPlaceRow.digest_id == before)
    return [] if await session.scalar(select(elsewhere.exists())) else [before]


async def move_places(session: AsyncSession, old: DigestId, new: DigestId) -> None:
    """Let all places that hold one digest hold another."""
    held = update(DigestPlaceRow).where(DigestPlaceRow.digest_id == old)
    await session.execute(held.values(digest_id=new))
