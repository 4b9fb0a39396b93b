"""/start: the first minute, and deep links that open a paper, search, follow a topic, or steer a group."""

from markupsafe import Markup

from handlers.buttons import ConfirmZone, MoreZones, ReadyMadePage, SettingsPanel, SteerChat
from handlers.connecting import steer_chat
from handlers.context import Call, Replies
from handlers.deep_links import followed_text, paper_link, searched_text
from handlers.language import menu_where_needed
from handlers.paper import open_paper_link
from handlers.ready_made_choice import ready_made_message
from handlers.search import search_command
from handlers.subscribe import subscribe_command
from handlers.today import preview_messages
from handlers.views import dates
from handlers.views.keyboards import tap
from handlers.views.settings import MAIN
from handlers.views.topics import BY_ITSELF, IN_WELCOME
from handlers.views.welcome import time_question
from handlers.zones import is_zone, zone_name
from storage.records import MessageContent
from storage.schedule import next_slot
from storage.topics import topics_of


async def start_command(call: Call) -> Replies:
    """
    Greet with topics to choose, and ask for the hour; a link's payload opens what it names.

    In a group both is one message, for it stays in everybody's way.
    """
    if call.asked.about is not None:
        return await steer_chat(call, SteerChat())
    link = paper_link(call.argument)
    if link is not None:
        return await open_paper_link(call, link)
    text = searched_text(call.argument)
    if text is not None:
        return await search_command(call.with_argument(text))
    topic = followed_text(call.argument)
    if topic is not None:
        return await subscribe_command(call.with_argument(topic))
    welcome = call.say(await ready_made_message(call, IN_WELCOME, 0))
    menu = await menu_where_needed(call)
    if call.chat.timezone is not None or not call.is_private:
        return (welcome, *menu)
    return (welcome, call.say(time_question(call.chat, call.now)), *menu)


async def confirm_zone(call: Call, data: ConfirmZone) -> Replies:
    """Settle zone and hour in the first minute, say when the first digest comes, and show what it is like."""
    if not is_zone(data.zone):
        return (call.toast("no-such-button"),)
    changed = await call.with_wishes(timezone=data.zone)
    has_topics = bool(await topics_of(call.session, (await changed.destination()).id))
    confirmed = call.show(_confirmed(changed, has_topics=has_topics))
    if not has_topics:
        return (confirmed,)
    return (confirmed, *(changed.say(content) for content in await preview_messages(changed)))


async def more_zones(call: Call, _data: MoreZones) -> Replies:
    """Show all the zones of the first minute's question."""
    return (call.show(time_question(call.chat, call.now, all_places=True)),)


def _confirmed(call: Call, *, has_topics: bool) -> MessageContent:
    words = call.words
    slot = next_slot(call.chat, call.now)
    assert slot is not None
    first = words.label("moment", date=dates.with_weekday(words, slot.local_date), hour=slot.local_hour)
    zone = zone_name(str(call.chat.timezone), call.chat.language)
    hours = words.label("list-separator").join(call.chat.hours)
    settled = words("time-confirmed", hours=hours, zone=zone, first=first)
    settings = (tap(words.label("time-settings-button"), SettingsPanel(MAIN)),)
    if has_topics:
        text = Markup("\n\n").join([settled, words("time-confirmed-preview")])
        return MessageContent(text, (settings,))
    choose = (tap(words.label("topics-ready-made-button"), ReadyMadePage(BY_ITSELF, 0)),)
    text = Markup("\n\n").join([settled, words("time-confirmed-no-topics")])
    return MessageContent(text, (choose, settings))
