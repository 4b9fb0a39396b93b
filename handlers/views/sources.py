"""Where digests come from, as operators see it: what publishers usually do, and how each source fares."""

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from handlers.buttons import AdminPanel, AskSource, DirectSource, ListSources, ShowSource
from handlers.escaping import echo, one_line
from handlers.views import dates
from handlers.views.admin import SOURCES, to_figures
from handlers.views.empty_day import local, moment, source_name
from handlers.views.keyboards import Row, in_pairs, tap, turning
from handlers.views.measuring import cut_to_width
from handlers.views.problems import problem_in_short, problem_told
from handlers.words import Words, words_in
from storage.named_sources import SourceState
from storage.records import Button, Chat, MessageContent
from storage.source_health import SourceHealth
from storage.sources import SourceHabit

SOURCES_PER_PAGE = 6
_MOST_DAYS = 5
_PLACE_WIDTH, _PROBLEM_WIDTH, _SHORT_WIDTH, _LABEL_WIDTH = 60, 240, 72, 40
_AUTHORITY = re.compile(r"https?://([^/?#]+)", re.IGNORECASE)


def sources_message(
    usual: Sequence[SourceHabit], shown: Sequence[SourceHealth], chat: Chat, page: int = 0, total: int = 0
) -> MessageContent:
    """When each publisher usually comes and since when it is late; then a page (from 0) of all sources."""
    words = words_in(chat.language)
    lines = [line for source in usual for line in _habit_lines(source, chat, words)]
    none = [] if shown else [words("admin-sources-none")]
    lines = [words("admin-sources-title"), *(lines or none), Markup()]
    lines += [words("sources-polled-title" if shown else "sources-polled-none")]
    lines += [line for health in shown for line in _listed(health, chat, words)]
    pages = max(1, -(-total // SOURCES_PER_PAGE))
    turns = turning(page, pages, words, ListSources)
    keyboard = (
        *((tap(_marked(health), ShowSource(health.state.id)),) for health in shown),
        *((turns,) if turns else ()),
        (tap(words.label("sources-add-button"), AskSource()), *to_figures(words)),
    )
    return MessageContent(Markup("\n").join(lines), keyboard)


def source_message(health: SourceHealth, chat: Chat, *, is_default: bool = False) -> MessageContent:
    """One source: what came, what is missing, what is wrong; buttons for what an operator may do."""
    words, state = words_in(chat.language), health.state
    lines = [
        words("source-title", name=state.named.name, kind=_kind(state, words)),
        *_place(state, words),
        words(_whose(state, is_default=is_default)),
        Markup(),
        _last(state, chat, words),
        words("source-files", arrived=health.arrived, awaited=health.awaited, refused=health.refused),
        *_gaps(health.gaps, words),
        *_rejected(health, words),
        _next(state, chat, words),
        *_wrong(health, chat, words, _PROBLEM_WIDTH),
    ]
    return MessageContent(
        Markup("\n").join(lines), (*in_pairs(_acts(state, words, is_default=is_default)), _to_sources(words))
    )


def removal_question(state: SourceState, chat: Chat) -> MessageContent:
    """What becomes of what it brought."""
    words = words_in(chat.language)
    yes = tap(words.label("source-remove-yes-button"), DirectSource(state.id, "remove"))
    back = tap(words.label("admin-back-button"), ShowSource(state.id))
    return MessageContent(words("source-remove-question", name=state.named.name), ((yes, back),))


def source_question(chat: Chat) -> MessageContent:
    """Asks for a line that names a source, with examples."""
    words = words_in(chat.language)
    return MessageContent(words("source-ask"), (_to_sources(words),))


def source_wrong(problem: str, chat: Chat) -> MessageContent:
    """Why a line names no source; another one may be written at once."""
    words = words_in(chat.language)
    told = cut_to_width(problem_told(problem, words), _PROBLEM_WIDTH)
    return MessageContent(words("source-wrong", problem=told), (_to_sources(words),))


def source_taken(name: str, chat: Chat) -> MessageContent:
    """That there is a source of this name."""
    words = words_in(chat.language)
    return MessageContent(words("source-taken", name=echo(name)), (_to_sources(words),))


def _habit_lines(source: SourceHabit, chat: Chat, words: Words) -> list[Markup]:
    last = dates.with_weekday(words, source.last_good_on)
    lines = [words("admin-source", source=source_name(source, words), last=last)]
    if source.is_known:
        usual = local(chat, source.due_at(source.last_good_on))
        lines.append(words("admin-source-usual", hour=f"{usual:%H:%M}"))
    if source.late_since is not None:
        lines.append(words("admin-source-late", since=moment(chat, source.late_since, words)))
    return lines


def _listed(health: SourceHealth, chat: Chat, words: Words) -> list[Markup]:
    state = health.state
    lines = [words("source-title", name=state.named.name, kind=_kind(state, words))]
    details = [_last(state, chat, words)] if state.is_enabled else [words("source-off")]
    details += [words("source-gap-count", count=len(health.gaps))] if health.gaps else []
    details += [words("source-filling")] if _is_filling(state) else []
    details += _wrong(health, chat, words, _SHORT_WIDTH) if state.is_enabled else []
    return [*lines, *(words("source-detail", detail=line) for line in details)]


def _marked(health: SourceHealth) -> str:
    """Its name, and that something is wrong with it."""
    state = health.state
    is_wrong = state.is_enabled and (state.problem or health.refusal)
    return cut_to_width(f"⚠️ {state.named.name}" if is_wrong else state.named.name, _LABEL_WIDTH)


def _kind(state: SourceState, words: Words) -> str:
    return words.label("source-kind", kind=state.named.kind)


def _place(state: SourceState, words: Words) -> list[Markup]:
    """The host or repository; of an address no more, for keys may stand in it."""
    options = state.named.options
    authority = _AUTHORITY.match(str(options.get("url", "")))
    place = str(options.get("repository") or (authority[1] if authority else ""))
    return [words("source-place", place=cut_to_width(one_line(place), _PLACE_WIDTH))] if place else []


def _last(state: SourceState, chat: Chat, words: Words) -> Markup:
    if state.good_at is None:
        return words("source-never")
    return words("source-last", when=moment(chat, state.good_at, words))


def _gaps(gaps: Sequence[date], words: Words) -> list[Markup]:
    if not gaps:
        return []
    days = dates.listed(words, gaps[-_MOST_DAYS:])
    more = "more" if len(gaps) > _MOST_DAYS else "all"
    return [words("source-gaps", count=len(gaps), days=days, more=more)]


def _rejected(health: SourceHealth, words: Words) -> list[Markup]:
    if not health.rejected:
        return []
    percent = round(100 * health.rejected / health.entries)
    return [words("source-rejected", percent=percent, rejected=health.rejected, entries=health.entries)]


def _next(state: SourceState, chat: Chat, words: Words) -> Markup:
    if not state.is_enabled:
        return words("source-off")
    if _is_filling(state):
        return words("source-filling")
    return words("source-next", when=moment(chat, state.next_poll_at, words))


def _is_filling(state: SourceState) -> bool:
    """Whether its past is being fetched; what it waits for meanwhile is a matter of seconds."""
    return state.is_enabled and state.filled_at is None and state.problem is None


def _wrong(health: SourceHealth, chat: Chat, words: Words, width: int) -> list[Markup]:
    """That it cannot be asked, and since when; that its newest file cannot be read."""
    state, told = health.state, []
    if state.problem:
        problem = problem_in_short(state.problem, words, width)
        since = state.failing_since and moment(chat, state.failing_since, words)
        told.append(
            words("source-failing", since=since, times=state.failures, problem=problem)
            if since
            else words("source-problem", problem=problem)
        )
    if health.refusal and health.refusal != state.problem:
        told.append(words("source-unreadable", problem=problem_in_short(health.refusal, words, width)))
    return told


def _whose(state: SourceState, *, is_default: bool) -> str:
    """Who decides about it."""
    if is_default:
        return "source-default"
    if not state.is_in_file:
        return "source-in-chat"
    return "source-in-settings" if state.is_enabled else "source-left-settings"


def _acts(state: SourceState, words: Words, *, is_default: bool) -> list[Button]:
    offered = [("source-poll-button", "poll")] if state.is_enabled else []
    if not state.is_in_file or is_default:
        offered.append(("source-off-button", "off") if state.is_enabled else ("source-on-button", "on"))
    if not is_default and not (state.is_in_file and state.is_enabled):
        offered.append(("source-remove-button", "ask"))
    return [tap(words.label(key), DirectSource(state.id, act)) for key, act in offered]


def _to_sources(words: Words) -> Row:
    return (tap(words.label("admin-back-button"), AdminPanel(SOURCES)),)
