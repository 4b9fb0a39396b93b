"""
An exported chat as it comes back: its wishes, its topics, what its reader saved.

The file comes from anybody, so nothing in it is believed before it was looked at. What was sent and
shown is left out: it says nothing about another bot.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from storage.chat_export import FORMAT, VERSION
from storage.chats import MOST_HOURS
from storage.errors import BROKEN_DATA, ExportUnreadable
from storage.portable.cells import storable
from storage.records import CardLanguage, ChatType, EmptyDays, Language, Layout
from storage.wording import Wording, added_from

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MAXIMUM = 30
_MOST_TOPICS = 1_000
_MOST_ADDITIONS = 100
_NAME_CHARACTERS = 200
_QUERY_CHARACTERS = 10_000
_BEYOND_ANY_ID = 2**52


@dataclass(frozen=True, slots=True)
class ExportedTopic:
    """A topic as it was exported."""

    thread_id: int
    name: str
    wording: Wording
    is_muted: bool
    is_instant: bool = False


@dataclass(frozen=True, slots=True)
class ExportedChat:
    """What can be restored."""

    telegram_id: int
    type: ChatType
    title: str
    language: Language
    wishes: Mapping[str, Any]
    """Of the names and kinds that `storage.chats.change_chat` takes; what could not be read is left out."""
    topics: tuple[ExportedTopic, ...]
    saved: Mapping[str, datetime]
    """When each paper was saved, by its key."""
    unreadable: int = 0
    """Topics whose words nobody can follow."""


def read_export(content: bytes) -> ExportedChat:
    """
    The chat in an exported file.

    Raises:
        ExportUnreadable: it is none, is damaged, or comes from a newer program.
    """
    try:
        # Signs that no database holds would break off the restoring in its middle.
        document = storable(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise ExportUnreadable("the file is no JSON; send the file that /export gave, unchanged") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ExportUnreadable("the file is no exported chat; send the file that /export gave, unchanged")
    if document.get("version") != VERSION:
        raise ExportUnreadable(
            f"the file has version {document.get('version')!r}, this program reads {VERSION}; update it"
        )
    try:
        return _exported(document)
    except BROKEN_DATA as error:
        raise ExportUnreadable("the file is damaged; export it once more") from error


def _exported(document: Mapping[str, Any]) -> ExportedChat:
    chat = document["chat"]
    raw = [
        (_id(destination["thread_id"]), topic)
        for destination in document["destinations"]
        for topic in destination["topics"]
    ][:_MOST_TOPICS]
    topics = [one for thread_id, topic in raw if (one := _topic(thread_id, topic)) is not None]
    return ExportedChat(
        telegram_id=_id(chat["chat_id"]),
        type=ChatType(chat["type"]),
        title=str(chat["title"]),
        language=Language(chat["language"]),
        wishes=_wishes(chat),
        topics=tuple(topics),
        saved={str(one["key"]): _instant(one["saved_at"]) for one in document["saved"]},
        unreadable=len(raw) - len(topics),
    )


def _topic(thread_id: int, topic: Mapping[str, Any]) -> ExportedTopic | None:
    """A topic; None where its words are none that can be followed."""
    try:
        wording = Wording(str(topic["query_text"]), added_from(topic["additions"][:_MOST_ADDITIONS]))
        name = " ".join(str(topic["name"]).split())[:_NAME_CHARACTERS]
        is_usable = len(wording.text) <= _QUERY_CHARACTERS and wording.query.root is not None and bool(name)
    except BROKEN_DATA:
        return None
    is_muted, is_instant = bool(topic.get("is_muted")), topic.get("instant_since") is not None
    return ExportedTopic(thread_id, name, wording, is_muted, is_instant) if is_usable else None


def _wishes(chat: Mapping[str, Any]) -> dict[str, Any]:
    """Those wishes that are possible; a chat keeps its own in place of others."""
    zone, quiet = chat.get("timezone"), [chat.get("quiet_from"), chat.get("quiet_until")]
    hours, weekdays = _hours(chat.get("hours")), _weekdays(chat.get("weekdays"))
    possible = {
        "language": (Language(chat["language"]), True),
        "timezone": (zone, isinstance(zone, str) and zone in available_timezones()),
        "hours": (hours, 0 < len(hours) <= MOST_HOURS),
        "weekdays": (weekdays, bool(weekdays)),
        "maximum": (
            chat.get("maximum"),
            type(chat.get("maximum")) is int and 1 <= chat["maximum"] <= _MAXIMUM,
        ),
        "waits_for_chinese": (chat.get("waits_for_chinese"), True),
        "is_silent": (chat.get("is_silent"), True),
        "wants_announcements": (chat.get("wants_announcements"), True),
        "empty_days": (chat.get("empty_days"), chat.get("empty_days") in list(EmptyDays)),
        "layout": (chat.get("layout"), chat.get("layout") in list(Layout)),
        "card_language": (chat.get("card_language"), chat.get("card_language") in list(CardLanguage)),
        "paused_until": (_day(chat.get("paused_until")), chat.get("paused_until") is not None),
    }
    flags = {"waits_for_chinese", "is_silent", "wants_announcements"}
    wishes = {
        name: value
        for name, (value, is_possible) in possible.items()
        if is_possible and isinstance(value, bool) is (name in flags)
    }
    if len(_hours(quiet)) == len(quiet):
        wishes |= {"quiet_from": quiet[0], "quiet_until": quiet[1]}
    return wishes


def _hours(value: Any) -> tuple[str, ...]:
    """Distinct hours, ascending; none where one of them is none."""
    hours = value if isinstance(value, list) else []
    are_all = all(isinstance(one, str) and _HOUR.fullmatch(one) for one in hours)
    return tuple(sorted(set(hours))) if are_all else ()


def _weekdays(value: Any) -> tuple[int, ...]:
    days = value if isinstance(value, list) else []
    return tuple(sorted({one for one in days if type(one) is int and one in range(7)}))


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _id(value: Any) -> int:
    if type(value) is not int or abs(value) >= _BEYOND_ANY_ID:
        raise ValueError(f"{value!r} is no id of Telegram's")
    return value


def _instant(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no zone")
    return moment
