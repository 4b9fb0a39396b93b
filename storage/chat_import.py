"""
What of an exported chat can be restored: its wishes, its topics, what its reader saved.

The file comes from anybody, so nothing in it is believed before it was looked at. What was sent and
shown stays where it was: it says nothing about another bot. Nothing that the chat has is touched
unless the caller says so.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_export import FORMAT, VERSION
from storage.chats import change_chat, destination_of
from storage.errors import BROKEN_DATA, ExportUnreadable, TopicLimitReached
from storage.portable.cells import storable
from storage.records import CardLanguage, Chat, ChatType, EmptyDays, Language, Layout
from storage.saved import restore_saved
from storage.search.query import Query, parse
from storage.topics import follow, topics_of
from storage.wording import Wording, added_from

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MOST_HOURS = 4
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


@dataclass(slots=True)
class Restored:
    """What came of it."""

    topics: int = 0
    topics_known: int = 0
    """Followed before."""
    topics_refused: int = 0
    """Too long, or words that nobody can follow."""
    topics_over: int = 0
    """More than the chat may follow."""
    saved: int = 0
    saved_unknown: int = 0
    """Papers that are not in this library."""
    has_wishes: bool = False


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


async def restore_chat(
    session: AsyncSession,
    chat: Chat,
    exported: ExportedChat,
    now: datetime,
    *,
    takes_wishes: bool,
    topic_limit: int,
    accepts: Callable[[Query], bool] = lambda _: True,
    keeps_threads: bool = False,
) -> Restored:
    """
    Add the topics and saved papers to a chat, and give it the wishes if it `takes_wishes`.

    What the chat follows stays as it is, and topics whose own words the caller does not accept are
    left out. With `keeps_threads` topics go to the threads they had.
    Only a private chat has saved papers.
    """
    restored = Restored(has_wishes=takes_wishes)
    if takes_wishes:
        chat = await change_chat(session, chat.id, now, **exported.wishes)
    for topic in exported.topics:
        if not accepts(parse(topic.wording.text)):
            restored.topics_refused += 1
            continue
        destination = await destination_of(session, chat, topic.thread_id if keeps_threads else 0, now)
        names = {one.name.casefold() for one in await topics_of(session, destination.id)}
        try:
            _, is_new = await follow(
                session,
                destination.id,
                name=_free_name(topic.name, names),
                wording=topic.wording,
                since=now,
                limit=topic_limit,
                is_muted=topic.is_muted,
            )
        except TopicLimitReached:
            restored.topics_over += 1
            continue
        restored.topics += is_new
        restored.topics_known += not is_new
    if chat.type is ChatType.PRIVATE and exported.saved:
        restored.saved = await restore_saved(session, chat.telegram_id, exported.saved)
        restored.saved_unknown = len(exported.saved) - restored.saved
    return restored


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
    return ExportedTopic(thread_id, name, wording, bool(topic.get("is_muted"))) if is_usable else None


def _wishes(chat: Mapping[str, Any]) -> dict[str, Any]:
    """Those wishes that are possible; a chat keeps its own in place of others."""
    zone, quiet = chat.get("timezone"), [chat.get("quiet_from"), chat.get("quiet_until")]
    hours, weekdays = _hours(chat.get("hours")), _weekdays(chat.get("weekdays"))
    possible = {
        "language": (Language(chat["language"]), True),
        "timezone": (zone, isinstance(zone, str) and zone in available_timezones()),
        "hours": (hours, 0 < len(hours) <= _MOST_HOURS),
        "weekdays": (weekdays, bool(weekdays)),
        "maximum": (
            chat.get("maximum"),
            type(chat.get("maximum")) is int and 1 <= chat["maximum"] <= _MAXIMUM,
        ),
        "waits_for_chinese": (chat.get("waits_for_chinese"), True),
        "is_silent": (chat.get("is_silent"), True),
        "empty_days": (chat.get("empty_days"), chat.get("empty_days") in list(EmptyDays)),
        "layout": (chat.get("layout"), chat.get("layout") in list(Layout)),
        "card_language": (chat.get("card_language"), chat.get("card_language") in list(CardLanguage)),
        "paused_until": (_day(chat.get("paused_until")), chat.get("paused_until") is not None),
    }
    flags = {"waits_for_chinese", "is_silent"}
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


def _free_name(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where another topic has it."""
    number = 1
    free = name
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    return free
