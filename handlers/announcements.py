"""The button below an announcement: a chat that wants none gets none, until it says otherwise."""

from handlers.buttons import SetAnnouncements
from handlers.context import Call, Replies
from handlers.replies import EditKeyboard
from handlers.views.announcements import announcements_row


async def set_announcements(call: Call, data: SetAnnouncements) -> Replies:
    """Keep what the chat wants; the announcement stays as it is, with the way back below it."""
    wants = bool(data.is_wanted)
    await call.with_wishes(wants_announcements=wants)
    row = announcements_row(call.chat.language, wants=wants)
    rows = [[{"text": one.text, "callback_data": one.data} for one in row]]
    toast = call.toast("announcements-again" if wants else "announcements-none")
    return (EditKeyboard(call.asked.chat_id, call.asked.message_id, rows), toast)
