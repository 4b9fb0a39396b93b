"""
Papers that topics push at once: which destinations have some, and what was done about them before.

Only topics that are instant are looked at. A paper is pushed at once while it is fresh: what waited
for longer, for the end of quiet hours, a day off or a pause, is the digest's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.arranging import Candidate, Followed, Found, best_first
from storage.chat_rows import chat_from, destination_from
from storage.identifiers import DestinationId, PaperId, QueryId, TopicId
from storage.records import Chat, ChatState, Destination
from storage.schedule import zone_of
from storage.schema import (
    ChatRow,
    DestinationRow,
    MatchRow,
    PaperRow,
    ShownRow,
    TopicRow,
)

FRESH = timedelta(hours=12)
"""For so long a paper may wait, as for the end of quiet hours, and still be pushed at once."""
LEFT_TO_DIGEST = "left to the digest"
"""Why nothing is pushed at once: the hour had enough."""
OLDEST = timedelta(days=2)
"""What a digest of an earlier day brings is no news of this hour."""
_IS_INSTANT = and_(TopicRow.instant_since.is_not(None), TopicRow.is_muted.is_(False))


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A destination, and the fresh papers of its instant topics that it was not shown."""

    chat: Chat
    destination: Destination
    found: tuple[Found, ...]


async def instant_query_ids(session: AsyncSession) -> list[QueryId]:
    """Queries of instant topics, by number."""
    # No join and nothing distinct, for which a database would rather look at all topics.
    rows = await session.scalars(select(TopicRow.query_id).where(_IS_INSTANT))
    return [QueryId(number) for number in sorted(set(rows))]


async def destinations_with_fresh(session: AsyncSession, now: datetime) -> list[DestinationId]:
    """Destinations whose instant topics matched what they were not shown, by number."""
    rows = await session.scalars(
        select(TopicRow.destination_id)
        .join(MatchRow, MatchRow.query_id == TopicRow.query_id)
        .join(PaperRow, PaperRow.id == MatchRow.paper_id)
        .where(_IS_INSTANT, *_is_fresh(now))
        .distinct()
        .order_by(TopicRow.destination_id)
    )
    return [DestinationId(number) for number in rows]


async def papers_at_once(
    session: AsyncSession, destination_ids: Collection[DestinationId], now: datetime
) -> list[AtOnce]:
    """Those of active chats with a known zone, each with its fresh papers by topic, best first."""
    papers = await _fresh_papers(session, destination_ids, now)
    rows: Iterable[Row[Any]] = await session.execute(
        select(ChatRow, DestinationRow, TopicRow)
        .join(DestinationRow, DestinationRow.chat_id == ChatRow.id)
        .join(TopicRow, TopicRow.destination_id == DestinationRow.id)
        .where(DestinationRow.id.in_(destination_ids), ChatRow.state == ChatState.ACTIVE, _IS_INSTANT)
        .order_by(DestinationRow.id, TopicRow.position, TopicRow.id)
    )
    grouped: dict[int, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.DestinationRow.id, []).append(row)
    places = (_at_once(own, papers, now) for own in grouped.values())
    return [place for place in places if place.found and zone_of(place.chat) is not None]


async def _fresh_papers(
    session: AsyncSession, destination_ids: Collection[DestinationId], now: datetime
) -> dict[int, list[Row[Any]]]:
    """By topic, in plain rows: many papers come with few topics."""
    connection = await session.connection()
    rows: Iterable[Row[Any]] = await connection.execute(
        select(TopicRow.id.label("topic_id"), *_PAPER)
        .join(MatchRow, MatchRow.query_id == TopicRow.query_id)
        .join(PaperRow, PaperRow.id == MatchRow.paper_id)
        .where(TopicRow.destination_id.in_(destination_ids), _IS_INSTANT, *_is_fresh(now))
    )
    papers: dict[int, list[Row[Any]]] = {}
    for row in rows:
        papers.setdefault(row.topic_id, []).append(row)
    return papers


async def hold_destinations(
    session: AsyncSession, destination_ids: Collection[DestinationId]
) -> set[DestinationId]:
    """Those that are still there; nobody plans for them until this transaction ends."""
    rows = await session.scalars(
        select(DestinationRow.id)
        .where(DestinationRow.id.in_(destination_ids))
        .order_by(DestinationRow.id)
        .with_for_update()
    )
    return {DestinationId(number) for number in rows}


_PAPER = (
    MatchRow.paper_id,
    MatchRow.is_about,
    MatchRow.score,
    MatchRow.matched_at,
    PaperRow.has_chinese,
    PaperRow.news_at,
    PaperRow.news_on,
    PaperRow.revised_at,
)


def _is_fresh(now: datetime) -> list[ColumnElement[bool]]:
    """What may be pushed at once, as far as the database can tell: `_comes_at_once` asks the rest."""
    return [
        MatchRow.matched_at > TopicRow.instant_since,
        MatchRow.matched_at >= TopicRow.followed_since,
        MatchRow.matched_at > now - OLDEST - FRESH,
        PaperRow.news_at.is_not(None),
        PaperRow.news_on >= (now - OLDEST).date(),
        PaperRow.is_removed.is_(False),
        ~exists().where(
            ShownRow.destination_id == TopicRow.destination_id, ShownRow.paper_id == MatchRow.paper_id
        ),
    ]


def _at_once(rows: Sequence[Row[Any]], papers: Mapping[int, Sequence[Row[Any]]], now: datetime) -> AtOnce:
    chat, destination = chat_from(rows[0].ChatRow), destination_from(rows[0].DestinationRow)
    found = []
    for row in rows:
        own = [
            _candidate(paper) for paper in papers.get(row.TopicRow.id, ()) if _comes_at_once(paper, chat, now)
        ]
        if own:
            found.append((_followed(row.TopicRow), sorted(own, key=best_first)))
    return AtOnce(chat, destination, tuple(found))


def _comes_at_once(row: Row[Any], chat: Chat, now: datetime) -> bool:
    """Whether it is fresh, and came on a day on which the chat hears from us."""
    # Who waits for Chinese gets a paper at once when its Chinese is there.
    waited = chat.waits_for_chinese and row.has_chinese
    came_at = row.revised_at if waited else row.matched_at
    return bool(came_at > now - FRESH) and hears_from_us(chat, came_at)


def hears_from_us(chat: Chat, at: datetime) -> bool:
    """Whether the local day of an instant is one of the chat's, and no pause lasts on it."""
    zone = zone_of(chat)
    if zone is None:
        return False
    day = at.astimezone(zone).date()
    return day.weekday() in chat.weekdays and (chat.paused_until is None or day >= chat.paused_until)


def _followed(row: TopicRow) -> Followed:
    return Followed(
        TopicId(row.id),
        QueryId(row.query_id),
        row.name,
        row.is_muted,
        row.followed_since,
        row.instant_since,
    )


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        PaperId(row.paper_id),
        row.is_about,
        row.score,
        row.has_chinese,
        int(row.matched_at.timestamp()),
        row.news_at,
        row.news_on,
    )
