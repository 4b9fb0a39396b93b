"""/here: all topics of a group come to the thread in which an admin says so (Bot API lists no threads)."""

from handlers.context import Call, Replies
from handlers.views.welcome import time_question
from storage.chat_waits import find_thread
from storage.merging_chats import gather_topics
from storage.records import MessageContent
from storage.steering import take_care
from storage.topics import topics_of


async def here_command(call: Call) -> Replies:
    """Send the topics of the group to this thread, or in a group without threads say that they come here."""
    if call.is_private:
        return (call.say(MessageContent(call.words("here-private"))),)
    destination = await call.destination()
    await find_thread(call.session, call.asked.chat_id, call.asked.thread_id)
    if call.asked.user_id is not None and not call.asked.is_anonymous_admin:
        await take_care(call.session, call.chat.id, call.asked.user_id)
    gathered = await gather_topics(call.session, call.chat.id, destination.id)
    count = len(await topics_of(call.session, destination.id))
    key = "here-done" if gathered else "here-already" if count else "here-no-topics"
    said = call.say(MessageContent(call.words(key, count=count)))
    if call.chat.timezone is None:
        return (said, call.say(time_question(call.chat, call.now)))
    return (said,)
