"""One topic: its words, what it finds, and buttons for all that can be changed."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from handlers.buttons import (
    AskTopicName,
    AskTopicWords,
    MoveTopic,
    MuteTopic,
    RemoveTopic,
    SetInstant,
    ToggleTopicWords,
    TopicSearch,
    TopicsPage,
)
from handlers.escaping import shortened
from handlers.views.keyboards import Row, chosen, open_link, tap
from handlers.views.topics import TOPICS_PER_PAGE
from handlers.views.wording import word_toggles, wording_lines
from handlers.words import Words, words_in
from storage.records import Chat, MessageContent
from storage.search.counting import TopicCounts
from storage.topics import Topic
from storage.wording import AddedWords

_NAME_CHARACTERS = 60


def topic_page(
    topic: Topic,
    counts: TopicCounts | None,
    chat: Chat,
    *,
    link: str | None,
    place: int,
    count: int,
    offered: Sequence[AddedWords] = (),
    notice: Markup | None = None,
) -> MessageContent:
    """
    The topic at `place` (from 0) of `count`; `offered` are words that it could be widened by.

    `link` offers others to follow the same; None where the words are too long for one.
    """
    words = words_in(chat.language)
    title = words("topic-title", topic=shortened(topic.name, _NAME_CHARACTERS))
    if count > 1:
        title += words("topic-place", number=place + 1, count=count)
    lines = [title, *wording_lines(topic.name, topic.wording, words), _counts(counts, words)]
    if topic.is_muted:
        lines.append(words("topic-muted"))
    elif topic.instant_since is not None:
        lines.append(words("topic-instant", maximum=chat.maximum))
    if topic.wording.added or offered:
        lines.append(words("topic-words-hint"))
    blocks = [*([notice] if notice else ()), Markup("\n").join(lines)]
    rows = (*_rows(topic, words, place, count, offered), _last_row(topic, words, place, link))
    return MessageContent(Markup("\n\n").join(blocks), tuple(row for row in rows if row))


def _counts(counts: TopicCounts | None, words: Words) -> Markup:
    if counts is None:
        return words("preview-uncounted")
    if not counts.total:
        return words("preview-never")
    return words("topic-counts", week=counts.in_week, month=counts.in_month, total=counts.total)


def _rows(topic: Topic, words: Words, place: int, count: int, offered: Sequence[AddedWords]) -> Iterator[Row]:
    yield (
        tap(words.label("subscribe-search-button"), TopicSearch(topic.id)),
        tap(words.label("topic-words-button"), AskTopicWords(topic.id)),
        tap(words.label("topic-name-button"), AskTopicName(topic.id)),
    )
    yield from word_toggles(
        topic.wording.added, lambda checksum: ToggleTopicWords(topic.id, checksum), offered=offered
    )
    mute = "topic-unmute-button" if topic.is_muted else "topic-mute-button"
    is_instant = topic.instant_since is not None
    yield (
        tap(words.label(mute), MuteTopic(topic.id, int(not topic.is_muted))),
        tap(
            chosen(words.label("topic-instant-button"), is_instant), SetInstant(topic.id, int(not is_instant))
        ),
    )
    yield (
        *((tap(words.label("topic-up-button"), MoveTopic(topic.id, 0)),) if place else ()),
        *((tap(words.label("topic-down-button"), MoveTopic(topic.id, 1)),) if place < count - 1 else ()),
        tap(words.label("topic-remove-button"), RemoveTopic(topic.id)),
    )


def _last_row(topic: Topic, words: Words, place: int, link: str | None) -> Row:
    """The way back, and for friends the topic as a link (t.me/share/url)."""
    back = tap(words.label("topics-back-button"), TopicsPage(place // TOPICS_PER_PAGE))
    if link is None:
        return (back,)
    shared = urlencode({"url": link, "text": words.label("topic-shared", topic=topic.name)})
    return (back, *open_link(words.label("topic-share-button"), f"https://t.me/share/url?{shared}"))
