"""`chenbao deliveries`: what became of digests and notices, and what an operator decides about them."""

import re
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from bot.delivery_ways import HoldUp, next_try
from bot.opening import opened_database
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, EXIT_MISUSE, messages, output, print_json
from storage.database import Session
from storage.database_clock import database_now
from storage.dead_letters import drop_messages, retry_all, retry_message
from storage.delivery_fates import DeliveryReport, Fate, PartReport, Reference, Wanted, reference_of
from storage.delivery_reports import delivery_report, delivery_reports, totals
from storage.papers import papers_by_id
from storage.records import MessageState, Paper
from storage.sending_pauses import resume_sending, sending_state

_KEY_ENDS = re.compile(r":(?=\d)")
"""Behind it a notice's key tells of which time and for whom, which other columns do."""


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
        print_json({"deliveries": [_line_json(report) for report in reports], "messages": counts})
        return 0
    console = output()
    if reports:
        console.print(_table(reports))
    shown = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in counts.items() if count)
    console.print(f"messages: {shown or 'none'}", soft_wrap=True)
    if held.stopped_reason:
        console.print(f"sending is stopped: {held.stopped_reason}; `chenbao deliveries resume` goes on")
    elif held.paused_until:
        console.print(f"sending is paused until {_time(held.paused_until)}: {held.pause_reason}")
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
        parts = [_part_json(part, ways[part.message_id], papers) for part in report.parts]
        print_json(_line_json(report) | {"planned_at": report.planned_at.isoformat(), "parts": parts})
    else:
        output().print(_page(report, ways, papers), soft_wrap=True)
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


def _table(reports: tuple[DeliveryReport, ...]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("id", "chat", "due", "state", "papers", "sent", "why"):
        table.add_column(name, overflow="fold" if name in {"chat", "why"} else "ignore")
    for one in reports:
        sent = sum(part.state is MessageState.SENT for part in one.parts)
        table.add_row(
            str(one.reference),
            Text(f"{one.chat.title} ({one.chat.telegram_id})"),
            _due(one),
            one.fate,
            str(one.papers),
            f"{sent}/{len(one.parts)}",
            Text(_why_briefly(one)),
        )
    return table


def _why(report: DeliveryReport) -> str:
    return next((part.error for part in reversed(report.parts) if part.error), report.reason or "")


def _why_briefly(report: DeliveryReport) -> str:
    why = _why(report)
    return _KEY_ENDS.split(why)[0] if report.reference.is_notice and why == report.reason else why


def _due(report: DeliveryReport) -> str:
    if report.local_date is None:
        return _time(report.due_at)
    return f"{report.local_date} {report.local_hour}"


def _page(report: DeliveryReport, ways: dict[int, HoldUp], papers: dict[Any, Paper]) -> Group:
    chat = report.chat
    thread = f", thread {report.thread_id}" if report.thread_id else ""
    reason = f" ({report.reason})" if report.reason else ""
    lines = [
        f"{report.reference}  {report.fate}{reason}",
        f"chat      {chat.title} ({chat.telegram_id}{thread}), {chat.state}"
        + (f": {chat.state_reason}" if chat.state_reason else ""),
        f"due       {_due(report)} there, {_time(report.due_at)}",
        f"planned   {_time(report.planned_at)}, {_counted(report.papers, 'paper')}",
    ]
    for part in report.parts:
        lines += ["", *_part_lines(part, ways[part.message_id])]
        lines += [f"    {papers[one].arxiv_id or '-':12} {papers[one].title or papers[one].title_zh}"
                  for one in part.paper_ids if one in papers]  # fmt: skip
    return Group(*map(Text, lines))


def _part_lines(part: PartReport, way: HoldUp) -> list[str]:
    lines = [f"part {part.part}    {part.state}, {_counted(part.attempts, 'attempt')}"]
    if part.repeats:
        lines.append(
            f"  sent again {_counted(part.repeats, 'time')} after its answer was lost: it may have come twice"
        )
    if part.error:
        lines.append(f"  error     {part.error}")
    if part.sent_at:
        lines.append(f"  sent      {_time(part.sent_at)}, message {part.telegram_message_id}")
    if way.why:
        lines.append(f"  next      {way}")
    return lines


def _line_json(report: DeliveryReport) -> dict[str, Any]:
    return {
        "id": str(report.reference),
        "chat_id": report.chat.telegram_id,
        "chat": report.chat.title,
        "thread_id": report.thread_id,
        "state": report.fate,
        "local_date": report.local_date.isoformat() if report.local_date else None,
        "local_hour": report.local_hour,
        "due_at": report.due_at.isoformat(),
        "papers": report.papers,
        "parts": len(report.parts),
        "sent": sum(part.state is MessageState.SENT for part in report.parts),
        "reason": _why(report) or None,
    }


def _part_json(part: PartReport, way: HoldUp, papers: dict[Any, Paper]) -> dict[str, Any]:
    return {
        "part": part.part,
        "state": part.state,
        "attempts": part.attempts,
        "repeats": part.repeats,
        "error": part.error,
        "sent_at": part.sent_at.isoformat() if part.sent_at else None,
        "telegram_message_id": part.telegram_message_id,
        "next_try_at": way.until.isoformat() if way.until else None,
        "waits_for": way.why or None,
        "papers": [papers[one].arxiv_id or papers[one].title for one in part.paper_ids if one in papers],
    }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"
