"""The first minute: a greeting with topics to choose, and the question when the digest should come."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.buttons import AskPlace, ConfirmZone, ConnectChats, MoreZones
from handlers.context import DEFAULT_ZONES
from handlers.deep_links import steering_url
from handlers.views.keyboards import Row, in_rows, open_link, tap
from handlers.views.topics import IN_WELCOME, ready_made_rows
from handlers.words import Words, words_in
from handlers.zones import PLACES, Place, place_of, zone_name
from storage.records import Chat, ChatType, MessageContent

_FIRST_PLACES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Asia/Shanghai",
)


def welcome_message(
    followed: Collection[str], chat: Chat, bot_username: str, page: int = 0
) -> MessageContent:
    """Who we are, and ready-made topics to toggle; `followed` holds their keys. A group finds the time there, too."""
    words = words_in(chat.language)
    key = "welcome" if chat.type is ChatType.PRIVATE else "welcome-group"
    rows = (
        *ready_made_rows(followed, words, IN_WELCOME, page),
        _times_of_group(chat, words) if chat.type is not ChatType.PRIVATE and not chat.timezone else (),
        _onward(chat, bot_username),
    )
    return MessageContent(words(key), tuple(row for row in rows if row))


def time_question(chat: Chat, now: datetime, *, all_places: bool = False) -> MessageContent:
    """
    When the digest should come, to be confirmed with one tap.

    Telegram tells no zone. Readers of Chinese are offered theirs, others are asked what time
    it is for them.
    """
    words = words_in(chat.language)
    hours = words.label("list-separator").join(chat.hours)
    other = (tap(words.label("time-other-zone"), MoreZones()),)
    if chat.language.is_chinese and not all_places:
        confirm = (tap(words.label("time-confirm", hours=hours), ConfirmZone(DEFAULT_ZONES[chat.language])),)
        return MessageContent(words("time-proposal", hours=hours), (confirm, other))
    places = PLACES if all_places else [place for zone in _FIRST_PLACES if (place := place_of(zone))]
    by_clock = sorted(places, key=lambda place: now.astimezone(ZoneInfo(place.zone)).replace(tzinfo=None))
    buttons = (tap(_clock_of(place, chat, now), ConfirmZone(place.zone)) for place in by_clock)
    by_place = (tap(words.label("place-button"), AskPlace(1)),) if chat.type is ChatType.PRIVATE else ()
    rows = (*in_rows(buttons, 2), () if all_places else other, by_place)
    return MessageContent(words("time-question", hours=hours), tuple(row for row in rows if row))


def _times_of_group(chat: Chat, words: Words) -> Row:
    """When the digest comes: for readers of Chinese with one tap, for others after they say where they are."""
    other = tap(words.label("welcome-zones-button"), MoreZones())
    if not chat.language.is_chinese:
        return (other,)
    zone = DEFAULT_ZONES[chat.language]
    hours = words.label("list-separator").join(chat.hours)
    label = words.label("welcome-time-button", hours=hours, zone=zone_name(zone, chat.language))
    return (tap(label, ConfirmZone(zone)), other)


def _onward(chat: Chat, bot_username: str) -> Row:
    """From a group to where its admins set it up alone, from the private chat to groups and channels."""
    words = words_in(chat.language)
    if chat.type is ChatType.PRIVATE:
        return (tap(words.label("welcome-connect-button"), ConnectChats()),)
    return open_link(words.label("welcome-steer-button"), steering_url(bot_username, chat.telegram_id))


def _clock_of(place: Place, chat: Chat, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(place.zone)):%H:%M} {place.name(chat.language)}"
