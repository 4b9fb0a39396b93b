"""
New papers of instant topics become recorded deliveries as soon as they are there, one for all of a look.

The same way as a digest goes: recorded here in one commit with what it shows, then rendered and
sent. Nothing is looked at while no paper changed and nobody's quiet hours end. What is too much for
an hour is recorded as left to the digest, so that nobody pushes it later.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.arranging import Found, arranged
from storage.batches import batches
from storage.database import Database
from storage.digests import has_chinese_source
from storage.due_digests import DueDigest, record_digests
from storage.errors import BROKEN_DATA
from storage.identifiers import DestinationId
from storage.instance import current_revision
from storage.instant import (
    LEFT_TO_DIGEST,
    AtOnce,
    destinations_with_fresh,
    hears_from_us,
    hold_destinations,
    instant_query_ids,
    papers_at_once,
)
from storage.instant_pushes import PushedBefore, pushed_before, shown_meanwhile
from storage.matching import news_since
from storage.news import CHINESE_PATIENCE, NewsRules
from storage.quiet import quiet_until
from storage.records import Chat, DeliveryKind, Selection
from storage.refreshing import Refresher
from storage.schedule import Slot
from storage.stop_points import reached

logger = logging.getLogger(__name__)

MESSAGES_AN_HOUR = 4
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_AT_ONCE = 200
"""Destinations recorded in one transaction."""
_NEVER = datetime.max.replace(tzinfo=UTC)


class InstantPlanner:
    """Plans what is pushed at once; knows what it saw last. For one task at a time."""

    def __init__(self, database: Database, rules: NewsRules) -> None:
        """Look at nothing yet."""
        self._database, self._rules = database, rules
        self._refresher = Refresher(database)
        self._revision: int | None = None
        self._looked_at, self._again_at = _NEVER, _NEVER

    async def plan(self, now: datetime) -> int:
        """Record what is to be pushed at once at `now`; how many destinations had something fresh."""
        async with self._database.reading() as session:
            revision = await current_revision(session)
            if revision == self._revision and self._looked_at <= now < self._again_at:
                return 0
            query_ids = await instant_query_ids(session)
        self._revision = None  # what breaks off is looked at again
        await self._refresher.refresh(query_ids, news_since(now, self._rules.news_days))
        async with self._database.reading() as session:
            ids = await destinations_with_fresh(session, now)
        self._looked_at, self._again_at = now, _NEVER
        for some in batches(ids, _AT_ONCE):
            await self._plan_some(some, now)
        self._revision = revision
        return len(ids)

    async def _plan_some(self, ids: Sequence[DestinationId], now: datetime) -> None:
        try:
            await self._record(ids, now)
        except BROKEN_DATA:
            logger.warning("instant.one-by-one", exc_info=True)
        else:
            return
        for destination_id in ids:
            try:
                await self._record([destination_id], now)
            except BROKEN_DATA:
                # Its digest meets the same and tells the operators.
                logger.exception("instant.passed-over destination=%s", destination_id)

    async def _record(self, ids: Sequence[DestinationId], now: datetime) -> None:
        async with self._database.reading() as session:
            places = await papers_at_once(session, ids, now)
            before = await pushed_before(session, ids, now, _HOUR)
            has_chinese = await has_chinese_source(session, (now - CHINESE_PATIENCE).date())
        pushes = []
        for place in places:
            digest = self._push(
                place, before.get(place.destination.id, PushedBefore()), now, has_chinese=has_chinese
            )
            if digest is not None:
                pushes.append(digest)
            await asyncio.sleep(0)
        if not pushes:
            return
        async with self._database.transaction() as session:
            held = await hold_destinations(session, [each.destination_id for each in pushes])
            chosen = {
                each.destination_id: frozenset(match.paper_id for match in each.selection.shown)
                for each in pushes
            }
            free = held - await shown_meanwhile(session, chosen)
            ours = [each for each in pushes if each.destination_id in free]
            if await record_digests(session, ours, now) < len(pushes):
                # Somebody's minute had one.
                self._again_at = min(self._again_at, now.replace(second=0, microsecond=0) + _MINUTE)
            reached("instant.recorded-uncommitted")
        reached("instant.committed")

    def _push(
        self, place: AtOnce, before: PushedBefore, now: datetime, *, has_chinese: bool
    ) -> DueDigest | None:
        """What is recorded for a destination; None where there is nothing, or it must wait."""
        chat = place.chat
        if not hears_from_us(chat, now):
            return None
        waits = chat.waits_for_chinese and has_chinese
        found = self._ready(place.found, before, now, waits=waits)
        if not any(own for _, own in found):
            return None
        if quiet_end := quiet_until(chat, now):
            self._again_at = min(self._again_at, quiet_end)
            return None
        room = chat.maximum - before.papers if before.messages < MESSAGES_AN_HOUR else 0
        groups, rest = arranged(found, max(room, 0))
        days = sorted({one.news_on for _, own in found for one in own})
        selection = Selection(groups, rest, new_papers=0, digest_days=tuple(days))
        return DueDigest(
            place.destination.id,
            _slot(chat, now),
            selection,
            None if groups else LEFT_TO_DIGEST,
            is_untold=not groups,
            kind=DeliveryKind.INSTANT,
        )

    def _ready(
        self, found: Sequence[Found], before: PushedBefore, now: datetime, *, waits: bool
    ) -> list[Found]:
        """Without what was left to the digest, and what waits for its Chinese text."""
        patience_ends = now - timedelta(hours=self._rules.hold_hours)
        return [
            (
                topic,
                [
                    one
                    for one in own
                    if one.paper_id not in before.left
                    and (one.has_chinese or not waits or one.news_at <= patience_ends)
                ],
            )
            for topic, own in found
        ]


def _slot(chat: Chat, now: datetime) -> Slot:
    """The minute that names it, in the chat's own time."""
    local = now.astimezone(ZoneInfo(str(chat.timezone)))
    return Slot(now, local.date(), f"{local:%H:%M}")
