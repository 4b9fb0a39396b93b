"""The list of a destination's topics and the list of ready-made ones, both with buttons."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from markupsafe import Markup

from handlers.buttons import (
    BringBack,
    OpenReadyMade,
    ReadyMadePage,
    ShowThreads,
    ToggleReadyMade,
    TopicScreen,
    TopicsPage,
)
from handlers.escaping import echo, inert, one_line
from handlers.ready_made import READY_MADE, ReadyMadeTopic
from handlers.topic_naming import is_named_by_words
from handlers.views.keyboards import Row, in_rows, tap, turning
from handlers.views.measuring import cut_to_width
from handlers.views.wording import own_text
from handlers.words import Words, words_in
from storage.identifiers import DraftId
from storage.records import Button, Chat, ChatType, MessageContent
from storage.topics import Topic

TOPICS_PER_PAGE = 8
READY_MADE_PER_PAGE = 8
IN_WELCOME = "w"
BY_ITSELF = "t"
LOOKING_INSIDE = "o"
"""The list by itself, where a tap opens a topic instead of following it."""
_NAME_WIDTH = 30
_BUTTON_WIDTH = 24
_ROW_WIDTH = 36
"""What a button shows that has a row of a phone to itself."""


def topics_page(
    topics: Sequence[Topic],
    chat: Chat,
    page: int,
    *,
    notice: Markup | None = None,
    undo: Row = (),
    places: Mapping[int, str] = MappingProxyType({}),
) -> MessageContent:
    """
    A page (from 0) of the topics, under a word about what just happened.

    `places` tells where topics of a destination go, in groups with threads.
    """
    words = words_in(chat.language)
    pages = max(1, -(-len(topics) // TOPICS_PER_PAGE))
    nearest = min(page, pages - 1)
    some = topics[nearest * TOPICS_PER_PAGE : (nearest + 1) * TOPICS_PER_PAGE]
    lines = [notice] if notice else []
    lines.append(_list(topics, some, chat, words, places))
    if pages > 1:
        lines.append(words("topics-page", page=nearest + 1, pages=pages))
    if some:
        lines.append(words("topics-hint"))
    threads = (tap(words.label("topics-threads-button"), ShowThreads(0)),) if places and some else ()
    ready_made = (tap(words.label("topics-ready-made-button"), ReadyMadePage(BY_ITSELF, 0)),)
    rows = (undo, *map(_row, some), turning(nearest, pages, words, TopicsPage), threads, ready_made)
    return MessageContent(Markup("\n\n").join(lines), tuple(row for row in rows if row))


def undo_row(words: Words, name: str, draft_id: DraftId) -> Row:
    """The button that brings a removed topic back."""
    shown = cut_to_width(one_line(name), _BUTTON_WIDTH)
    return (tap(words.label("topics-undo-button", topic=shown), BringBack(draft_id)),)


def ready_made_rows(followed: Collection[str], words: Words, place: str, page: int) -> tuple[Row, ...]:
    """Buttons for a page (from 0) of ready-made topics; `followed` holds keys."""
    pages = -(-len(READY_MADE) // READY_MADE_PER_PAGE)
    nearest = min(page, pages - 1)
    some = READY_MADE[nearest * READY_MADE_PER_PAGE : (nearest + 1) * READY_MADE_PER_PAGE]
    buttons = (_ready_made_button(topic, followed, words, place, nearest) for topic in some)
    return (*in_rows(buttons, 2), turning(nearest, pages, words, partial(ReadyMadePage, place)))


def ready_made_page(followed: Collection[str], words: Words, place: str, page: int) -> MessageContent:
    """The ready-made topics by themselves, to follow or to look inside."""
    is_inside = place == LOOKING_INSIDE
    other_place = BY_ITSELF if is_inside else LOOKING_INSIDE
    other = "ready-made-choose-button" if is_inside else "ready-made-inside-button"
    last = (
        tap(words.label("topics-back-button"), TopicsPage(0)),
        tap(words.label(other), ReadyMadePage(other_place, page)),
    )
    title = words("ready-made-title-inside" if is_inside else "ready-made-title")
    return MessageContent(title, (*ready_made_rows(followed, words, place, page), last))


def _list(
    topics: Sequence[Topic], some: Sequence[Topic], chat: Chat, words: Words, places: Mapping[int, str]
) -> Markup:
    suffix = "" if chat.type is ChatType.PRIVATE else "-group"
    if not topics:
        return words(f"topics-none{suffix}")
    told = ((_line(topic, words), places.get(topic.destination_id)) for topic in some)
    lines = [words(f"topics-title{suffix}", count=len(topics))]
    lines += [line + Markup(" → {}").format(place) if place else line for line, place in told]
    return Markup("\n").join(lines)


def _line(topic: Topic, words: Words) -> Markup:
    line = Markup("• <b>{}</b>").format(inert(cut_to_width(one_line(topic.name), _NAME_WIDTH)))
    if topic.is_muted:
        line += words("topics-muted")
    elif topic.instant_since is not None:
        line += words("topics-instant")
    if not is_named_by_words(topic.name, topic.wording):
        line += " " + echo(own_text(topic.wording))
    return line


def _row(topic: Topic) -> Row:
    shown = cut_to_width(one_line(topic.name), _ROW_WIDTH)
    return (tap(shown, TopicScreen(topic.id)),)


def _ready_made_button(
    topic: ReadyMadeTopic, followed: Collection[str], words: Words, place: str, page: int
) -> Button:
    """Its name, marked if it is followed."""
    name = topic.name(words.language)
    data = (
        OpenReadyMade(topic.key, page) if place == LOOKING_INSIDE else ToggleReadyMade(topic.key, place, page)
    )
    return tap(f"✓ {name}" if topic.key in followed else name, data)
