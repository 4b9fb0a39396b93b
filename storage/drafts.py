"""
Topics that nobody follows: previewed before they are, or removed and kept so that they can come back.

They lie here and not in buttons, which hold 64 bytes, and outlive a restart.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import ChatId, DestinationId, DraftId, TopicId
from storage.schema import DestinationRow, DraftRow
from storage.topics import Topic
from storage.wording import Wording, added_document, added_from


@dataclass(frozen=True, slots=True)
class Offer:
    """Other words that a draft could have, and what the button for them says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a removed topic stood, and how."""

    position: int
    is_muted: bool
    followed_since: datetime
    instant_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A topic as it would be."""

    id: DraftId
    destination_id: DestinationId
    name: str
    wording: Wording
    topic_id: TopicId | None = None
    """The topic that would get these words; None for a new one."""
    ignored: tuple[str, ...] = ()
    """What its reader wrote beside it and no topic can use."""
    offers: tuple[Offer, ...] = ()
    place: Place | None = None
    """Of a removed topic alone."""


async def keep_draft(
    session: AsyncSession,
    destination_id: DestinationId,
    *,
    name: str,
    wording: Wording,
    now: datetime,
    topic_id: TopicId | None = None,
    ignored: tuple[str, ...] = (),
    offers: tuple[Offer, ...] = (),
) -> Draft:
    """Keep a topic that is not followed yet, or other words for one that is."""
    values = {
        "topic_id": topic_id,
        "ignored": list(ignored),
        "offers": [[one.label, one.text] for one in offers],
    }
    return await _keep(session, destination_id, name, wording, now, **values)


async def keep_removed(session: AsyncSession, topic: Topic, now: datetime) -> Draft:
    """Keep a topic as it was before it is removed."""
    return await _keep(
        session,
        topic.destination_id,
        topic.name,
        topic.wording,
        now,
        position=topic.position,
        is_muted=topic.is_muted,
        followed_since=topic.followed_since,
        instant_since=topic.instant_since,
    )


async def draft_of(session: AsyncSession, destination_id: DestinationId, draft_id: DraftId) -> Draft | None:
    """A kept draft; None if it is gone or belongs to another destination."""
    row = await session.get(DraftRow, draft_id)
    return _draft(row) if row is not None and row.destination_id == destination_id else None


async def draft_of_chat(session: AsyncSession, chat_id: ChatId, draft_id: DraftId) -> Draft | None:
    """The same of any place of a chat."""
    row = await session.scalar(
        select(DraftRow)
        .join(DestinationRow, DestinationRow.id == DraftRow.destination_id)
        .where(DraftRow.id == draft_id, DestinationRow.chat_id == chat_id)
    )
    return _draft(row) if row is not None else None


async def draft_in(session: AsyncSession, chat_id: ChatId, thread_id: int, draft_id: DraftId) -> Draft | None:
    """The same by chat and thread."""
    row = await session.scalar(
        select(DraftRow)
        .join(DestinationRow, DestinationRow.id == DraftRow.destination_id)
        .where(
            DraftRow.id == draft_id, DestinationRow.chat_id == chat_id, DestinationRow.thread_id == thread_id
        )
    )
    return _draft(row) if row is not None else None


async def reword_draft(session: AsyncSession, draft: Draft, wording: Wording) -> None:
    """Strike words out of a draft, or put them back."""
    statement = update(DraftRow).where(DraftRow.id == draft.id)
    await session.execute(statement.values(query_text=wording.text, additions=added_document(wording.added)))


async def forget_drafts(session: AsyncSession, before: datetime) -> None:
    """Drop drafts made before `before`."""
    await session.execute(delete(DraftRow).where(DraftRow.made_at < before))


async def _keep(
    session: AsyncSession,
    destination_id: DestinationId,
    name: str,
    wording: Wording,
    now: datetime,
    **values: Any,
) -> Draft:
    row = DraftRow(
        destination_id=destination_id,
        name=name,
        query_text=wording.text,
        additions=added_document(wording.added),
        made_at=now,
        **({"ignored": [], "offers": []} | values),
    )
    session.add(row)
    await session.flush()
    return _draft(row)


def _draft(row: DraftRow) -> Draft:
    return Draft(
        id=DraftId(row.id),
        destination_id=DestinationId(row.destination_id),
        name=row.name,
        wording=Wording(row.query_text, added_from(row.additions)),
        topic_id=None if row.topic_id is None else TopicId(row.topic_id),
        ignored=tuple(row.ignored),
        offers=tuple(Offer(label, text) for label, text in row.offers),
        place=_place(row),
    )


def _place(row: DraftRow) -> Place | None:
    if row.position is None or row.is_muted is None or row.followed_since is None:
        return None
    return Place(row.position, row.is_muted, row.followed_since, row.instant_since)
