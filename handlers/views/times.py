"""Panels of the settings for days, quiet hours and pauses, without their way back."""

from datetime import date, timedelta

from markupsafe import Markup

from handlers.buttons import DigestPart, PauseUntil, SetQuietHours, SetWeekdays, ToggleWeekday
from handlers.buttons.times import ENDED, NEVER
from handlers.views import dates
from handlers.views.digest import PREVIEW
from handlers.views.keyboards import Row, chosen, in_rows, tap
from handlers.wishes import hour_of, minutes_of
from handlers.words import Words
from storage.records import Chat, MessageContent

EVERY_DAY, WORKDAYS = tuple(range(7)), tuple(range(5))
_QUIET_HOURS = tuple(
    (60 * begins, 60 * ends) for begins, ends in ((21, 7), (22, 7), (22, 8), (23, 7), (23, 8), (0, 8))
)
_PAUSES_DAYS = (1, 3, 7, 14, 30)


def days_line(words: Words, weekdays: tuple[int, ...]) -> str:
    """The days of a digest: every day, workdays, or their names."""
    if weekdays == EVERY_DAY:
        return words.label("settings-days-all")
    if weekdays == WORKDAYS:
        return words.label("settings-days-workdays")
    return words.label("list-separator").join(words.label("weekday", weekday=day) for day in weekdays)


def quiet_line(chat: Chat, words: Words) -> str:
    """The quiet hours, or that there are none."""
    if not chat.quiet_from or not chat.quiet_until:
        return words.label("settings-quiet-none")
    return f"{chat.quiet_from}–{chat.quiet_until}"


def times_lines(chat: Chat, words: Words, today: date) -> list[Markup]:
    """What differs from every day at all hours, a line each."""
    lines = []
    if chat.weekdays != EVERY_DAY:
        lines.append(words("settings-days-are", days=days_line(words, chat.weekdays)))
    if chat.quiet_from:
        lines.append(words("settings-quiet-are", hours=quiet_line(chat, words)))
    if chat.paused_until is not None and chat.paused_until > today:
        lines.append(words("settings-paused", date=dates.with_weekday(words, chat.paused_until)))
    return lines


def days_panel(chat: Chat, words: Words, _today: date) -> MessageContent:
    """The days on which a digest comes."""
    buttons = (
        tap(chosen(words.label("weekday", weekday=day), day in chat.weekdays), ToggleWeekday(day))
        for day in EVERY_DAY
    )
    sets = (
        tap(words.label("settings-days-all"), SetWeekdays(bits_of(EVERY_DAY))),
        tap(words.label("settings-days-workdays"), SetWeekdays(bits_of(WORKDAYS))),
    )
    return MessageContent(words("settings-days"), (*in_rows(buttons, 3), sets))


def quiet_panel(chat: Chat, words: Words, _today: date) -> MessageContent:
    """The hours in which nothing comes but a digest at a chosen hour."""
    now = quiet_of(chat)
    offered = sorted({*_QUIET_HOURS, *([now] if now else [])})
    buttons = (
        tap(chosen(f"{hour_of(begins)}–{hour_of(ends)}", (begins, ends) == now), SetQuietHours(begins, ends))
        for begins, ends in offered
    )
    none = (tap(chosen(words.label("settings-quiet-none"), now is None), SetQuietHours(0, 0)),)
    return MessageContent(words("settings-quiet"), (*in_rows(buttons, 2), none))


def pause_panel(chat: Chat, words: Words, today: date) -> MessageContent:
    """Until when nothing comes."""
    if chat.paused_until is not None and chat.paused_until > today:
        html = words("settings-paused", date=dates.with_weekday(words, chat.paused_until))
        resume = tap(words.label("settings-resume-button"), PauseUntil(ENDED))
        return MessageContent(html, ((resume,),))
    buttons = (
        tap(
            words.label("settings-pause-days", days=days), PauseUntil(number_of(today + timedelta(days=days)))
        )
        for days in _PAUSES_DAYS
    )
    return MessageContent(words("settings-pause"), in_rows(buttons, 3))


def resumed_message(words: Words, next_line: Markup, *, was_paused: bool) -> MessageContent:
    """That digests come again and when, with what was missed behind a button."""
    text = words("resumed" if was_paused else "resume-not-paused")
    missed = (tap(words.label("resume-missed-button"), DigestPart(PREVIEW, 0)),)
    return MessageContent(Markup("\n").join([text, next_line]), (missed,) if was_paused else ())


def undo_row(before: Chat, after: Chat, words: Words) -> tuple[Row, ...]:
    """A button for each of the times that a change replaced, as it was before."""
    label = words.label("settings-undo-button")
    if before.weekdays != after.weekdays:
        return ((tap(label, SetWeekdays(bits_of(before.weekdays))),),)
    if quiet_of(before) != quiet_of(after):
        return ((tap(label, SetQuietHours(*(quiet_of(before) or (0, 0)))),),)
    if before.paused_until != after.paused_until:
        return ((tap(label, PauseUntil(number_of(before.paused_until))),),)
    return ()


def quiet_of(chat: Chat) -> tuple[int, int] | None:
    """The quiet hours in minutes after midnight."""
    if not chat.quiet_from or not chat.quiet_until:
        return None
    return minutes_of(chat.quiet_from), minutes_of(chat.quiet_until)


def bits_of(weekdays: tuple[int, ...]) -> int:
    """Weekdays as a number, a bit each."""
    return sum(1 << day for day in weekdays)


def number_of(day: date | None) -> int:
    """A date as YYYYMMDD, `NEVER` for none."""
    return day.year * 10_000 + day.month * 100 + day.day if day else NEVER
