"""/admin: digest files that could not be read, and a second reading of them."""

import asyncio

from handlers.buttons import RetryRefused
from handlers.context import Call, Replies
from handlers.services import RefusedFile, RefusedFiles
from handlers.views.refused_files import refused_message
from storage.acts import ActKind, record_act
from storage.raw_files import key_of, refused_raw_files
from storage.records import MessageContent

_MOST_REFUSED = 6


async def refused_panel(call: Call) -> MessageContent:
    """Those of the inboxes, and those that were fetched."""
    own, fetched = await _refused(call)
    return refused_message(own, fetched, call.chat)


async def retry_refused(call: Call, data: RetryRefused) -> Replies:
    """Have them read again, one or all; what comes of it is told in a message of its own."""
    if not call.is_operator:
        return (call.toast("no-such-button"),)
    own, fetched = await _refused(call)
    total = own.total + fetched.total
    if not total:
        return (call.show(refused_message(own, fetched, call.chat)),)
    call.services.ask_retry(call.asked.chat_id, data.key)
    count = 1 if data.key else total
    await record_act(call.session, ActKind.REFUSED_RETRIED, count, call.now, by=call.asked.user_id)
    return (call.toast("admin-retrying"),)


async def _refused(call: Call) -> tuple[RefusedFiles, RefusedFiles]:
    total, newest = await refused_raw_files(call.session, _MOST_REFUSED)
    fetched = tuple(
        RefusedFile(place, at, reason, key=key_of(content_hash)) for content_hash, place, at, reason in newest
    )
    return await asyncio.to_thread(call.services.refused_files), RefusedFiles(total, fetched)
