"""
Databases between two places: one whose data went elsewhere, one that is still being filled.

Both are marked in the one row that says whose database it is, so that no bot runs on either by
mistake: what the old one would send was sent from the new one already.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import null, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.errors import DatabaseMoved
from storage.instance import instance_of
from storage.schema import InstanceRow


@dataclass(frozen=True, slots=True)
class Relocation:
    """One move, as both of its databases remember it; places are told without passwords."""

    id: str
    going_to: str | None = None
    """On the old database."""
    coming_from: str | None = None
    """On the new one, until all is there."""
    is_done: bool = False
    """All is there; on the old database alone."""


async def relocation_of(session: AsyncSession) -> Relocation | None:
    """The move that the database is part of; None where data neither went nor comes."""
    row = await session.get(InstanceRow, 1)
    return relocation_from(row.relocation) if row else None


def relocation_from(document: Mapping[str, object] | None) -> Relocation | None:
    """The move that `mark_relocation` wrote down."""
    return Relocation(**document) if document else None  # type: ignore[arg-type]


async def mark_relocation(session: AsyncSession, relocation: Relocation | None) -> None:
    """Remember the move, or with None that it is over."""
    await instance_of(session)
    value = null() if relocation is None else asdict(relocation)
    await session.execute(update(InstanceRow).values(relocation=value))


async def refuse_relocated(session: AsyncSession, place: str) -> None:
    """
    Let nobody work on a database whose data is elsewhere, or not here yet.

    Raises:
        DatabaseMoved: with the way on and the way back.
    """
    relocation = await relocation_of(session)
    if relocation is None:
        return
    if relocation.coming_from:
        raise DatabaseMoved(
            f"{place} holds only a part of {relocation.coming_from}: a move to it was interrupted; "
            "finish it with the same `chenbao move --to`, from the settings of the old database"
        )
    if not relocation.is_done:
        raise DatabaseMoved(
            f"{place} was being moved to {relocation.going_to} and that was interrupted; finish with "
            "`chenbao move --to` and that address, or give the move up with `chenbao move --undo`"
        )
    raise DatabaseMoved(
        f"the data of {place} moved to {relocation.going_to}; set CHENBAO_DATABASE_URL to that. "
        "To go back, move it here again with `chenbao move --to` and --replace from there, "
        "or use this old state with `chenbao move --undo`, which forgets what was sent since"
    )
