"""Where the topics of a group go: to the group itself, or to threads of it."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.buttons import SendAllTo, SendTopicTo, ShowThreads, TopicsPage
from handlers.escaping import one_line
from handlers.views.keyboards import Row, tap, turning
from handlers.views.measuring import cut_to_width
from handlers.views.topics import TOPICS_PER_PAGE
from handlers.words import Words, words_in
from storage.records import Button, Chat, MessageContent
from storage.threads import Thread
from storage.topics import Topic

_NAME_WIDTH = 18
_MOST_THREADS = 8


def names_of(threads: Sequence[Thread], words: Words) -> dict[int, str]:
    """What to call each place, by its destination; threads whose name nobody told are counted."""
    unnamed = [thread.destination_id for thread in threads if thread.thread_id and not thread.name]
    return {
        thread.destination_id: _name(thread, unnamed, words)
        + (words.label("thread-lost") if thread.is_lost else "")
        for thread in threads
    }


def threads_page(topics: Sequence[Topic], threads: Sequence[Thread], chat: Chat, page: int) -> MessageContent:
    """A page (from 0) of the topics; a tap sends one to the next place, others send all to one."""
    words = words_in(chat.language)
    names = names_of(threads, words)
    pages = max(1, -(-len(topics) // TOPICS_PER_PAGE))
    nearest = min(page, pages - 1)
    some = topics[nearest * TOPICS_PER_PAGE : (nearest + 1) * TOPICS_PER_PAGE]
    rows = (
        *((_moving(topic, threads, names, nearest),) for topic in some),
        turning(nearest, pages, words, ShowThreads),
        *(_gathering(thread, names, len(topics), words) for thread in threads[:_MOST_THREADS]),
        (tap(words.label("topics-back-button"), TopicsPage(0)),),
    )
    text = Markup("\n\n").join([words("threads-title"), words("threads-hint")])
    return MessageContent(text, tuple(row for row in rows if row))


def _moving(topic: Topic, threads: Sequence[Thread], names: dict[int, str], page: int) -> Button:
    place = next(
        (number for number, one in enumerate(threads) if one.destination_id == topic.destination_id), 0
    )
    following = threads[(place + 1) % len(threads)]
    shown = f"{cut_to_width(one_line(topic.name), _NAME_WIDTH)} → {names[topic.destination_id]}"
    return tap(shown, SendTopicTo(topic.id, following.thread_id, page))


def _gathering(thread: Thread, names: dict[int, str], count: int, words: Words) -> Row:
    if thread.topics == count:
        return ()
    label = words.label("threads-all-button", place=names[thread.destination_id])
    return (tap(label, SendAllTo(thread.thread_id)),)


def _name(thread: Thread, unnamed: Sequence[int], words: Words) -> str:
    if not thread.thread_id:
        return words.label("thread-general")
    if thread.name:
        return cut_to_width(one_line(thread.name), _NAME_WIDTH)
    return words.label("thread-numbered", number=unnamed.index(thread.destination_id) + 1)
