"""The settings: one message whose panels replace each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from handlers.buttons import (
    AskPlace,
    InstantTopics,
    SetCardLanguage,
    SetEmptyDays,
    SetLanguage,
    SetLayout,
    SetMaximum,
    SettingsPanel,
    SetZone,
    ToggleChineseWait,
    ToggleHour,
    ToggleSilent,
)
from handlers.views import dates
from handlers.views.keyboards import Row, chosen, in_pairs, in_rows, tap
from handlers.views.times import days_panel, pause_panel, quiet_panel, times_lines
from handlers.wishes import hour_of, minutes_of
from handlers.words import Words, words_in
from handlers.zones import PLACES, zone_name
from storage.chats import MOST_HOURS
from storage.records import Button, CardLanguage, Chat, ChatType, EmptyDays, Language, Layout, MessageContent

MAIN, ZONES, HOURS, MAXIMUM = "main", "zone", "hour", "max"
DAYS, QUIET, PAUSE = "days", "quiet", "pause"
EMPTY_DAYS = "empty"
LANGUAGE = "lang"
LAYOUT = "layout"
PAPERS = "papers"
MAXIMUMS = (5, 8, 10, 15, 20, 30)
_OFFERED_HOURS = tuple(hour_of(60 * hour) for hour in (6, 7, 8, 9, 10, 12, 18, 20, 21, 22))
_EMPTY_DAYS = {
    EmptyDays.SOME: "settings-empty-days-some",
    EmptyDays.DAILY: "settings-empty-days-daily",
    EmptyDays.NEVER: "settings-empty-days-never",
}
_LAYOUTS = {
    Layout.COMPACT: "settings-layout-compact",
    Layout.NORMAL: "settings-layout-normal",
    Layout.RICH: "settings-layout-rich",
}
_CARD_LANGUAGES = {
    CardLanguage.CHINESE: "settings-papers-chinese",
    CardLanguage.ORIGINAL_TITLE: "settings-papers-original-title",
    CardLanguage.ENGLISH: "settings-papers-english",
    CardLanguage.BOTH: "settings-papers-both",
}
LANGUAGE_NAMES = {Language.ZH_HANS: "简体中文", Language.ZH_HANT: "繁體中文", Language.EN: "English"}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the settings tell besides the chat's own wishes."""

    next_at: datetime | None
    """When the next digest comes, in the chat's own time."""
    hold_hours: int
    """How long papers wait for Chinese at most."""
    today: date
    """In the chat's own zone."""
    instant_topics: int = 0
    """Topics whose papers are pushed at once."""


def settings_message(chat: Chat, panel: str, now: Circumstances) -> MessageContent:
    """A panel of the settings."""
    shown: Callable[[Chat, Words, Circumstances], MessageContent] = _PANELS.get(panel, _main)
    return shown(chat, words_in(chat.language), now)


def next_line(words: Words, next_at: datetime | None) -> Markup:
    """When the next digest comes, in the chat's own time."""
    if next_at is None:
        return words("settings-no-next")
    return words("settings-next", date=dates.with_weekday(words, next_at.date()), hour=f"{next_at:%H:%M}")


def _main(chat: Chat, words: Words, now: Circumstances) -> MessageContent:
    hours = words.label("list-separator").join(chat.hours)
    zone = zone_name(chat.timezone, chat.language) if chat.timezone else words.label("settings-zone-unset")
    wait = _wait(chat, words, now)
    html = words(
        "settings-main",
        language=LANGUAGE_NAMES[chat.language],
        zone=zone,
        hours=hours,
        maximum=chat.maximum,
    )
    if wait:
        html += "\n" + words("settings-wait", state=wait)
    for line in times_lines(chat, words, now.today):
        html += "\n" + line
    for line in _unusual(chat, words):
        html += "\n" + line
    if now.instant_topics:
        html += "\n" + words("settings-instant-are", count=now.instant_topics)
    return MessageContent(html + "\n\n" + next_line(words, now.next_at), _main_keyboard(chat, words))


def _main_keyboard(chat: Chat, words: Words) -> tuple[Row, ...]:
    """What people change most comes first."""

    def to(key: str, panel: str) -> Button:
        return tap(words.label(key), SettingsPanel(panel))

    wait = "settings-no-wait-button" if chat.waits_for_chinese else "settings-wait-button"
    may_wait = chat.waits_for_chinese or chat.language.is_chinese
    last = (
        to("settings-empty-days-button", EMPTY_DAYS),
        *((tap(words.label(wait), ToggleChineseWait()),) if may_wait else ()),
    )
    return (
        (
            to("settings-hours-button", HOURS),
            to("settings-maximum-button", MAXIMUM),
            to("settings-layout-button", LAYOUT),
        ),
        (to("settings-language-button", LANGUAGE), to("settings-papers-button", PAPERS)),
        (
            to("settings-days-button", DAYS),
            to("settings-quiet-button", QUIET),
            to("settings-pause-button", PAUSE),
        ),
        (
            to("settings-zone-button", ZONES),
            tap(words.label("settings-instant-button"), InstantTopics(0)),
        ),
        *in_pairs(last),
    )


def _unusual(chat: Chat, words: Words) -> Iterator[Markup]:
    """What differs from how a new chat has it, of layout, sound, papers and empty days; a line each."""
    if chat.layout is not Layout.COMPACT:
        yield words("settings-layout-is", layout=words.label(_LAYOUTS[chat.layout]))
    if chat.is_silent:
        yield words("settings-silent-is")
    if chat.card_language is not None:
        yield words("settings-papers-are", papers=words.label(_CARD_LANGUAGES[chat.card_language]))
    if chat.empty_days is not EmptyDays.SOME:
        yield words("settings-empty-days-are", choice=words.label(_EMPTY_DAYS[chat.empty_days]))


def _wait(chat: Chat, words: Words, now: Circumstances) -> str:
    """Whether the chat waits for Chinese; nothing where nobody would want to."""
    if chat.waits_for_chinese:
        return words.label("settings-wait-on", hours=now.hold_hours)
    return words.label("settings-wait-off") if chat.language.is_chinese else ""


def _zones(chat: Chat, words: Words, _now: Circumstances) -> MessageContent:
    buttons = (
        tap(chosen(place.name(chat.language), place.zone == chat.timezone), SetZone(place.zone))
        for place in PLACES
    )
    by_place = (tap(words.label("place-button"), AskPlace(0)),) if chat.type is ChatType.PRIVATE else ()
    rows = (*in_rows(buttons, 3), by_place, _back(words))
    return MessageContent(words("settings-zones"), tuple(row for row in rows if row))


def _hours(chat: Chat, words: Words, now: Circumstances) -> MessageContent:
    hours = sorted({*_OFFERED_HOURS, *chat.hours})
    buttons = (tap(chosen(hour, hour in chat.hours), ToggleHour(minutes_of(hour))) for hour in hours)
    html = words("settings-hours", most=MOST_HOURS) + "\n\n" + next_line(words, now.next_at)
    return MessageContent(html, (*in_rows(buttons, 4), _back(words)))


def _maximum(chat: Chat, words: Words, _now: Circumstances) -> MessageContent:
    buttons = (tap(chosen(str(number), number == chat.maximum), SetMaximum(number)) for number in MAXIMUMS)
    return MessageContent(words("settings-maximum"), (*in_rows(buttons, 3), _back(words)))


def _layout(chat: Chat, words: Words, _now: Circumstances) -> MessageContent:
    layouts = tuple(
        tap(chosen(words.label(_LAYOUTS[layout]), layout is chat.layout), SetLayout(layout))
        for layout in Layout
    )
    silent = (tap(chosen(words.label("settings-silent-button"), chat.is_silent), ToggleSilent()),)
    return MessageContent(words("settings-layout"), (layouts, silent, _back(words)))


def _language(chat: Chat, words: Words, _now: Circumstances) -> MessageContent:
    rows = [
        (tap(chosen(name, language is chat.language), SetLanguage(language)),)
        for language, name in LANGUAGE_NAMES.items()
    ]
    return MessageContent(words("settings-language"), (*rows, _back(words)))


def _papers(chat: Chat, words: Words, _now: Circumstances) -> MessageContent:
    rows = [
        (tap(chosen(words.label(key), choice is chat.reads_papers_in), SetCardLanguage(choice)),)
        for choice, key in _CARD_LANGUAGES.items()
    ]
    return MessageContent(words("settings-papers"), (*rows, _back(words)))


def _empty_days(chat: Chat, words: Words, _now: Circumstances) -> MessageContent:
    rows = [
        (tap(chosen(words.label(_EMPTY_DAYS[choice]), choice is chat.empty_days), SetEmptyDays(choice)),)
        for choice in EmptyDays
    ]
    return MessageContent(words("settings-empty-days"), (*rows, _back(words)))


def _with_way_back(
    shown: Callable[[Chat, Words, date], MessageContent],
) -> Callable[[Chat, Words, Circumstances], MessageContent]:
    """A panel about time, followed by when the next digest comes and the way back."""

    def panel(chat: Chat, words: Words, now: Circumstances) -> MessageContent:
        content = shown(chat, words, now.today)
        html = content.html + "\n\n" + next_line(words, now.next_at)
        return MessageContent(html, (*content.keyboard, _back(words)))

    return panel


def _back(words: Words) -> Row:
    return (tap(words.label("settings-back-button"), SettingsPanel(MAIN)),)


_PANELS = {
    MAIN: _main,
    ZONES: _zones,
    HOURS: _hours,
    MAXIMUM: _maximum,
    EMPTY_DAYS: _empty_days,
    PAPERS: _papers,
    LANGUAGE: _language,
    LAYOUT: _layout,
    DAYS: _with_way_back(days_panel),
    QUIET: _with_way_back(quiet_panel),
    PAUSE: _with_way_back(pause_panel),
}
