"""/admin: how the bot fares, for those who run it, in their own private chats; reads only."""

import asyncio

from handlers.admin_broadcasts import broadcasts_panel
from handlers.buttons import AdminPanel
from handlers.context import Call, Replies
from handlers.views.admin import BROADCASTS, FIGURES, REFUSED, SOURCES, figures_message, sources_message
from handlers.views.refused_files import refused_message
from storage.alerts import open_alerts
from storage.figures import figures
from storage.records import MessageContent
from storage.sources import habits


async def admin_command(call: Call) -> Replies:
    """Show the figures, and what is wrong now."""
    return (call.say(await _figures(call)),)


async def show_panel(call: Call, data: AdminPanel) -> Replies:
    """Show a panel in place of another; who no longer runs the bot learns nothing."""
    show = _PANELS.get(data.panel)
    if show is None or not call.is_operator:
        return (call.toast("no-such-button"),)
    return (call.show(await show(call)),)


async def _figures(call: Call) -> MessageContent:
    with call.services.index.searching() as searcher:
        papers = searcher.num_docs
    found = await figures(call.session, call.now)
    return figures_message(found, papers, await open_alerts(call.session), call.chat)


async def _sources(call: Call) -> MessageContent:
    return sources_message(await habits(call.session, call.now), call.chat)


async def _refused(call: Call) -> MessageContent:
    return refused_message(await asyncio.to_thread(call.services.refused_files), call.chat)


_PANELS = {FIGURES: _figures, SOURCES: _sources, REFUSED: _refused, BROADCASTS: broadcasts_panel}
