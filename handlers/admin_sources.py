"""/admin: where digests come from; sources that were added here are switched and removed here, the default is switched."""

from handlers.buttons import AskSource, DirectSource, ListSources, ShowSource
from handlers.context import Call, Replies
from handlers.services import SourceLineWrong
from handlers.views.sources import (
    SOURCES_PER_PAGE,
    removal_question,
    source_message,
    source_question,
    source_taken,
    source_wrong,
    sources_message,
)
from storage.acts import ActKind, record_act
from storage.identifiers import SourceId
from storage.named_sources import (
    SourceState,
    add_source,
    all_sources,
    leave_to_chat,
    remove_source,
    source_by_id,
    source_named,
    switch_source,
)
from storage.questions import Question, QuestionKind, ask, forget_question
from storage.records import MessageContent
from storage.source_health import source_health
from storage.source_polls import poll_now
from storage.sources import habits


async def sources_panel(call: Call, page: int = 0) -> MessageContent:
    """What publishers usually do, and a page of the sources, the last one where there are fewer."""
    await _leave_question(call)
    found = await all_sources(call.session)
    page = min(page, max(0, (len(found) - 1) // SOURCES_PER_PAGE))
    shown = found[page * SOURCES_PER_PAGE : (page + 1) * SOURCES_PER_PAGE]
    health = [await source_health(call.session, state, call.now) for state in shown]
    return sources_message(await habits(call.session, call.now), health, call.chat, page, len(found))


async def list_sources(call: Call, data: ListSources) -> Replies:
    """Show another page of them."""
    if not call.is_operator:
        return (call.toast("no-such-button"),)
    return (call.show(await sources_panel(call, data.page)),)


async def show_source(call: Call, data: ShowSource) -> Replies:
    """Show how one fares."""
    state = await _source(call, data.source_id)
    if state is None:
        return (call.toast("no-such-button"),)
    return (call.show(await _screen(call, state)),)


async def direct_source(call: Call, data: DirectSource) -> Replies:
    """Poll a source soon, switch it, or remove it; those of the settings can only be polled, the default not removed."""
    state = await _source(call, data.source_id)
    if state is None:
        return (call.toast("no-such-button"),)
    if _is_default(call, state):
        if data.act in {"ask", "remove"}:
            return (call.toast("no-such-button"),)
        if data.act in {"on", "off"}:
            await leave_to_chat(call.session, state.id)
    match data.act:
        case "poll" if await poll_now(call.session, state.id, call.now):
            await _record(call, ActKind.SOURCE_POLLED, state)
            return (*await show_source(call, ShowSource(state.id)), call.toast("source-polled"))
        case "on" | "off" if await switch_source(call.session, state.id, call.now, is_on=data.act == "on"):
            await _record(call, ActKind.SOURCE_ON if data.act == "on" else ActKind.SOURCE_OFF, state)
            return await show_source(call, ShowSource(state.id))
        case "ask" if not state.is_in_file or not state.is_enabled:
            return (call.show(removal_question(state, call.chat)),)
        case "remove" if await remove_source(call.session, state.id):
            await _record(call, ActKind.SOURCE_REMOVED, state)
            return (call.show(await sources_panel(call)),)
    return (call.toast("no-such-button"),)


async def ask_source(call: Call, _data: AskSource) -> Replies:
    """Ask for the line that names a new one."""
    if not call.is_operator or call.asked.user_id is None:
        return (call.toast("no-such-button"),)
    question = Question(QuestionKind.SOURCE, 0, call.asked.message_id)
    await ask(call.session, call.chat.id, call.asked.user_id, question, call.now)
    return (call.show(source_question(call.chat)),)


async def source_written(call: Call) -> Replies:
    """Add what an operator named; who mistyped is told what to mend and may write again."""
    if not call.is_operator:
        return (call.toast("no-such-button"),)
    try:
        named = call.services.source_in(call.asked.text)
    except SourceLineWrong as wrong:
        return (call.say(source_wrong(str(wrong), call.chat)),)
    if not await add_source(call.session, named, call.now):
        return (call.say(source_taken(named.name, call.chat)),)
    await _leave_question(call)
    state = await source_named(call.session, named.name)
    assert state is not None
    await _record(call, ActKind.SOURCE_ADDED, state)
    return (call.say(await _screen(call, state)),)


async def _source(call: Call, number: int) -> SourceState | None:
    return await source_by_id(call.session, SourceId(number)) if call.is_operator else None


def _is_default(call: Call, state: SourceState) -> bool:
    return state.named.name == call.services.default_source


async def _screen(call: Call, state: SourceState) -> MessageContent:
    health = await source_health(call.session, state, call.now)
    return source_message(health, call.chat, is_default=_is_default(call, state))


async def _leave_question(call: Call) -> None:
    """Whoever looks at something else names no source any more."""
    if call.question and call.question.kind is QuestionKind.SOURCE and call.asked.user_id is not None:
        await forget_question(call.session, call.chat.id, call.asked.user_id)


async def _record(call: Call, kind: ActKind, state: SourceState) -> None:
    await record_act(call.session, kind, state.named.name, call.now, by=call.asked.user_id)
