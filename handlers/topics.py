"""/topics and /unsubscribe: the topics of a chat or thread, and taking them away and back."""

from markupsafe import Markup

from handlers.buttons import BringBack, FollowAgain, RemoveTopic, TopicSearch, TopicsPage
from handlers.context import Call, Replies
from handlers.escaping import echo, shortened
from handlers.following import follow_words, own_topics, topic_by_id
from handlers.search import answer_search
from handlers.topic_naming import meant_by
from handlers.views.keyboards import Row
from handlers.views.threads import names_of
from handlers.views.topics import topics_page, undo_row
from storage.drafts import Place, draft_of_chat, keep_removed
from storage.identifiers import DestinationId, DraftId, SearchId
from storage.records import Language, MessageContent
from storage.search.query import parse
from storage.searches import saved_search
from storage.threads import threads_of, topics_everywhere
from storage.topics import Topic, unfollow
from storage.wording import Wording, worded


async def topics_command(call: Call) -> Replies:
    """List the topics."""
    return (call.say(await _page(call)),)


async def unsubscribe_command(call: Call) -> Replies:
    """Remove the topic of that name; without one, or an unknown one, list the topics."""
    topics = await own_topics(call)
    if not call.argument:
        return (call.say(await _page(call)),)
    wanted = _wanted(topics, call.argument)
    if wanted is None:
        notice = call.words("unsubscribe-unknown", topic=echo(call.argument))
        return (call.say(await _page(call, notice=notice)),)
    return (call.say(await _without(call, wanted)),)


async def show_topics(call: Call, data: TopicsPage) -> Replies:
    """Turn to a page of the topics."""
    return (call.show(await _page(call, data.page)),)


async def search_topic(call: Call, data: TopicSearch) -> Replies:
    """Search with a topic's own words and those that it kept."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    return await answer_search(call.with_argument(topic.wording.text), topic.wording.kept)


async def remove_topic(call: Call, data: RemoveTopic) -> Replies:
    """Stop following a topic, with a button to take that back."""
    topic = await topic_by_id(call, data.topic_id)
    if topic is None:
        return (call.toast("gone-topic"),)
    return (call.show(await _without(call, topic)),)


async def bring_back(call: Call, data: BringBack) -> Replies:
    """Bring a removed topic back as it was: name, words, place."""
    kept = await draft_of_chat(call.session, call.chat.id, DraftId(data.draft_id))
    if kept is None:
        return (call.toast("gone-topic"),)
    return await _back(call, kept.name, kept.wording, kept.place, kept.destination_id)


async def follow_again(call: Call, data: FollowAgain) -> Replies:
    """Bring a topic back that was removed when only its words were kept."""
    kept = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    if kept is None:
        return (call.toast("gone-topic"),)
    named = meant_by(kept.text, call.chat.language)
    return await _back(call, named.name, worded(named.query))


async def _back(
    call: Call,
    name: str,
    wording: Wording,
    place: Place | None = None,
    destination_id: DestinationId | None = None,
) -> Replies:
    if not await follow_words(call, name, wording, place, destination_id):
        return (call.toast("subscribe-limit", limit=call.services.topic_limit),)
    notice = call.words("topics-followed-again", topic=shortened(name))
    return (call.show(await _page(call, notice=notice)),)


async def _without(call: Call, topic: Topic) -> MessageContent:
    """The list after a topic was removed; it is kept whole so that it can come back."""
    kept = await keep_removed(call.session, topic, call.now)
    await unfollow(call.session, topic)
    notice = call.words("topics-removed", topic=shortened(topic.name))
    undo = undo_row(call.words, topic.name, kept.id)
    return await _page(call, notice=notice, undo=undo)


async def _page(call: Call, page: int = 0, *, notice: Markup | None = None, undo: Row = ()) -> MessageContent:
    """The list; of a group, but for one of its threads, with where each topic goes."""
    if call.is_private or (call.is_here and call.asked.thread_id):
        return topics_page(await own_topics(call), call.chat, page, notice=notice, undo=undo)
    topics = await topics_everywhere(call.session, call.chat.id)
    threads = await threads_of(call.session, call.chat, call.now)
    places = names_of(threads, call.words) if len(threads) > 1 else {}
    return topics_page(topics, call.chat, page, notice=notice, undo=undo, places=places)


def _wanted(topics: list[Topic], text: str) -> Topic | None:
    """The topic that somebody means by its name or by any writing of its words."""
    folded = text.strip().casefold()
    readings = (meant_by(text, None), meant_by(text, Language.ZH_HANT))
    meant = {*(one.query.canonical for one in readings), parse(text).canonical}
    by_name = (topic for topic in topics if topic.name.casefold() == folded)
    by_words = (topic for topic in topics if topic.wording.text in meant or topic.query in meant)
    return next(by_name, None) or next(by_words, None)
