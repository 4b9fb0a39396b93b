"""How a place is asked for, and offered as the zone where it came unasked."""

from markupsafe import Markup

from handlers.buttons import ConfirmZone, LeaveZone, SetZone
from handlers.replies import Send
from handlers.views.keyboards import tap
from handlers.words import Words, words_in
from handlers.zones import zone_name
from storage.records import Chat, MessageContent


def place_question(telegram_chat_id: int, words: Words) -> Send:
    """The question, with the button that sends where its reader is."""
    labels = (words.label("place-send-button"), words.label("place-cancel-button"))
    return Send(telegram_chat_id, MessageContent(words("place-ask")), asks_place=labels)


def zone_offer(question: Markup, zone: str, chat: Chat) -> MessageContent:
    """A place that nobody asked for: whether it is meant as the zone."""
    words = words_in(chat.language)
    # Who has no zone yet is in the first minute.
    data = ConfirmZone(zone) if chat.timezone is None else SetZone(zone)
    yes = words.label("place-yes-button", zone=zone_name(zone, chat.language))
    return MessageContent(question, ((tap(yes, data),), (tap(words.label("place-no-button"), LeaveZone()),)))
