"""`chenbao deliveries`: what became of digests and notices, and what an operator decides about them."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any

from bot.delivery_listing import line_json, listing, page, part_json, time_told
from bot.delivery_ways import next_try
from bot.opening import opened_database
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, EXIT_MISUSE, messages, output, print_json
from storage.database import Session
from storage.database_clock import database_now
from storage.dead_letters import drop_messages, retry_all, retry_message
from storage.delivery_fates import DeliveryReport, Fate, PartReport, Reference, Wanted, reference_of
from storage.delivery_reports import delivery_report, delivery_reports, totals
from storage.papers import papers_by_id
from storage.records import MessageState
from storage.sending_pauses import resume_sending, sending_state


async def list_deliveries(
    settings: Settings, states: list[Fate], chat: int | None, since: date | None, limit: int, *, as_json: bool
) -> int:
    """Print the newest deliveries and notices, and the totals."""
    wanted = Wanted(frozenset(states), chat, since)
    async with opened_database(settings) as database, database.reading() as session:
        reports = await delivery_reports(session, wanted, limit)
        counts = await totals(session)
        held = await sending_state(session)
    if as_json:
        print_json({"deliveries": [line_json(report) for report in reports], "messages": counts})
        return 0
    console = output()
    if reports:
        console.print(listing(reports))
    shown = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in counts.items() if count)
    console.print(f"messages: {shown or 'none'}", soft_wrap=True)
    if held.stopped_reason:
        console.print(f"sending is stopped: {held.stopped_reason}; `chenbao deliveries resume` goes on")
    elif held.paused_until:
        console.print(f"sending is paused until {time_told(held.paused_until)}: {held.pause_reason}")
    return 0


async def explain(settings: Settings, text: str, *, as_json: bool) -> int:
    """Print all that is known of one delivery or notice."""
    if (reference := _reference(text)) is None:
        return EXIT_MISUSE
    async with opened_database(settings) as database, database.reading() as session:
        report = await delivery_report(session, reference)
        if report is None:
            return _unknown(reference)
        held = await sending_state(session)
        now = await database_now(session)
        ids = [paper_id for part in report.parts for paper_id in part.paper_ids]
        papers = await papers_by_id(session, ids)
    ways = {
        part.message_id: next_try(part, report, held, is_first=_is_first(report, part), now=now)
        for part in report.parts
    }
    if as_json:
        parts = [part_json(part, ways[part.message_id], papers) for part in report.parts]
        print_json(line_json(report) | {"planned_at": report.planned_at.isoformat(), "parts": parts})
    else:
        output().print(page(report, ways, papers), soft_wrap=True)
    return 0


async def retry(settings: Settings, text: str, *, all_dead: bool) -> int:
    """Queue dead messages of one delivery or notice, or all of them, once more."""
    if all_dead is bool(text):
        messages().print("say either which delivery, or --dead for all that are dead", style="red")
        return EXIT_MISUSE
    if all_dead:
        async with opened_database(settings) as database, database.transaction() as session:
            count = await retry_all(session)
        output().print(f"{count} messages queued again")
        return 0
    return await _decide(
        settings, text, retry_message, "messages queued again", "has no dead message to try again"
    )


async def drop(settings: Settings, text: str) -> int:
    """Give up what did not arrive of one delivery or notice."""
    return await _decide(settings, text, drop_messages, "messages given up", "has nothing left to give up")


async def resume(settings: Settings) -> int:
    """Send on after the circuit breaker, or a pause of the whole bot."""
    async with opened_database(settings) as database, database.transaction() as session:
        held = await sending_state(session)
        await resume_sending(session)
    if held.is_held:
        output().print(f"sending goes on; it was held: {held.stopped_reason or held.pause_reason}")
    else:
        output().print("sending was not held; nothing changed")
    return 0


async def _decide(
    settings: Settings,
    text: str,
    decide: Callable[[Session, Reference], Coroutine[Any, Any, int]],
    done: str,
    undone: str,
) -> int:
    if (reference := _reference(text)) is None:
        return EXIT_MISUSE
    async with opened_database(settings) as database, database.transaction() as session:
        report = await delivery_report(session, reference)
        if report is None:
            return _unknown(reference)
        count = await decide(session, reference)
    if not count:
        messages().print(f"{reference} is {report.fate}: it {undone}", style="red")
        return EXIT_INCOMPLETE
    output().print(f"{reference}: {count} {done}")
    if report.chat.state != "active":
        messages().print(
            f"the chat is {report.chat.state}: nothing is sent to it before its reader comes back",
            style="yellow",
        )
    return 0


def _reference(text: str) -> Reference | None:
    reference = reference_of(text)
    if reference is None:
        messages().print(f"{text!r} names no delivery; `chenbao deliveries list` shows them", style="red")
    return reference


def _unknown(reference: Reference) -> int:
    messages().print(f"there is no {reference}; `chenbao deliveries list` shows what there is", style="red")
    return EXIT_INCOMPLETE


def _is_first(report: DeliveryReport, part: PartReport) -> bool:
    """Whether no earlier part of the same delivery is still on its way."""
    before = [each for each in report.parts if each.message_id < part.message_id]
    done = {MessageState.SENT, MessageState.DEAD, MessageState.CANCELLED}
    return all(each.state in done for each in before)
