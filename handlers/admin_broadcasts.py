"""/admin: announcements, from the first words over a preview to what became of them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers.buttons import AdminPanel, DirectBroadcast, SetAudience, ShowBroadcast, WriteAnnouncement
from handlers.context import Call, Replies
from handlers.escaping import safe
from handlers.views.admin import BROADCASTS
from handlers.views.announcements import announcement_message
from handlers.views.broadcasts import (
    broadcasts_message,
    draft_message,
    progress_message,
    undo_question,
    words_question,
)
from storage.acts import ActKind, record_act
from storage.broadcast_messages import progress_of, reach_of
from storage.broadcasts import (
    begin_broadcast,
    broadcast_of,
    change_draft,
    direct_broadcast,
    draft_broadcast,
    drop_draft,
    newest_broadcasts,
)
from storage.identifiers import BroadcastId
from storage.questions import Question, QuestionKind, ask
from storage.records import Audience, Broadcast, BroadcastState, Language, MessageContent

_MOST_LISTED = 6


async def broadcasts_panel(call: Call) -> MessageContent:
    """The newest announcements, and a button for another one."""
    return broadcasts_message(await newest_broadcasts(call.session, _MOST_LISTED), call.chat)


async def ask_words(call: Call, data: WriteAnnouncement) -> Replies:
    """Ask for the words of an announcement, which begins with them."""
    if not call.is_operator or call.asked.user_id is None:
        return (call.toast("no-such-button"),)
    broadcast = await broadcast_of(call.session, BroadcastId(data.broadcast_id))
    if broadcast is None and not data.broadcast_id:
        broadcast = await draft_broadcast(call.session, call.asked.user_id, call.now)
    if broadcast is None or broadcast.state is not BroadcastState.DRAFT:
        return (call.toast("broadcast-no-draft"),)
    kind = QuestionKind.ENGLISH_ANNOUNCEMENT if data.is_english else QuestionKind.ANNOUNCEMENT
    question = Question(kind, broadcast.id, call.asked.message_id)
    await ask(call.session, call.chat.id, call.asked.user_id, question, call.now)
    back = ShowBroadcast(broadcast.id) if broadcast.text else AdminPanel(BROADCASTS)
    return (call.show(words_question(call.chat, back, is_english=bool(data.is_english))),)


async def written(call: Call, question: Question) -> Replies:
    """Take what an operator wrote as the words of an announcement, and show it as readers will see it."""
    number = BroadcastId(question.subject_id)
    if not call.is_operator or not call.asked.text:
        return (call.say(MessageContent(call.words("broadcast-no-draft"))),)
    html = call.asked.html or str(safe(call.asked.text))
    column = "english_text" if question.kind is QuestionKind.ENGLISH_ANNOUNCEMENT else "text"
    if not await change_draft(call.session, number, **{column: html}):
        return (call.say(MessageContent(call.words("broadcast-no-draft"))),)
    broadcast = await broadcast_of(call.session, number)
    assert broadcast is not None
    previews = [call.say(content) for content in _previews(call, broadcast)]
    return (*previews, call.say(await _screen(call, broadcast)))


async def show_broadcast(call: Call, data: ShowBroadcast) -> Replies:
    """Show to whom it will go, or how far it is."""
    broadcast = await broadcast_of(call.session, BroadcastId(data.broadcast_id)) if call.is_operator else None
    if broadcast is None:
        return (call.toast("no-such-button"),)
    return (call.show(await _screen(call, broadcast)),)


async def set_audience(call: Call, data: SetAudience) -> Replies:
    """Choose to whom it goes."""
    if not call.is_operator or data.audience not in set(Audience):
        return (call.toast("no-such-button"),)
    number = BroadcastId(data.broadcast_id)
    if not await change_draft(call.session, number, audience=Audience(data.audience)):
        return (call.toast("broadcast-no-draft"),)
    return await show_broadcast(call, ShowBroadcast(number))


async def direct(call: Call, data: DirectBroadcast) -> Replies:
    """Do with an announcement what an operator says; what was done before changes nothing."""
    broadcast = await broadcast_of(call.session, BroadcastId(data.broadcast_id)) if call.is_operator else None
    carry_out = _ACTS.get(data.act)
    if broadcast is None or carry_out is None:
        return (call.toast("no-such-button"),)
    return await carry_out(call, broadcast)


async def _send(call: Call, broadcast: Broadcast) -> Replies:
    reach = await reach_of(call.session, broadcast.audience, call.services.admins)
    if await begin_broadcast(call.session, broadcast.id, reach.total, call.now):
        await _record(call, ActKind.ANNOUNCED, broadcast)
    return await show_broadcast(call, ShowBroadcast(broadcast.id))


async def _ask_undo(call: Call, broadcast: Broadcast) -> Replies:
    return (call.show(undo_question(broadcast, call.chat)),)


async def _drop(call: Call, broadcast: Broadcast) -> Replies:
    if not await drop_draft(call.session, broadcast.id):
        return (call.toast("broadcast-no-draft"),)
    return (call.show(await broadcasts_panel(call)), call.toast("broadcast-dropped"))


async def _again(call: Call, broadcast: Broadcast) -> Replies:
    assert call.asked.user_id is not None
    draft = await draft_broadcast(call.session, call.asked.user_id, call.now, like=broadcast)
    previews = [call.say(content) for content in _previews(call, draft)]
    return (*previews, call.say(await _screen(call, draft)))


def _into(state: BroadcastState, kind: ActKind) -> Callable[[Call, Broadcast], Awaitable[Replies]]:
    async def carry_out(call: Call, broadcast: Broadcast) -> Replies:
        if not await direct_broadcast(call.session, broadcast.id, state):
            return (call.toast("broadcast-past"), *await show_broadcast(call, ShowBroadcast(broadcast.id)))
        await _record(call, kind, broadcast)
        return await show_broadcast(call, ShowBroadcast(broadcast.id))

    return carry_out


_ACTS: dict[str, Callable[[Call, Broadcast], Awaitable[Replies]]] = {
    "send": _send,
    "hold": _into(BroadcastState.HELD, ActKind.ANNOUNCEMENT_HELD),
    "resume": _into(BroadcastState.RUNNING, ActKind.ANNOUNCEMENT_RESUMED),
    "stop": _into(BroadcastState.STOPPING, ActKind.ANNOUNCEMENT_STOPPED),
    "ask": _ask_undo,
    "undo": _into(BroadcastState.UNDOING, ActKind.ANNOUNCEMENT_UNDONE),
    "drop": _drop,
    "again": _again,
}


async def _screen(call: Call, broadcast: Broadcast) -> MessageContent:
    if broadcast.state is BroadcastState.DRAFT:
        reach = await reach_of(call.session, broadcast.audience, call.services.admins)
        return draft_message(broadcast, reach, call.chat)
    return progress_message(broadcast, await progress_of(call.session, broadcast.id), call.chat)


def _previews(call: Call, broadcast: Broadcast) -> list[MessageContent]:
    """What readers of each language that it has words in will get."""
    languages = [Language.ZH_HANS, Language.EN] if broadcast.text and broadcast.english_text else []
    readers = [replace(call.chat, language=language) for language in languages] or [call.chat]
    return [announcement_message(broadcast, reader) for reader in readers]


async def _record(call: Call, kind: ActKind, broadcast: Broadcast) -> None:
    await record_act(call.session, kind, broadcast.id, call.now, by=call.asked.user_id)
