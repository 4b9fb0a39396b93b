"""
Papers that topics push at once: which destinations have some, and what was done about them before.

Only topics that are instant are looked at. A paper is pushed at once while it is fresh: what waited
for longer, for the end of quiet hours, a day off or a pause, is the digest's.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.arranging import Candidate, Followed, Found, best_first
from storage.chat_rows import chat_from, destination_from
from storage.identifiers import DestinationId, PaperId, QueryId, TopicId
from storage.records import Chat, ChatState, DeliveryKind, Destination
from storage.schedule import zone_of
from storage.schema import (
    ChatRow,
    DeliveryRow,
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
_OLDEST = timedelta(days=2)
"""What a digest of an earlier day brings is no news of this hour."""
_IS_INSTANT = and_(TopicRow.instant_since.is_not(None), TopicRow.is_muted.is_(False))


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A destination, and the fresh papers of its instant topics that it was not shown."""

    chat: Chat
    destination: Destination
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class PushedBefore:
    """What a destination was pushed in the hour before, and what was left to its digest."""

    messages: int = 0
    papers: int = 0
    left: frozenset[PaperId] = frozenset()


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
    rows: Iterable[Row[Any]] = await session.execute(
        select(ChatRow, DestinationRow, TopicRow, MatchRow, PaperRow.has_chinese, *_PAPER)
        .join(DestinationRow, DestinationRow.chat_id == ChatRow.id)
        .join(TopicRow, TopicRow.destination_id == DestinationRow.id)
        .join(MatchRow, MatchRow.query_id == TopicRow.query_id)
        .join(PaperRow, PaperRow.id == MatchRow.paper_id)
        .where(
            DestinationRow.id.in_(destination_ids),
            ChatRow.state == ChatState.ACTIVE,
            _IS_INSTANT,
            *_is_fresh(now),
        )
        .order_by(DestinationRow.id, TopicRow.position, TopicRow.id)
    )
    grouped: dict[int, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.DestinationRow.id, []).append(row)
    places = (_at_once(own, now) for own in grouped.values())
    return [place for place in places if place.found and zone_of(place.chat) is not None]


async def pushed_before(
    session: AsyncSession, destination_ids: Collection[DestinationId], now: datetime, window: timedelta
) -> dict[DestinationId, PushedBefore]:
    """What was pushed at once within `window` before `now`, and all that was left to digests lately."""
    rows = await session.execute(
        select(DeliveryRow.destination_id, DeliveryRow.planned_at, DeliveryRow.selection).where(
            DeliveryRow.destination_id.in_(destination_ids),
            DeliveryRow.kind == DeliveryKind.INSTANT,
            DeliveryRow.local_date >= (now - _OLDEST - 2 * FRESH).date(),
        )
    )
    before: dict[DestinationId, PushedBefore] = {}
    for number, planned_at, selection in rows:
        known = before.get(DestinationId(number), PushedBefore())
        shown = sum(len(group["matches"]) for group in selection["groups"])
        is_counted = shown > 0 and planned_at > now - window
        before[DestinationId(number)] = PushedBefore(
            known.messages + is_counted,
            known.papers + shown * is_counted,
            known.left | {PaperId(match["paper_id"]) for match in selection["rest"]},
        )
    return before


async def sent_at_once(
    session: AsyncSession, since: Iterable[tuple[DestinationId, datetime]]
) -> dict[DestinationId, int]:
    """How many papers were pushed at once to each of a few destinations since a moment of its own."""
    moments = dict(since)
    if not moments:
        return {}
    rows = await session.execute(
        select(DeliveryRow.destination_id, DeliveryRow.planned_at, func.count())
        .join(ShownRow, ShownRow.delivery_id == DeliveryRow.id)
        .where(
            DeliveryRow.destination_id.in_(moments),
            DeliveryRow.kind == DeliveryKind.INSTANT,
            DeliveryRow.planned_at > min(moments.values()),
        )
        .group_by(DeliveryRow.id, DeliveryRow.destination_id, DeliveryRow.planned_at)
    )
    counts: dict[DestinationId, int] = {}
    for number, planned_at, count in rows:
        if planned_at > moments[DestinationId(number)]:
            counts[DestinationId(number)] = counts.get(DestinationId(number), 0) + count
    return counts


async def shown_meanwhile(
    session: AsyncSession, chosen: dict[DestinationId, frozenset[PaperId]]
) -> set[DestinationId]:
    """Destinations that were shown one of the papers chosen for them; for who holds their rows."""
    papers = frozenset[PaperId]().union(*chosen.values())
    if not papers:
        return set()
    rows = await session.execute(
        select(ShownRow.destination_id, ShownRow.paper_id).where(
            ShownRow.destination_id.in_(chosen), ShownRow.paper_id.in_(papers)
        )
    )
    return {DestinationId(number) for number, paper_id in rows if paper_id in chosen[DestinationId(number)]}


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


_PAPER = (PaperRow.news_at, PaperRow.news_on, PaperRow.revised_at)


def _is_fresh(now: datetime) -> list[ColumnElement[bool]]:
    """What may be pushed at once, as far as the database can tell: `_comes_at_once` asks the rest."""
    return [
        MatchRow.matched_at > TopicRow.instant_since,
        MatchRow.matched_at >= TopicRow.followed_since,
        MatchRow.matched_at > now - _OLDEST - FRESH,
        PaperRow.news_at.is_not(None),
        PaperRow.news_on >= (now - _OLDEST).date(),
        PaperRow.is_removed.is_(False),
        ~exists().where(
            ShownRow.destination_id == TopicRow.destination_id, ShownRow.paper_id == MatchRow.paper_id
        ),
    ]


def _at_once(rows: Sequence[Row[Any]], now: datetime) -> AtOnce:
    chat, destination = chat_from(rows[0].ChatRow), destination_from(rows[0].DestinationRow)
    found: dict[TopicId, tuple[Followed, list[Candidate]]] = {}
    for row in rows:
        if _comes_at_once(row, chat, now):
            topic = _followed(row.TopicRow)
            found.setdefault(topic.id, (topic, []))[1].append(_candidate(row))
    by_topic = tuple((topic, sorted(own, key=best_first)) for topic, own in found.values())
    return AtOnce(chat, destination, by_topic)


def _comes_at_once(row: Row[Any], chat: Chat, now: datetime) -> bool:
    """Whether it is fresh, and came on a day on which the chat hears from us."""
    # Who waits for Chinese gets a paper at once when its Chinese is there.
    waited = chat.waits_for_chinese and row.has_chinese
    came_at = row.revised_at if waited else row.MatchRow.matched_at
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
    match = row.MatchRow
    return Candidate(
        PaperId(match.paper_id),
        match.is_about,
        match.score,
        row.has_chinese,
        int(match.matched_at.timestamp()),
        row.news_at,
        row.news_on,
    )
