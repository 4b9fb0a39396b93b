"""
A day with nothing to bring, in a few lines: silence could be taken for failure.

Trouble at a source and a narrow topic have different words, because only about the second can a
reader do something: the papers that almost matched, and a button that widens the topic.
"""

import zlib
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from handlers.buttons import DigestAll, StopWaiting, WidenTopic
from handlers.context import zone_of
from handlers.deep_links import paper_url
from handlers.escaping import link, one_line
from handlers.views import dates
from handlers.views.headline import headline
from handlers.views.keyboards import Row, tap
from handlers.views.measuring import cut_to_width
from handlers.words import Words, words_in
from storage.chat_status import LastDigest
from storage.empty_days import EmptyDay
from storage.near_misses import NearMiss
from storage.records import Chat, ChatType, EmptyReason, MessageContent
from storage.sources import SourceHabit

_NAME_WIDTH = 48
_TOPIC_WIDTH = 24
_LEFT_OUT_WIDTH = 20
_KEYS = {
    EmptyReason.NO_TOPICS: "empty-no-topics",
    EmptyReason.ALL_MUTED: "empty-all-muted",
    EmptyReason.NO_NEWS: "empty-no-news",
    EmptyReason.NOT_PUBLISHED: "empty-not-published",
    EmptyReason.NO_MATCH: "empty-no-match",
    EmptyReason.HELD: "empty-held",
    EmptyReason.SENT_AT_ONCE: "empty-sent-at-once",
}

_NOTHING_CAME = (EmptyReason.NO_NEWS, EmptyReason.NOT_PUBLISHED)


def empty_day_message(day: EmptyDay, chat: Chat, bot_username: str) -> MessageContent:
    """Why a digest is empty, without a sound."""
    words = words_in(chat.language)
    lines = [_reason(day, chat, words)]
    if day.reason is EmptyReason.NO_MATCH:
        lines += _nearest(day.misses, chat, words, bot_username)
    if day.late and day.reason in (EmptyReason.NO_MATCH, EmptyReason.HELD):
        lines.append(words("empty-also-late"))
    if day.reason not in (EmptyReason.NO_TOPICS, EmptyReason.ALL_MUTED):
        lines += late_lines(day.late, chat, words)
    return MessageContent(Markup("\n").join(lines), _keyboard(day, chat, words), is_silent=True)


def after_digest(content: MessageContent, day: EmptyDay, last: LastDigest, chat: Chat) -> MessageContent:
    """The same where the digest of the day has come: first that it did, with the way to its papers."""
    words, total = words_in(chat.language), last.selection.total
    came = words("empty-digest-came", hour=f"{local(chat, last.sent_at):%H:%M}", count=total)
    is_quiet = day.reason in _NOTHING_CAME and not (day.late or day.awaited)
    then = words("empty-nothing-since") if is_quiet else content.html
    again = (tap(words.label("digest-all-button", total=total), DigestAll(last.delivery_id, 0, 0)),)
    return replace(content, html=Markup("\n").join((came, then)), keyboard=(again, *content.keyboard))


def late_lines(late: tuple[SourceHabit, ...], chat: Chat, words: Words) -> list[Markup]:
    """Which sources are late, since when, and when they usually come, in the reader's time."""
    return [
        words(
            "source-late",
            source=source_name(source, words),
            since=moment(chat, source.late_since, words),
        )
        for source in late
        if source.late_since is not None
    ]


def source_name(source: SourceHabit, words: Words) -> str:
    """What readers call a source."""
    return words.label("source-name", source=str(source.source))


def moment(chat: Chat, at: datetime, words: Words) -> str:
    """A day and an hour in the reader's time."""
    there = local(chat, at)
    return words.label("moment", date=dates.with_weekday(words, there.date()), hour=f"{there:%H:%M}")


def local(chat: Chat, at: datetime) -> datetime:
    """An instant in the chat's own zone, else in a likely one."""
    return at.astimezone(ZoneInfo(zone_of(chat)))


def _reason(day: EmptyDay, chat: Chat, words: Words) -> Markup:
    if day.reason is EmptyReason.NO_TOPICS and chat.type is not ChatType.PRIVATE:
        return words("empty-no-topics-group")
    if day.reason is EmptyReason.NO_NEWS and day.late:
        return words("empty-source-late")
    if day.reason is EmptyReason.NO_NEWS and day.awaited:
        return Markup("\n").join([words("empty-awaited"), *_awaited(day.awaited, chat, words)])
    if day.reason is EmptyReason.NO_NEWS and day.next_due_at:
        return words("empty-no-news-on-time") + _next_papers(day.next_due_at, chat, words)
    line = words(_KEYS[day.reason], new=day.new_papers, held=day.held)
    if day.reason is EmptyReason.NOT_PUBLISHED and day.next_due_at:
        return line + _next_papers(day.next_due_at, chat, words)
    if day.reason is EmptyReason.NO_MATCH and not day.misses:
        return line + words("empty-narrow")
    return line


def _awaited(sources: tuple[SourceHabit, ...], chat: Chat, words: Words) -> list[Markup]:
    hours = {source: local(chat, source.due_at(source.last_good_on)) for source in sources}
    return [
        words("source-awaited", source=source_name(source, words), hour=f"{usual:%H:%M}")
        for source, usual in hours.items()
    ]


def _next_papers(at: datetime, chat: Chat, words: Words) -> Markup:
    return words("empty-next-papers", moment=moment(chat, at, words))


def _nearest(misses: tuple[NearMiss, ...], chat: Chat, words: Words, bot_username: str) -> list[Markup]:
    if not misses:
        return []
    lines = [words("empty-nearest", count=len(misses))]
    for miss in misses:
        name = headline(miss.paper, chat.language, _NAME_WIDTH).name
        title = link(paper_url(bot_username, miss.paper), name)
        lines.append(words("empty-nearest-paper", title=title, lacks=_lacks(miss, words)))
    return lines


def _lacks(miss: NearMiss, words: Words) -> str:
    """What keeps a paper from matching: a missing word, an excluded one, words that stand apart."""
    text = cut_to_width(one_line(miss.left_out).strip('"').removeprefix("-"), _LEFT_OUT_WIDTH)
    if miss.left_out.startswith("-"):
        return words.label("lacks-exclusion", word=text)
    return words.label("lacks-row" if miss.left_out.startswith('"') else "lacks-word", word=text)


def _keyboard(day: EmptyDay, chat: Chat, words: Words) -> tuple[Row, ...]:
    """What one can do about it; in a channel nobody could go on from a button."""
    if chat.type is ChatType.CHANNEL:
        return ()
    if day.reason is EmptyReason.HELD:
        return ((tap(words.label("empty-held-button"), StopWaiting()),),)
    if day.reason is not EmptyReason.NO_MATCH:
        return ()
    topics = dict.fromkeys((miss.topic_id, miss.topic) for miss in day.misses)
    return tuple(
        (
            tap(
                words.label("empty-widen-button", topic=cut_to_width(one_line(name), _TOPIC_WIDTH)),
                WidenTopic(topic_id, _checksum(day.misses, topic_id)),
            ),
        )
        for topic_id, name in topics
    )


def _checksum(misses: tuple[NearMiss, ...], topic_id: int) -> int:
    nearest = next(miss for miss in misses if miss.topic_id == topic_id)
    return zlib.crc32(nearest.left_out.encode())
