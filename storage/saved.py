"""
The papers that people saved, each person's own, newest first.

They belong to the person, by Telegram's number, not to a chat: what is saved from a card in a
group is found in the private chat. A paper that no digest holds any more stays saved and comes
back with the paper; one that turns out to be another paper goes on as that one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.batches import batches
from storage.identifiers import PaperId
from storage.schema import PaperRow, SavedPaperRow
from storage.upserts import insert_if_absent

_KEY = ("user_id", "paper_id")


@dataclass(frozen=True, slots=True)
class SavedPaper:
    """A saved paper by what names it anywhere: the key is `arxiv:<id>` or `title:<normalised>`."""

    paper_id: PaperId
    key: str
    title: str
    saved_at: datetime


async def is_saved(session: AsyncSession, user_id: int, paper_id: PaperId) -> bool:
    """Whether the person saved the paper."""
    found = select(SavedPaperRow.paper_id).where(
        SavedPaperRow.user_id == user_id, SavedPaperRow.paper_id == paper_id
    )
    return await session.scalar(found) is not None


async def save_paper(session: AsyncSession, user_id: int, paper_id: PaperId, now: datetime) -> None:
    """Save a paper; one that was saved before keeps its place."""
    values = {"user_id": user_id, "paper_id": paper_id, "saved_at": now}
    await session.execute(insert_if_absent(session, SavedPaperRow, _KEY).values(values))


async def unsave_paper(session: AsyncSession, user_id: int, paper_id: PaperId) -> None:
    """Save a paper no longer."""
    await session.execute(
        delete(SavedPaperRow).where(SavedPaperRow.user_id == user_id, SavedPaperRow.paper_id == paper_id)
    )


async def saved_ids(session: AsyncSession, user_id: int) -> tuple[PaperId, ...]:
    """The papers that the person saved and that digests still hold, newest first."""
    rows = await session.scalars(
        select(SavedPaperRow.paper_id)
        .join(PaperRow, PaperRow.id == SavedPaperRow.paper_id)
        .where(SavedPaperRow.user_id == user_id, PaperRow.is_removed.is_(False))
        .order_by(SavedPaperRow.saved_at.desc(), SavedPaperRow.paper_id.desc())
    )
    return tuple(map(PaperId, rows))


async def saved_papers_of(session: AsyncSession, user_id: int) -> tuple[SavedPaper, ...]:
    """All that the person saved, newest first, papers that no digest holds any more among them."""
    rows = await session.execute(
        select(SavedPaperRow.paper_id, PaperRow.key, PaperRow.record, SavedPaperRow.saved_at)
        .join(PaperRow, PaperRow.id == SavedPaperRow.paper_id)
        .where(SavedPaperRow.user_id == user_id)
        .order_by(SavedPaperRow.saved_at.desc(), SavedPaperRow.paper_id.desc())
    )
    return tuple(SavedPaper(PaperId(row.paper_id), row.key, _title(row.record), row.saved_at) for row in rows)


async def restore_saved(session: AsyncSession, user_id: int, saved: Mapping[str, datetime]) -> int:
    """Save what was saved elsewhere, by the papers' keys; how many of them are papers of ours."""
    found: list[dict[str, object]] = []
    for some in batches(list(saved)):
        rows = await session.execute(select(PaperRow.id, PaperRow.key).where(PaperRow.key.in_(some)))
        found += [{"user_id": user_id, "paper_id": row.id, "saved_at": saved[row.key]} for row in rows]
    if found:
        await session.execute(insert_if_absent(session, SavedPaperRow, _KEY), found)
    return len(found)


async def forget_saved(session: AsyncSession, user_id: int) -> None:
    """Drop all that the person saved."""
    await session.execute(delete(SavedPaperRow).where(SavedPaperRow.user_id == user_id))


async def move_saved(session: AsyncSession, successors: Mapping[int, int]) -> None:
    """Let papers that turned out to be others be saved as those; who saved both keeps the first time."""
    rows: Sequence[SavedPaperRow] = (
        await session.scalars(select(SavedPaperRow).where(SavedPaperRow.paper_id.in_(successors)))
    ).all()
    for row in rows:
        successor = successors[row.paper_id]
        twin = await session.get(SavedPaperRow, (row.user_id, successor))
        if twin is None:
            values = {"user_id": row.user_id, "paper_id": successor, "saved_at": row.saved_at}
            await session.execute(insert_if_absent(session, SavedPaperRow, _KEY).values(values))
        elif row.saved_at < twin.saved_at:
            twin.saved_at = row.saved_at
        await session.delete(row)
    await session.flush()


def _title(record: Mapping[str, object]) -> str:
    return str(record.get("title") or record.get("title_zh") or "")
