"""/admin: what operators did."""

from handlers.buttons import AdminActs
from handlers.context import Call, Replies
from handlers.views.acts import ACTS_PER_PAGE, acts_page
from storage.acts import act_count, acts


async def show_acts(call: Call, data: AdminActs) -> Replies:
    """Show a page of them, or the last one where there are fewer."""
    if not call.is_operator:
        return (call.toast("no-such-button"),)
    total = await act_count(call.session)
    page = min(data.page, max(0, (total - 1) // ACTS_PER_PAGE))
    found = await acts(call.session, ACTS_PER_PAGE, after=page * ACTS_PER_PAGE)
    return (call.show(acts_page(found, page, total, call.chat)),)
