"""/status in a few lines: last, next, wishes; then what is wrong and what one can do, or that nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from handlers.buttons import ReadyMadePage, SettingsPanel
from handlers.escaping import one_line
from handlers.views import dates
from handlers.views.empty_day import late_lines, local, moment, source_name
from handlers.views.keyboards import Row, tap
from handlers.views.measuring import cut_to_width
from handlers.views.settings import MAIN
from handlers.views.topics import BY_ITSELF
from handlers.words import Words, words_in
from storage.chat_status import DeliveryStatus, Obstacle
from storage.records import Chat, Destination, EmptyReason, MessageContent
from storage.sending_pauses import SendingState
from storage.sources import SourceHabit

_EMPTY = {
    EmptyReason.NO_NEWS: "status-empty-no-news",
    EmptyReason.NOT_PUBLISHED: "status-empty-not-published",
    EmptyReason.NO_MATCH: "status-empty-no-match",
    EmptyReason.HELD: "status-empty-held",
    EmptyReason.SENT_AT_ONCE: "status-empty-sent-at-once",
}
"""Who follows nothing is told so among the troubles."""
_WAITING = {
    Obstacle.FLOOD: "status-waiting-flood",
    Obstacle.RESTRICTED: "status-waiting-restricted",
    Obstacle.MISSING: "status-waiting-missing",
    Obstacle.OUTAGE: "status-waiting-outage",
    Obstacle.UNCONFIRMED: "status-waiting-unconfirmed",
}
_INSTANT_WIDTH = 60
_NAMES_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that /status tells of besides the chat's own wishes."""

    now: datetime
    destination: Destination
    deliveries: DeliveryStatus
    sending: SendingState
    sources: tuple[SourceHabit, ...] = ()
    is_cut_off: bool = False
    """No source can be asked at all."""
    topic_count: int = 0
    muted_count: int = 0
    instant_topics: tuple[str, ...] = ()
    """Names of those whose papers are pushed at once."""
    quiet_until: datetime | None = None
    has_operators: bool = True
    """Whether anybody is told of trouble."""
    troubled_sources: tuple[str, ...] = ()
    """For operators: their names."""


def status_message(state: Circumstances, chat: Chat) -> MessageContent:
    """The whole status."""
    words = words_in(chat.language)
    trouble = list(_trouble(state, chat, words))
    fine = [words("status-fine")] if chat.timezone else []
    last = [words("status-trouble"), *trouble] if trouble else fine
    blocks = (
        [words("status-title")],
        [*_last(state, chat, words), *_on_its_way(state, words), *_next(state, chat, words)],
        list(_wishes(state, chat, words)),
        last,
    )
    html = Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks if lines)
    return MessageContent(html, (_keyboard(state, words),))


def _last(state: Circumstances, chat: Chat, words: Words) -> Iterator[Markup]:
    last, empty = state.deliveries.last, state.deliveries.empty
    if last is None:
        yield words("status-none-yet")
    else:
        days = last.selection.digest_days
        held = words.label("status-held-days", days=dates.listed(words, days[-1:])) if days else ""
        yield (
            words("status-last", moment=moment(chat, last.sent_at, words), count=last.selection.total) + held
        )
    if empty is not None and (key := _EMPTY.get(empty[1])):
        yield words("status-empty", date=dates.short(words, empty[0]), reason=words.label(key))


def _on_its_way(state: Circumstances, words: Words) -> Iterator[Markup]:
    waiting = state.deliveries.waiting
    if waiting is not None and not (waiting.obstacle or state.quiet_until):
        yield words("status-on-its-way", date=dates.short(words, waiting.local_date))


def _next(state: Circumstances, chat: Chat, words: Words) -> Iterator[Markup]:
    due_at = state.destination.next_due_at
    if chat.timezone is None:
        yield words("status-no-zone")
        return
    if due_at is None:
        yield words("status-no-next")
        return
    line = words("status-next", moment=moment(chat, max(due_at, state.now), words))
    yield line + _brings(state, due_at, words)
    for source in state.sources:
        if source.is_known and not source.late_since:
            usual = local(chat, source.due_at(source.last_good_on))
            yield words("status-source", source=source_name(source, words), hour=f"{usual:%H:%M}")


def _brings(state: Circumstances, due_at: datetime, words: Words) -> Markup:
    """What the next digest will hold; a list that the last one had already would read as nothing new."""
    day = _newest_day(state.sources, due_at)
    if day is None:
        return Markup("")
    last = state.deliveries.last
    if last and day <= max(last.selection.digest_days, default=date.min):
        return words("status-brings-new")
    return words("status-brings", date=dates.short(words, day))


def _newest_day(sources: tuple[SourceHabit, ...], at: datetime) -> date | None:
    """The day of the newest list that will usually have come by then."""
    days = [source.newest_day_by(at) for source in sources if source.late_since is None]
    return max((day for day in days if day), default=None)


def _wishes(state: Circumstances, chat: Chat, words: Words) -> Iterator[Markup]:
    yield words("status-topics", count=state.topic_count, muted=state.muted_count)
    if state.instant_topics:
        names = words.label("list-separator").join(one_line(name) for name in state.instant_topics)
        yield words("status-instant", topics=cut_to_width(names, _INSTANT_WIDTH), maximum=chat.maximum)
    if _is_paused(state, chat):
        assert chat.paused_until is not None
        yield words("status-paused", date=dates.with_weekday(words, chat.paused_until))
    if chat.quiet_from and chat.quiet_until:
        yield words("status-quiet", first=chat.quiet_from, last=chat.quiet_until)


def _is_paused(state: Circumstances, chat: Chat) -> bool:
    return chat.paused_until is not None and chat.paused_until > local(chat, state.now).date()


def _trouble(state: Circumstances, chat: Chat, words: Words) -> Iterator[Markup]:
    if not state.topic_count:
        yield words("status-no-topics")
    elif state.topic_count == state.muted_count:
        yield words("status-all-muted")
    heard = "somebody" if state.has_operators else "nobody"
    late = tuple(one for one in state.sources if one.late_since)
    yield from late_lines(late, chat, words)
    if state.is_cut_off and not late:
        yield words("status-cut-off", heard=heard)
    if state.troubled_sources:
        names = words.label("list-separator").join(state.troubled_sources)
        yield words("status-sources", names=cut_to_width(names, _NAMES_WIDTH))
    if state.sending.stopped_reason:
        yield words("status-stopped", heard=heard)
    elif state.sending.paused_until:
        yield words("status-held-up")
    waiting = state.deliveries.waiting
    if waiting is not None and (waiting.obstacle or state.quiet_until):
        key = _WAITING[waiting.obstacle] if waiting.obstacle else "status-waiting-quiet"
        yield words(key, date=dates.short(words, waiting.local_date), minutes=_minutes(waiting.wait))
    if state.deliveries.dead_on is not None:
        yield words("status-dead", date=dates.short(words, state.deliveries.dead_on))
    if state.destination.is_thread_lost:
        yield words("status-thread-lost")


def _minutes(wait: timedelta) -> int:
    return max(1, -(-int(wait.total_seconds()) // 60))


def _keyboard(state: Circumstances, words: Words) -> Row:
    settings = tap(words.label("time-settings-button"), SettingsPanel(MAIN))
    if state.topic_count:
        return (settings,)
    return (tap(words.label("topics-ready-made-button"), ReadyMadePage(BY_ITSELF, 0)), settings)
