"""
Quiet hours: the local time in which a chat hears nothing but a digest at the hour it chose.

They are a stretch of wall time, over midnight or within a day, turned into instants as the hours
of digests are: a border in a gap means its end, one that comes twice means the first.
"""

from datetime import datetime, time, timedelta

from storage.records import Chat
from storage.schedule import instant_of, zone_of


def quiet_until(chat: Chat, now: datetime) -> datetime | None:
    """When the quiet hours end in which `now` lies, in UTC; None where it lies in none."""
    zone = zone_of(chat)
    if zone is None or not chat.quiet_from or not chat.quiet_until or chat.quiet_from == chat.quiet_until:
        return None
    begins, ends = time.fromisoformat(chat.quiet_from), time.fromisoformat(chat.quiet_until)
    over_midnight = timedelta(days=int(ends < begins))
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        end = instant_of(day + over_midnight, ends, zone)
        if instant_of(day, begins, zone) <= now < end:
            return end
    return None
