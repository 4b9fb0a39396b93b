"""A topic by itself: what it looks for and finds, and everything that can be changed about it."""

from markupsafe import Markup

from handlers.buttons import MoveTopic, MuteTopic, ToggleTopicWords, TopicScreen
from handlers.context import Call, Replies
from handlers.deep_links import topic_url
from handlers.escaping import shortened
from handlers.following import topic_by_id
from handlers.previewing import counted
from handlers.ready_made import ready_made_with
from handlers.views.topic_screen import topic_page
from storage.errors import AlreadyFollowed
from storage.records import MessageContent
from storage.search.query import parse
from storage.search.translating import additions_for_topic
from storage.topics import Topic, move_topic, mute_topic, reword_topic, topics_of, unmute_topic
from storage.wording import AddedWords


async def show_topic(call: Call, data: TopicScreen) -> Replies:
    """Show a topic by itself."""
    return await show_topic_by_number(call, data.topic_id)


async def set_muted(call: Call, data: MuteTopic) -> Replies:
    """Let a topic bring nothing, or papers again."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    if data.is_muted:
        await mute_topic(call.session, topic)
    elif topic.is_muted:
        await unmute_topic(call.session, topic, call.now)
    return await show_topic_by_number(call, topic.id)


async def move(call: Call, data: MoveTopic) -> Replies:
    """Move a topic one place up or down."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    await move_topic(call.session, topic, 1 if data.is_down else -1)
    return await show_topic_by_number(call, topic.id)


async def toggle_topic_words(call: Call, data: ToggleTopicWords) -> Replies:
    """Strike added words out of a topic, put them back, or add them for the first time."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    offered = [one for one in _offered(call, topic) if one.checksum == data.checksum]
    wording = topic.wording.with_added(offered) if offered else topic.wording.toggled(data.checksum)
    try:
        await reword_topic(call.session, topic, wording, call.now)
    except AlreadyFollowed as error:
        return (call.toast("preview-same", topic=shortened(error.name)),)
    return await show_topic_by_number(call, topic.id)


async def topic_message(call: Call, topic: Topic, notice: Markup | None = None) -> MessageContent:
    """The topic's own screen, under a word about what just happened."""
    topics = await topics_of(call.session, topic.destination_id)
    place = next((number for number, one in enumerate(topics) if one.id == topic.id), 0)
    return topic_page(
        topic,
        await counted(call, parse(topic.query)),
        call.chat,
        link=topic_url(call.services.bot_username, topic.wording.text),
        place=place,
        count=len(topics),
        offered=_offered(call, topic),
        notice=notice,
    )


async def show_topic_by_number(call: Call, topic_id: int) -> Replies:
    """Show a topic as it is now."""
    topic = await topic_by_id(call, topic_id)
    return (call.toast("gone-topic") if topic is None else call.show(await topic_message(call, topic)),)


def _offered(call: Call, topic: Topic) -> tuple[AddedWords, ...]:
    """What the lexicon of today would add and the topic never had; a ready-made topic is complete."""
    if ready_made_with(topic.wording.text):
        return ()
    additions = additions_for_topic(parse(topic.wording.text), call.services.lexicon.lexicon)
    return topic.wording.lacking(additions)
