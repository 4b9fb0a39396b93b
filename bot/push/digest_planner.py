"""
Due destinations become recorded digests, many at a time.

All reading and choosing happens with no lock held; what was chosen is recorded, and the
schedules advance, in one short transaction. A destination whose schedule changed meanwhile is
left for the next look at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.database import Database
from storage.due import Due, due_key, postpone, schedule, still_due
from storage.due_digests import DueDigest, destinations_with_unsent, oldest_news, record_digests
from storage.empty_days import EmptyStreak, empty_streaks, reason_among, tells
from storage.errors import DataUnreadable
from storage.identifiers import DestinationId, PaperId
from storage.instance import current_revision
from storage.instant_pushes import shown_meanwhile
from storage.matching import news_since
from storage.news import News, NewsRules
from storage.quiet import quiet_until
from storage.records import DeliveryState, Selection
from storage.refreshing import Refresher
from storage.schedule import Slot, delay_of, latest_slot, next_slot, next_slot_named_later, slot_from, zone_of
from storage.situations import Situation, situations_of
from storage.sources import SourceHabit, habits
from storage.stale_deliveries import TRIED_FOR, take_stale
from storage.stop_points import reached

_LATE = timedelta(minutes=30)
"""A digest no later than this is on time, and goes out although its hour may be quiet."""
_TOO_LATE = timedelta(hours=24)
"""From then on a digest says that it is late."""
_AFTER_PAUSE = 10
"""So many papers, the best ones, end a pause."""
_UNSENT_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done about a due destination."""

    due: Due
    now: datetime
    slot: Slot | None
    """What its digest is for; None where it is due for nothing any more."""
    following: Slot | None
    waits_until: datetime | None
    """The end of quiet hours, which what is late waits for."""
    is_catch_up: bool

    @property
    def id(self) -> DestinationId:
        """Its destination."""
        return self.due.destination.id


class DigestPlanner:
    """Plans destinations in one run; what is news is read once. For one task at a time."""

    def __init__(self, database: Database, rules: NewsRules) -> None:
        """Read nothing yet."""
        self._database, self._rules = database, rules
        self._refresher = Refresher(database)
        self._news: tuple[int, News, tuple[SourceHabit, ...]] | None = None
        self._pushed_to: set[DestinationId] = set()
        """Those of the last ones to which another process may have pushed a paper at once meanwhile."""

    async def plan(self, dues: Sequence[Due], now: datetime) -> None:
        """
        Record what these destinations are due for, and what they are due for next.

        Raises:
            BROKEN_DATA: one of them cannot be read; nothing of any is recorded then.
        """
        plans = [_planned(due, now, self._rules.spread) for due in dues]
        to_record = [plan for plan in plans if plan.slot and not plan.waits_until]
        freed = await self._give_back_unsent([plan.id for plan in to_record], now)
        digests = [
            _telling_of(freed.get(digest.destination_id, frozenset()), digest)
            for digest in await self._digests(to_record, now)
        ]
        pushed = {
            digest.destination_id: frozenset(
                match.paper_id for match in (*digest.selection.shown, *digest.selection.rest)
            )
            for digest in digests
            if digest.destination_id in self._pushed_to
        }
        async with self._database.transaction() as session:
            ours = await still_due(session, dues)
            ours -= await shown_meanwhile(session, pushed)
            await record_digests(session, [each for each in digests if each.destination_id in ours], now)
            mine = [plan for plan in plans if plan.id in ours]
            await schedule(session, [(plan.id, plan.following) for plan in mine if not plan.waits_until])
            for plan in mine:
                if plan.waits_until:
                    await postpone(session, [plan.id], plan.waits_until)
            reached("planning.recorded-uncommitted")
        reached("planning.committed")

    async def _give_back_unsent(
        self, ids: Sequence[DestinationId], now: datetime
    ) -> dict[DestinationId, frozenset[PaperId]]:
        """Free the papers of digests that never left, for the next ones to bring; few at a time."""
        oldest, before = oldest_news(now, self._rules.news_days), now - TRIED_FOR
        async with self._database.reading() as session:
            unsent = await destinations_with_unsent(session, ids, oldest, before)
        freed = {}
        for first in range(0, len(unsent), _UNSENT_AT_ONCE):
            async with self._database.transaction() as session:
                for destination_id in unsent[first : first + _UNSENT_AT_ONCE]:
                    freed[destination_id] = frozenset(await take_stale(session, destination_id, before))
        return freed

    async def _digests(self, plans: Sequence[_Plan], now: datetime) -> list[DueDigest]:
        news, sources = await self._news_at(now)
        situations = await self._situations(plans, now)
        self._pushed_to = {each.destination.id for each in situations if each.is_pushed_to}
        maximums = [
            _AFTER_PAUSE if _ends_pause(plan, situation) else situation.chat.maximum
            for plan, situation in zip(plans, situations, strict=True)
        ]
        async with self._database.reading() as session:
            selections = await news.selections(session, situations, maximums)
            empty = [
                plan.id
                for plan, selection in zip(plans, selections, strict=True)
                if not (selection.groups or selection.rest)
            ]
            streaks = await empty_streaks(session, empty) if empty else {}
        return [
            _digest(plan, situation, selection, streaks.get(plan.id, EmptyStreak()), sources)
            for plan, situation, selection in zip(plans, situations, selections, strict=True)
        ]

    async def _situations(self, plans: Sequence[_Plan], now: datetime) -> list[Situation]:
        wanted = [(plan.due.chat, plan.due.destination) for plan in plans]
        async with self._database.reading() as session:
            revision = await current_revision(session)
            situations = await situations_of(session, wanted, revision)
        stale = {query_id for situation in situations for query_id in situation.stale_query_ids}
        await self._refresher.refresh(sorted(stale), news_since(now, self._rules.news_days))
        return situations

    async def _news_at(self, now: datetime) -> tuple[News, tuple[SourceHabit, ...]]:
        """Read anew where papers changed or the clock moved on."""
        async with self._database.reading() as session:
            revision = await current_revision(session)
            if self._news is None or self._news[0] != revision or abs(now - self._news[1].now) > _LATE:
                self._news = revision, await News.read(session, now, self._rules), await habits(session, now)
        return self._news[1], self._news[2]


def _planned(due: Due, now: datetime, window: timedelta) -> _Plan:
    chat, destination = due.chat, due.destination
    if chat.timezone is not None and zone_of(chat) is None:
        raise DataUnreadable(f"the time zone data knows no {chat.timezone!r}")
    served_until = now - delay_of(destination.id, window)
    key = due_key(chat, destination)
    promised = slot_from(chat, key) if key else None
    slots = [slot for slot in (promised, latest_slot(chat, served_until)) if slot and slot.at <= served_until]
    slot = max(slots, key=lambda slot: (slot.at, slot.key), default=None)
    if slot is None:
        return _Plan(due, now, None, promised or next_slot(chat, served_until), None, is_catch_up=False)
    late = served_until - slot.at
    return _Plan(
        due,
        now,
        slot,
        next_slot_named_later(chat, served_until, slot.key),
        quiet_until(chat, now) if late > _LATE else None,
        is_catch_up=late > _TOO_LATE or (promised is not None and promised.at < slot.at),
    )


def _digest(
    plan: _Plan,
    situation: Situation,
    selection: Selection,
    streak: EmptyStreak,
    sources: Sequence[SourceHabit],
) -> DueDigest:
    assert plan.slot is not None
    last = situation.last
    selection = replace(
        selection,
        is_catch_up=plan.is_catch_up,
        is_after_pause=_ends_pause(plan, situation),
        has_unsent=last is not None and last.state is DeliveryState.MERGED,
    )
    if selection.groups or selection.rest:
        return DueDigest(plan.id, plan.slot, selection)
    reason = reason_among(
        [topic.is_muted for topic in situation.topics],
        selection,
        now=plan.now,
        since=last.planned_at if last else None,
        sources=sources,
    )
    is_told = tells(situation.chat, streak, plan.slot.local_date, reason)
    return DueDigest(plan.id, plan.slot, selection, reason, is_untold=not is_told)


def _telling_of(freed: frozenset[PaperId], digest: DueDigest) -> DueDigest:
    """The digest; where it brings what an earlier one should have brought, it says so."""
    selection = digest.selection
    if freed.isdisjoint(match.paper_id for match in (*selection.shown, *selection.rest)):
        return digest
    return replace(digest, selection=replace(selection, has_unsent=True))


def _ends_pause(plan: _Plan, situation: Situation) -> bool:
    """Whether it is the first digest since a pause, and a day or more went without any."""
    paused_until, last = situation.chat.paused_until, situation.last
    if paused_until is None or plan.slot is None or last is None:
        return False
    return last.local_date < paused_until and last.local_date < plan.slot.local_date - timedelta(days=1)
