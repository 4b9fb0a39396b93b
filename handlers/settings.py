"""/settings: zone, hours, length, waiting for Chinese; by buttons or typed."""

from markupsafe import Markup

from handlers.buttons import (
    JudgeRichSample,
    SetCardLanguage,
    SetEmptyDays,
    SetLayout,
    SetMaximum,
    SettingsPanel,
    SetZone,
    ToggleChineseWait,
    ToggleHour,
    ToggleSilent,
)
from handlers.context import Call, Replies
from handlers.escaping import echo
from handlers.settings_panels import panel
from handlers.times import typed_times
from handlers.views.rich_sample import rich_question, rich_sample, rich_verdict
from handlers.views.settings import (
    EMPTY_DAYS,
    HOURS,
    LAYOUT,
    MAIN,
    MAXIMUM,
    MAXIMUMS,
    PAPERS,
)
from handlers.views.welcome import time_question
from handlers.wishes import hour_of, hours_in
from handlers.zones import is_zone, similar_zone, zone_named
from storage.chats import MOST_HOURS
from storage.records import CardLanguage, EmptyDays, Layout, MessageContent

_MINUTES_A_DAY = 24 * 60


async def settings_command(call: Call) -> Replies:
    """Show the settings, or set the zone and the hours that follow the command."""
    if not call.argument:
        return (call.say(await panel(call, MAIN)),)
    if (replies := await typed_times(call)) is not None:
        return replies
    typed = hours_in(call.argument)
    if typed.impossible is not None:
        return (
            call.say(MessageContent(call.words("settings-hour-impossible", hour=echo(typed.impossible)))),
        )
    if typed.rest.isdecimal():
        return (call.say(MessageContent(call.words("settings-hour-impossible", hour=echo(typed.rest)))),)
    zone = zone_named(typed.rest) if typed.rest else call.chat.timezone
    if typed.rest and zone is None:
        return (call.say(MessageContent(_unknown_zone(call, typed.rest))),)
    if len(typed.hours) > MOST_HOURS:
        return (call.say(MessageContent(call.words("settings-hours-many", most=MOST_HOURS))),)
    changed = await call.with_wishes(timezone=zone, hours=typed.hours or call.chat.hours)
    return await _after_typing(changed)


async def show_panel(call: Call, data: SettingsPanel) -> Replies:
    """Show a panel."""
    return (call.show(await panel(call, data.panel)),)


async def set_zone(call: Call, data: SetZone) -> Replies:
    """Set the zone, and go back to the first panel."""
    if not is_zone(data.zone):
        return (call.toast("no-such-button"),)
    return (call.show(await panel(await call.with_wishes(timezone=data.zone), MAIN)),)


async def toggle_hour(call: Call, data: ToggleHour) -> Replies:
    """Add or remove an hour; one always stays."""
    if data.minutes >= _MINUTES_A_DAY:
        return (call.toast("no-such-button"),)
    hours = set(call.chat.hours) ^ {hour_of(data.minutes)}
    if not hours:
        return (call.toast("settings-hours-one-stays"),)
    if len(hours) > MOST_HOURS:
        return (call.toast("settings-hours-many", most=MOST_HOURS),)
    return (call.show(await panel(await call.with_wishes(hours=tuple(sorted(hours))), HOURS)),)


async def set_maximum(call: Call, data: SetMaximum) -> Replies:
    """Set how many papers a digest shows."""
    if data.maximum not in MAXIMUMS:
        return (call.toast("no-such-button"),)
    return (call.show(await panel(await call.with_wishes(maximum=data.maximum), MAXIMUM)),)


async def set_empty_days(call: Call, data: SetEmptyDays) -> Replies:
    """Set on which empty days the chat is told so."""
    if data.choice not in set(EmptyDays):
        return (call.toast("no-such-button"),)
    return (call.show(await panel(await call.with_wishes(empty_days=EmptyDays(data.choice)), EMPTY_DAYS)),)


async def set_layout(call: Call, data: SetLayout) -> Replies:
    """Set how much of each paper a digest shows; before rich messages comes a sample of one."""
    if data.layout not in set(Layout):
        return (call.toast("no-such-button"),)
    if data.layout == Layout.RICH and call.chat.layout is not Layout.RICH:
        return (call.say(rich_sample(call.words)), call.say(rich_question(call.words)))
    return (call.show(await panel(await call.with_wishes(layout=Layout(data.layout)), LAYOUT)),)


async def judge_rich_sample(call: Call, data: JudgeRichSample) -> Replies:
    """Take the rich layout where its sample could be read; else all stays as it was."""
    if data.is_readable > 1:
        return (call.toast("no-such-button"),)
    if data.is_readable:
        call = await call.with_wishes(layout=Layout.RICH)
    return (call.show(rich_verdict(call.words, is_readable=bool(data.is_readable))),)


async def toggle_silent(call: Call, _data: ToggleSilent) -> Replies:
    """Let digests arrive without a sound, or with one."""
    changed = await call.with_wishes(is_silent=not call.chat.is_silent)
    return (call.show(await panel(changed, LAYOUT)),)


async def set_card_language(call: Call, data: SetCardLanguage) -> Replies:
    """Set in which language papers are shown."""
    if data.choice not in set(CardLanguage):
        return (call.toast("no-such-button"),)
    changed = await call.with_wishes(card_language=CardLanguage(data.choice))
    return (call.show(await panel(changed, PAPERS)),)


async def toggle_chinese_wait(call: Call, _data: ToggleChineseWait) -> Replies:
    """Wait for Chinese summaries, or not."""
    changed = await call.with_wishes(waits_for_chinese=not call.chat.waits_for_chinese)
    return (call.show(await panel(changed, MAIN)),)


async def _after_typing(call: Call) -> Replies:
    """The settings as they are now; where no zone is known yet, the question for it."""
    if call.chat.timezone is None:
        return (call.say(time_question(call.chat, call.now)),)
    return (call.say(await panel(call, MAIN)),)


def _unknown_zone(call: Call, text: str) -> Markup:
    similar = similar_zone(text)
    if similar is None:
        return call.words("settings-zone-unknown", zone=echo(text))
    return call.words("settings-zone-unknown-similar", zone=echo(text), similar=similar)
