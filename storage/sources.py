"""
When each source of digests usually publishes, learned from those that came as news, and whether it is late.

Learned are the weekdays in the dates of its digests and how long after the beginning of such a
day (UTC) one arrives. A source about which little is known is never called late, and one that
has been silent for a month is no source any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import DigestFormat
from storage.schema import DigestRow

_LEARNED_FROM = timedelta(days=60)
_ABANDONED_AFTER = timedelta(days=30)
_LEAST_ARRIVALS = 4
"""Before so many arrivals nothing is claimed."""
_TOGETHER = timedelta(hours=1)
"""Of digests that arrive together, as after an outage, only the newest tells when one usually does."""
_LEAST_GRACE = timedelta(minutes=90)
"""More than the hour by which a publisher's clock changes twice a year."""
_MOST_GRACE = timedelta(hours=12)
_SPREADS = 3
_ABOUT = timedelta(minutes=15)
"""No reader takes an hour that is told to the minute."""
_PUNCTUAL_SHARE = 0.9
_WORKDAYS, _WEEKEND = range(5), range(5, 7)
_LEAST_OF_KIND = 2
_SHARE_OF_DAY, _SHARE_OF_KIND = 0.5, 0.75


@dataclass(frozen=True, slots=True)
class Arrival:
    """A digest of one day, when it first came."""

    digest_on: date
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class SourceHabit:
    """When a source usually publishes."""

    source: DigestFormat
    usual_weekdays: frozenset[int]
    """Of the dates in its digests, Monday is 0; empty while too little is known."""
    usual_delay: timedelta | None
    """From the beginning of that day in UTC to the arrival; may be negative east of it."""
    grace: timedelta
    """How much later than usual is not yet late."""
    last_good_on: date
    last_good_at: datetime
    late_since: datetime | None
    """When the first digest that is missing now usually would have come."""

    @property
    def usual_at(self) -> time | None:
        """The usual time of day of its arrival, in UTC."""
        return None if self.usual_delay is None else self.due_at(self.last_good_on).timetz()

    @property
    def is_known(self) -> bool:
        """Whether enough came to say when it publishes."""
        return self.usual_delay is not None and bool(self.usual_weekdays)

    def due_at(self, day: date) -> datetime:
        """When the digest of a day usually arrives, if there is one that day."""
        return datetime.combine(day, time(), UTC) + (self.usual_delay or timedelta())

    def awaited_since(self, now: datetime) -> datetime | None:
        """When the first digest that has not come yet usually would have, by about `now`, late or not."""
        dues = self.due_between(self.due_at(self.last_good_on), now + _ABOUT)
        return dues[0] if dues else None

    def newest_day_by(self, at: datetime) -> date | None:
        """The day of the newest digest that will usually have come by then; None while unknown."""
        dues = self.due_between(at - _ABANDONED_AFTER, at)
        return (dues[-1] - (self.usual_delay or timedelta())).date() if dues else None

    def due_between(self, after: datetime, until: datetime) -> list[datetime]:
        """When digests usually arrive later than `after`, up to `until`; ascending, none while unknown."""
        if not self.is_known or until <= after:
            return []
        assert self.usual_delay is not None
        first = (after - self.usual_delay).date()
        days = (first + timedelta(days=number) for number in range((until - after).days + 3))
        dues = (self.due_at(day) for day in days if day.weekday() in self.usual_weekdays)
        return [due for due in dues if after < due <= until]


async def habits(session: AsyncSession, now: datetime) -> tuple[SourceHabit, ...]:
    """The habits of all sources that still publish, as far as they are known, in the order of their names."""
    rows = await session.execute(
        select(DigestRow.source, DigestRow.digest_on, func.min(DigestRow.ingested_at))
        .where(DigestRow.digest_on >= (now - _LEARNED_FROM).date(), DigestRow.is_archive.is_(False))
        .group_by(DigestRow.source, DigestRow.digest_on)
    )
    arrivals: dict[str, list[Arrival]] = {}
    for source, digest_on, arrived_at in rows:
        arrivals.setdefault(source, []).append(Arrival(digest_on, arrived_at))
    found = (habit_of(DigestFormat(source), arrivals[source], now) for source in sorted(arrivals))
    return tuple(habit for habit in found if habit.last_good_at > now - _ABANDONED_AFTER)


def habit_of(source: DigestFormat, arrivals: Iterable[Arrival], now: datetime) -> SourceHabit:
    """What some arrivals, one a day at least, say of their source; their order does not matter."""
    ordered = sorted(arrivals, key=lambda one: (one.digest_on, one.arrived_at))
    delays = _delays(ordered)
    is_enough = len(delays) >= _LEAST_ARRIVALS
    habit = SourceHabit(
        source=source,
        usual_weekdays=_usual_weekdays(ordered) if is_enough else frozenset(),
        usual_delay=_median(delays) if is_enough else None,
        grace=_grace(delays),
        last_good_on=ordered[-1].digest_on,
        last_good_at=max(one.arrived_at for one in ordered),
        late_since=None,
    )
    missing = habit.due_between(habit.due_at(habit.last_good_on), now - habit.grace)
    return replace(habit, late_since=missing[0] if missing else None)


def _delays(ordered: Sequence[Arrival]) -> list[timedelta]:
    """How long after the beginning of its day each came; of several that came together the newest."""
    newest: list[Arrival] = []
    for one in sorted(ordered, key=lambda one: (one.arrived_at, one.digest_on)):
        if newest and one.arrived_at - newest[-1].arrived_at < _TOGETHER:
            newest[-1] = max(newest[-1], one, key=lambda each: each.digest_on)
        else:
            newest.append(one)
    return sorted(one.arrived_at - datetime.combine(one.digest_on, time(), UTC) for one in newest)


def _grace(delays: Sequence[timedelta]) -> timedelta:
    usual = _median(delays)
    spread = _median([abs(delay - usual) for delay in delays])
    seldom_later = delays[int(_PUNCTUAL_SHARE * (len(delays) - 1))] - usual
    return min(max(_LEAST_GRACE, _SPREADS * spread, seldom_later), _MOST_GRACE)


def _median(delays: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(delay.total_seconds() for delay in delays))


def _usual_weekdays(ordered: Sequence[Arrival]) -> frozenset[int]:
    """
    Weekdays with a digest more often than not.

    Of one that came by only once or never since the first digest, its kind tells: five
    workdays in a row make a sixth likely, and say nothing about a Saturday.
    """
    published = {one.digest_on for one in ordered}
    first, last = ordered[0].digest_on, ordered[-1].digest_on
    seen = [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def share(weekdays: Iterable[int]) -> tuple[int, float]:
        days = [day for day in seen if day.weekday() in weekdays]
        return len(days), len(published & set(days)) / max(len(days), 1)

    usual = set()
    for kind in (_WORKDAYS, _WEEKEND):
        kind_count, kind_share = share(kind)
        is_usual_kind = kind_count >= _LEAST_OF_KIND and kind_share >= _SHARE_OF_KIND
        for weekday in kind:
            count, day_share = share([weekday])
            if day_share > _SHARE_OF_DAY if count >= _LEAST_OF_KIND else is_usual_kind:
                usual.add(weekday)
    return frozenset(usual)
