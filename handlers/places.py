"""The time zone by place: asked for with a button of Telegram's own, or sent unasked. Private chats alone."""

from zoneinfo import ZoneInfo

from markupsafe import Markup

from handlers.buttons import AskPlace, ConfirmZone, LeaveZone, SetZone
from handlers.context import Call, Replies
from handlers.escaping import echo
from handlers.replies import Send
from handlers.settings import set_zone
from handlers.start import confirm_zone
from handlers.views.places import place_question, zone_offer
from handlers.zones import is_zone, similar_zone, zone_name, zone_named
from storage.questions import Question, QuestionKind, ask, forget_question
from storage.records import MessageContent

_FIRST_MINUTE = 1


async def ask_place(call: Call, data: AskPlace) -> Replies:
    """Offer the button that sends a place; the name of a city is an answer, too."""
    if not call.is_private or call.asked.user_id is None or call.chat.telegram_id != call.asked.chat_id:
        return (call.toast("no-such-button"),)
    question = Question(QuestionKind.ZONE, data.is_first, call.asked.message_id)
    await ask(call.session, call.chat.id, call.asked.user_id, question, call.now)
    return (place_question(call.asked.chat_id, call.words),)


async def place_sent(call: Call) -> Replies:
    """A place: the zone where it was asked for, else a question whether it is meant as one."""
    zone = call.asked.zone_sent or ""
    if not is_zone(zone):
        return (call.say(MessageContent(call.words("place-nowhere"))),)
    if call.question is not None and call.question.kind is QuestionKind.ZONE:
        return await _settled(call, zone)
    if zone == call.chat.timezone:
        return (call.say(MessageContent(_told(call, "place-same", zone))),)
    return (call.say(zone_offer(_told(call, "place-unasked", zone), zone, call.chat)),)


async def city_written(call: Call) -> Replies:
    """A city in answer to the question; one that nobody knows leaves it open."""
    text = call.asked.text
    if text.strip() == call.words.label("place-cancel-button"):
        return await leave_place(call)
    if zone := zone_named(text):
        return await _settled(call, zone)
    similar = similar_zone(text)
    if similar is None:
        return (call.say(MessageContent(call.words("place-city-unknown", city=echo(text)))),)
    return (call.say(MessageContent(call.words("place-city-similar", city=echo(text), similar=similar))),)


async def leave_place(call: Call) -> Replies:
    """Ask for no place any more, and take its button away."""
    assert call.asked.user_id is not None
    await forget_question(call.session, call.chat.id, call.asked.user_id)
    content = MessageContent(call.words("place-left"))
    return (Send(call.asked.chat_id, content, removes_keyboard=True),)


async def leave_zone(call: Call, _data: LeaveZone) -> Replies:
    """A place that was sent is not meant as the zone."""
    return (call.show(MessageContent(call.words("place-left"))),)


async def _settled(call: Call, zone: str) -> Replies:
    assert call.question is not None
    assert call.asked.user_id is not None
    await forget_question(call.session, call.chat.id, call.asked.user_id)
    told = Send(call.asked.chat_id, MessageContent(_told(call, "place-set", zone)), removes_keyboard=True)
    if call.question.subject_id == _FIRST_MINUTE:
        return (told, *await confirm_zone(call, ConfirmZone(zone)))
    return (told, *await set_zone(call, SetZone(zone)))


def _told(call: Call, key: str, zone: str) -> Markup:
    hour = f"{call.now.astimezone(ZoneInfo(zone)):%H:%M}"
    return call.words(key, zone=zone_name(zone, call.chat.language), hour=hour)
