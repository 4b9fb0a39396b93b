"""Topics of a group sent to one of its threads, or back to the group itself, wherever one is."""

from handlers.buttons import SendAllTo, SendTopicTo, ShowThreads
from handlers.context import Call, Replies
from handlers.views.threads import threads_page
from storage.chats import destination_of
from storage.merging_chats import gather_topics
from storage.threads import send_topic, threads_of, topics_everywhere


async def show_threads(call: Call, data: ShowThreads) -> Replies:
    """Show where the topics go."""
    topics = await topics_everywhere(call.session, call.chat.id)
    threads = await threads_of(call.session, call.chat, call.now)
    return (call.show(threads_page(topics, threads, call.chat, data.page)),)


async def send_topic_to(call: Call, data: SendTopicTo) -> Replies:
    """Send one topic to another place."""
    topics = await topics_everywhere(call.session, call.chat.id)
    topic = next((one for one in topics if one.id == data.topic_id), None)
    if topic is None:
        return (call.toast("gone-topic"),)
    if not await _is_place(call, data.thread_id):
        return (call.toast("no-such-button"),)
    destination = await destination_of(call.session, call.chat, data.thread_id, call.now)
    if destination.id != topic.destination_id:
        await send_topic(call.session, topic, destination.id)
    return await show_threads(call, ShowThreads(data.page))


async def send_all_to(call: Call, data: SendAllTo) -> Replies:
    """Send all topics to one place."""
    if not await _is_place(call, data.thread_id):
        return (call.toast("no-such-button"),)
    destination = await destination_of(call.session, call.chat, data.thread_id, call.now)
    await gather_topics(call.session, call.chat.id, destination.id)
    return await show_threads(call, ShowThreads(0))


async def _is_place(call: Call, thread_id: int) -> bool:
    """Whether the chat has such a thread, as far as we know."""
    return any(one.thread_id == thread_id for one in await threads_of(call.session, call.chat, call.now))
