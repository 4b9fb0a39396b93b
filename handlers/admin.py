"""/admin: how the bot fares, for those who run it, in their own private chats; leads to all they can do."""

from handlers.admin_broadcasts import broadcasts_panel
from handlers.admin_quotas import quotas_panel
from handlers.admin_refused import refused_panel
from handlers.admin_sources import sources_panel
from handlers.admin_visitors import visitor_named, visitors_panel
from handlers.buttons import AdminPanel
from handlers.context import Call, Replies
from handlers.views.admin import (
    BROADCASTS,
    FIGURES,
    PRIVACY,
    QUOTAS,
    REFUSED,
    SOURCES,
    VISITORS,
    figures_message,
)
from handlers.views.visitors import privacy_question
from storage.alerts import open_alerts
from storage.figures import figures, lateness_of
from storage.records import MessageContent


async def admin_command(call: Call) -> Replies:
    """Show the figures, and what is wrong now; after a number or @name who that is."""
    if call.argument:
        return await visitor_named(call)
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
    answered = lateness_of(list(call.services.answer_times))
    return figures_message(found, papers, await open_alerts(call.session), call.chat, answered=answered)


async def _privacy(call: Call) -> MessageContent:
    return privacy_question(call.chat, is_private=call.services.access.is_private)


_PANELS = {
    FIGURES: _figures,
    SOURCES: sources_panel,
    REFUSED: refused_panel,
    BROADCASTS: broadcasts_panel,
    VISITORS: visitors_panel,
    PRIVACY: _privacy,
    QUOTAS: quotas_panel,
}
