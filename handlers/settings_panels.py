"""A panel of the settings as the chat stands now, with the time at which its next digest really comes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.context import Call, zone_of
from handlers.following import own_topics
from handlers.views.settings import MAIN, Circumstances, settings_message
from storage.due import served_at
from storage.records import MessageContent


async def panel(call: Call, name: str) -> MessageContent:
    """The panel called `name`."""
    rules = call.services.rules
    topics = await own_topics(call) if name == MAIN else ()
    instant = sum(topic.instant_since is not None for topic in topics)
    now = Circumstances(await next_at(call), rules.hold_hours, call.local_day, instant)
    return settings_message(call.chat, name, now)


async def next_at(call: Call) -> datetime | None:
    """When the next digest comes here, in the chat's own time, the spread of this bot included."""
    at = served_at(await call.destination(), call.services.rules.spread, call.now)
    return at.astimezone(ZoneInfo(zone_of(call.chat))) if at else None
