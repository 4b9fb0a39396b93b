"""/pause, /resume, and what /settings says about time: days of the week, quiet hours; by buttons or typed."""

from dataclasses import replace
from datetime import date

from handlers.buttons import PauseUntil, SetQuietHours, SetWeekdays, ToggleWeekday
from handlers.buttons.times import ENDED, NEVER
from handlers.context import Call, Replies
from handlers.escaping import echo
from handlers.settings_panels import next_at, panel
from handlers.typed_empty_days import empty_days_in
from handlers.typed_times import LONGEST_PAUSE, TypedPause, pause_in, quiet_in, weekdays_in
from handlers.views.settings import DAYS, EMPTY_DAYS, PAUSE, QUIET, next_line
from handlers.views.times import EVERY_DAY, resumed_message, undo_row
from handlers.wishes import hour_of
from storage.records import MessageContent

_UNCLEAR = {
    QUIET: "settings-quiet-unclear",
    EMPTY_DAYS: "settings-empty-days-unclear",
    PAUSE: "settings-pause-unclear",
}
_MINUTES_A_DAY = 24 * 60
_ALL_BITS = 2**7 - 1


async def typed_times(call: Call) -> Replies | None:
    """Set what was typed about days, quiet hours, empty days or a pause; None where it is about something else."""
    if weekdays := weekdays_in(call.argument):
        return await _typed(call, DAYS, weekdays=weekdays)
    if quiet := quiet_in(call.argument):
        if quiet.unclear is not None:
            return await _unclear(call, QUIET, quiet.unclear)
        return await _typed(call, QUIET, quiet_from=quiet.begins, quiet_until=quiet.ends)
    if typed := empty_days_in(call.argument):
        if typed.choice is None:
            return await _unclear(call, EMPTY_DAYS, typed.unclear)
        return await _typed(call, EMPTY_DAYS, empty_days=typed.choice)
    if pause := pause_in(call.argument, call.local_day):
        return await _paused(call, pause)
    return None


async def pause_command(call: Call) -> Replies:
    """Pause until the day that follows the command, else ask until when."""
    if not call.argument:
        return (call.say(await panel(call, PAUSE)),)
    pause = pause_in(f"pause {call.argument}", call.local_day)
    return await _paused(call, pause or TypedPause(unclear=call.argument))


async def resume_command(call: Call) -> Replies:
    """End a pause, and offer what was missed."""
    return (call.say(await _resumed(call)),)


async def toggle_weekday(call: Call, data: ToggleWeekday) -> Replies:
    """Add or remove a day; one always stays."""
    if data.weekday not in EVERY_DAY:
        return (call.toast("no-such-button"),)
    days = set(call.chat.weekdays) ^ {data.weekday}
    if not days:
        return (call.toast("settings-days-one-stays"),)
    return await _tapped(call, DAYS, weekdays=tuple(sorted(days)))


async def set_weekdays(call: Call, data: SetWeekdays) -> Replies:
    """Set all days at once."""
    if not 0 < data.bits <= _ALL_BITS:
        return (call.toast("no-such-button"),)
    return await _tapped(call, DAYS, weekdays=tuple(day for day in EVERY_DAY if data.bits >> day & 1))


async def set_quiet_hours(call: Call, data: SetQuietHours) -> Replies:
    """Set the quiet hours, or none."""
    if max(data.begins, data.ends) >= _MINUTES_A_DAY:
        return (call.toast("no-such-button"),)
    is_none = data.begins == data.ends
    begins, ends = (None, None) if is_none else (hour_of(data.begins), hour_of(data.ends))
    return await _tapped(call, QUIET, quiet_from=begins, quiet_until=ends)


async def pause_until(call: Call, data: PauseUntil) -> Replies:
    """Pause until a date, or go on."""
    if data.day == ENDED:
        return (call.show(await _resumed(call)),)
    if data.day == NEVER:
        return await _tapped(call, PAUSE, paused_until=None)
    try:
        until = date(data.day // 10_000, data.day // 100 % 100, data.day % 100)
    except ValueError:
        return (call.toast("no-such-button"),)
    if until > call.local_day + LONGEST_PAUSE:
        return (call.toast("no-such-button"),)
    return await _tapped(call, PAUSE, paused_until=until)


async def _resumed(call: Call) -> MessageContent:
    paused_until = call.chat.paused_until
    was_paused = paused_until is not None and paused_until > call.local_day
    if was_paused:
        call = await call.with_wishes(paused_until=_ended(call))
    coming = next_line(call.words, await next_at(call))
    return resumed_message(call.words, coming, was_paused=was_paused)


def _ended(call: Call) -> date | None:
    """A pause that ends today is still known as one, for the digest after it brings the best of it."""
    return min(call.chat.paused_until, call.local_day) if call.chat.paused_until else None


async def _paused(call: Call, pause: TypedPause) -> Replies:
    if pause.unclear is not None:
        return await _unclear(call, PAUSE, pause.unclear)
    if pause.until is None:
        return await resume_command(call)
    return await _typed(call, PAUSE, paused_until=pause.until)


async def _unclear(call: Call, name: str, text: str) -> Replies:
    """What was not understood and how to write it; the panel with its buttons where nothing was written."""
    if not text:
        return (call.say(await panel(call, name)),)
    return (call.say(MessageContent(call.words(_UNCLEAR[name], text=echo(text)))),)


async def _typed(call: Call, name: str, **changes: object) -> Replies:
    changed = await call.with_wishes(**changes)
    content = await panel(changed, name)
    undo = undo_row(call.chat, changed.chat, call.words)
    return (call.say(replace(content, keyboard=(*undo, *content.keyboard))),)


async def _tapped(call: Call, name: str, **changes: object) -> Replies:
    return (call.show(await panel(await call.with_wishes(**changes), name)),)
