"""/status: the last digest and the next, and what is wrong if something is."""

from dataclasses import replace

from handlers.context import Call, Replies
from handlers.following import own_topics
from handlers.views.status import Circumstances, status_message
from storage.chat_status import delivery_status
from storage.due import served_at
from storage.named_sources import all_sources
from storage.quiet import quiet_until
from storage.sending_pauses import sending_state
from storage.source_health import refusal_of
from storage.source_polls import FAILED_POLLS, is_cut_off
from storage.sources import habits


async def _troubled(call: Call) -> tuple[str, ...]:
    """For operators, the sources that cannot be asked, or whose newest file nobody can read."""
    if not call.is_operator:
        return ()
    polled = [source for source in await all_sources(call.session) if source.is_enabled]
    return tuple(
        [
            source.named.name
            for source in polled
            if source.failures >= FAILED_POLLS or await refusal_of(call.session, source.id, call.now)
        ]
    )


async def status_command(call: Call) -> Replies:
    """Tell how digests to this chat or thread fare."""
    destination = await call.destination()
    planned_at = served_at(destination, call.services.rules.spread, call.now)
    topics = await own_topics(call)
    circumstances = Circumstances(
        now=call.now,
        destination=replace(destination, next_due_at=planned_at),
        deliveries=await delivery_status(call.session, destination.id, call.now),
        sending=await sending_state(call.session),
        sources=await habits(call.session, call.now),
        is_cut_off=await is_cut_off(call.session),
        topic_count=len(topics),
        muted_count=sum(topic.is_muted for topic in topics),
        instant_topics=tuple(
            topic.name for topic in topics if topic.instant_since is not None and not topic.is_muted
        ),
        quiet_until=quiet_until(call.chat, call.now),
        has_operators=bool(call.services.admins),
        troubled_sources=await _troubled(call),
    )
    return (call.say(status_message(circumstances, call.chat)),)
