"""Topics whose papers are pushed at once: switched on a topic's own screen, or in the settings for all."""

from handlers.buttons import InstantTopics, SetInstant, ToggleInstant
from handlers.context import Call, Replies
from handlers.following import own_topics, topic_by_id
from handlers.topic_screen import show_topic_by_number
from handlers.views.instant import instant_panel
from storage.topics import Topic, leave_to_digest, push_at_once


async def show_instant(call: Call, data: InstantTopics) -> Replies:
    """Show a page of the topics as switches."""
    return (call.show(instant_panel(await own_topics(call), call.chat, data.page)),)


async def toggle_instant(call: Call, data: ToggleInstant) -> Replies:
    """Switch a topic in the settings."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    await _set(call, topic, is_instant=topic.instant_since is None)
    return (call.show(instant_panel(await own_topics(call), call.chat, data.page)),)


async def set_instant(call: Call, data: SetInstant) -> Replies:
    """Switch a topic on its own screen; the same twice changes nothing."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    if bool(data.is_instant) is not (topic.instant_since is not None):
        await _set(call, topic, is_instant=bool(data.is_instant))
    return await show_topic_by_number(call, topic.id)


async def _set(call: Call, topic: Topic, *, is_instant: bool) -> None:
    if is_instant:
        await push_at_once(call.session, topic, call.now)
    else:
        await leave_to_digest(call.session, topic)
