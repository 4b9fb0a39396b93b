"""/topics and /unsubscribe: the topics of a chat or thread, and taking them away and back."""

from handlers.buttons import FollowAgain, ReadyMadePage, RemoveTopic, ToggleReadyMade, TopicSearch, TopicsPage
from handlers.context import Call, Replies
from handlers.escaping import echo, shortened
from handlers.ready_made import READY_MADE, ready_made_by_key
from handlers.search import answer_search
from handlers.topic_naming import NamedQuery, meant_by
from handlers.views.topics import IN_WELCOME, ready_made_page, topics_page, undo_row
from handlers.views.welcome import welcome_message
from storage.errors import TopicLimitReached
from storage.identifiers import SearchId, TopicId
from storage.records import MessageContent, Topic
from storage.search.query import parse
from storage.search.ranking import SearchResult
from storage.searches import save_search, saved_search
from storage.topics import follow, topics_of, unfollow


async def topics_command(call: Call) -> Replies:
    """List the topics."""
    return (call.say(topics_page(await _topics(call), call.chat, 0)),)


async def unsubscribe_command(call: Call) -> Replies:
    """Remove the topic of that name; without one, or an unknown one, list the topics."""
    topics = await _topics(call)
    if not call.argument:
        return (call.say(topics_page(topics, call.chat, 0)),)
    wanted = _wanted(topics, call.argument)
    if wanted is None:
        notice = call.words("unsubscribe-unknown", topic=echo(call.argument))
        return (call.say(topics_page(topics, call.chat, 0, notice=notice)),)
    return (call.say(await _without(call, wanted)),)


async def show_topics(call: Call, data: TopicsPage) -> Replies:
    """Turn to a page of the topics."""
    return (call.show(topics_page(await _topics(call), call.chat, data.page)),)


async def search_topic(call: Call, data: TopicSearch) -> Replies:
    """Search with a topic's query."""
    topic = next((one for one in await _topics(call) if one.id == data.topic_id), None)
    if topic is None:
        return (call.toast("gone-topic"),)
    return await answer_search(call.with_argument(topic.query))


async def remove_topic(call: Call, data: RemoveTopic) -> Replies:
    """Stop following a topic, with a button to take that back."""
    topic = next((one for one in await _topics(call) if one.id == data.topic_id), None)
    if topic is None:
        return (call.toast("gone-topic"),)
    return (call.show(await _without(call, topic)),)


async def follow_again(call: Call, data: FollowAgain) -> Replies:
    """Bring a removed topic back, by the words under which it was kept."""
    kept = await saved_search(call.session, call.chat.id, SearchId(data.search_id))
    if kept is None:
        return (call.toast("gone-topic"),)
    if not await follow_named(call, meant_by(kept.text, call.chat.language)):
        return (call.toast("subscribe-limit", limit=call.services.topic_limit),)
    notice = call.words("topics-followed-again", topic=shortened(kept.text))
    return (call.show(topics_page(await _topics(call), call.chat, 0, notice=notice)),)


async def show_ready_made(call: Call, data: ReadyMadePage) -> Replies:
    """Turn to a page of the ready-made topics."""
    return (call.show(await ready_made_message(call, data.place, data.page)),)


async def toggle_ready_made(call: Call, data: ToggleReadyMade) -> Replies:
    """Follow or leave a ready-made topic."""
    ready_made = ready_made_by_key(data.key)
    if ready_made is None:
        return (call.toast("no-such-button"),)
    query = parse(ready_made.query)
    followed = next((one for one in await _topics(call) if one.query == query.canonical), None)
    if followed is not None:
        await unfollow(call.session, followed.destination_id, followed.id)
    elif not await follow_named(call, NamedQuery(ready_made.name(call.chat.language), query)):
        return (call.toast("subscribe-limit", limit=call.services.topic_limit),)
    return (call.show(await ready_made_message(call, data.place, data.page)),)


async def ready_made_message(call: Call, place: str, page: int) -> MessageContent:
    """The ready-made topics with their present marks, in the welcome or by themselves."""
    queries = {topic.query for topic in await _topics(call)}
    followed = {one.key for one in READY_MADE if parse(one.query).canonical in queries}
    if place == IN_WELCOME:
        return welcome_message(followed, call.chat, page)
    return ready_made_page(followed, call.words, page)


async def follow_named(call: Call, named: NamedQuery) -> tuple[Topic, bool] | None:
    """The topic, and whether it is new; None if the destination follows as many as it may."""
    destination = await call.destination()
    try:
        return await follow(
            call.session,
            destination.id,
            name=named.name,
            query=named.query,
            now=call.now,
            limit=call.services.topic_limit,
        )
    except TopicLimitReached:
        return None


async def _topics(call: Call) -> list[Topic]:
    return await topics_of(call.session, (await call.destination()).id)


async def _without(call: Call, topic: Topic) -> MessageContent:
    """The list after a topic was removed; its words are kept so that it can come back."""
    await unfollow(call.session, topic.destination_id, TopicId(topic.id))
    nothing = SearchResult((), 0, 0)
    keeps_meaning = meant_by(topic.name, None).query.canonical == topic.query
    text = topic.name if keeps_meaning else topic.query
    kept = await save_search(call.session, call.chat.id, text, nothing, call.now)
    notice = call.words("topics-removed", topic=shortened(topic.name))
    undo = undo_row(call.words, topic.name, kept.id)
    return topics_page(await _topics(call), call.chat, 0, notice=notice, undo=undo)


def _wanted(topics: list[Topic], text: str) -> Topic | None:
    """The topic that somebody means by its name or by any writing of its query."""
    folded = text.strip().casefold()
    canonical = meant_by(text, None).query.canonical
    by_name = (topic for topic in topics if topic.name.casefold() == folded)
    by_query = (topic for topic in topics if topic.query in (canonical, parse(text).canonical))
    return next(by_name, None) or next(by_query, None)
