"""Choosing among the ready-made topics: a tap follows, another leaves."""

from handlers.buttons import ReadyMadePage, ToggleReadyMade
from handlers.context import Call, Replies
from handlers.following import follow_words, own_topics
from handlers.ready_made import READY_MADE, ready_made_by_key
from handlers.topic_naming import ready_made_meant
from handlers.views.topics import IN_WELCOME, ready_made_page
from handlers.views.welcome import welcome_message
from storage.records import MessageContent
from storage.search.query import parse
from storage.topics import unfollow


async def show_ready_made(call: Call, data: ReadyMadePage) -> Replies:
    """Turn to a page of the ready-made topics."""
    return (call.show(await ready_made_message(call, data.place, data.page)),)


async def toggle_ready_made(call: Call, data: ToggleReadyMade) -> Replies:
    """Follow or leave a ready-made topic."""
    ready_made = ready_made_by_key(data.key)
    if ready_made is None:
        return (call.toast("no-such-button"),)
    named = ready_made_meant(ready_made, call.chat.language)
    followed = next((one for one in await own_topics(call) if one.query == named.query.canonical), None)
    if followed is not None:
        await unfollow(call.session, followed)
    elif not await follow_words(call, named.name, named.wording(call.services.lexicon.lexicon)):
        return (call.toast("subscribe-limit", limit=call.services.topic_limit),)
    return (call.show(await ready_made_message(call, data.place, data.page)),)


async def ready_made_message(call: Call, place: str, page: int) -> MessageContent:
    """The ready-made topics with their present marks, in the welcome or by themselves."""
    queries = {topic.query for topic in await own_topics(call)}
    followed = {one.key for one in READY_MADE if parse(one.query).canonical in queries}
    if place == IN_WELCOME:
        return welcome_message(followed, call.chat, call.services.bot_username, page)
    return ready_made_page(followed, call.words, place, page)
