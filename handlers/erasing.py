"""/forget: everything about a chat is deleted, after a question with numbers."""

from handlers.buttons import EraseChat, KeepChat
from handlers.context import Call, Replies
from handlers.replies import SetMenu
from handlers.views.erasing import erase_question
from storage.chat_menus import has_own_menu
from storage.erasure import erase_chat, holdings_of, known_since
from storage.records import MessageContent

OPEN_FOR_SECONDS = 600
_ANONYMOUS = 0
"""An admin who writes as the group cannot be told from another when the button is tapped."""


async def forget_command(call: Call) -> Replies:
    """Ask whether everything shall be deleted."""
    asked = call.asked
    person = _ANONYMOUS if asked.is_anonymous_admin else asked.user_id or _ANONYMOUS
    confirmed = EraseChat(int(call.now.timestamp()), person)
    return (call.say(erase_question(await holdings_of(call.session, call.chat), call.chat, confirmed)),)


async def erase(call: Call, data: EraseChat) -> Replies:
    """Delete everything, if the one who asked says so in time; nothing is sent afterwards but that it is done."""
    if data.person not in (call.asked.user_id, _ANONYMOUS):
        return (call.toast("forget-not-yours"),)
    began = await known_since(call.session, call.chat.id)
    age_seconds = int(call.now.timestamp()) - data.asked_at
    # A button from before a deletion is no word about what began after it.
    if not 0 <= age_seconds <= OPEN_FOR_SECONDS or int(began.timestamp()) > data.asked_at:
        return (call.show(MessageContent(call.words("forget-late"))),)
    has_menu = await has_own_menu(call.session, call.chat.id)
    if not await erase_chat(call.session, call.chat, call.asked.update_id):
        return (call.toast("forget-under-way"),)
    done = call.show(MessageContent(call.words("forget-done")))
    return (done, SetMenu(call.asked.chat_id, None, call.is_private)) if has_menu else (done,)


async def keep(call: Call, _data: KeepChat) -> Replies:
    """Delete nothing."""
    return (call.show(MessageContent(call.words("forget-kept"))),)
