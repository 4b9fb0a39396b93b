"""How `chenbao deliveries` shows what became of digests and notices: lines that fit a terminal, or JSON."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.delivery_ways import HoldUp
from storage.delivery_fates import DeliveryReport, PartReport
from storage.records import MessageState, Paper

_COLUMNS = "{:<8}{:<17}{:<10}{:>6}{:>6}  {}"
_INDENT = 8
_KEY_ENDS = re.compile(r":(?=\d)")
"""Behind it a notice's key tells of which time and for whom, which other columns do."""
_CONNECTION_TROUBLE = re.compile(r"httpx\.([A-Za-z]+)")
_IN_WORDS = {
    "ConnectError": "no connection",
    "ConnectTimeout": "no connection in time",
    "PoolTimeout": "no connection was free in time",
    "ReadTimeout": "no answer in time",
    "WriteTimeout": "the connection took nothing more",
    "ReadError": "the connection was cut",
    "WriteError": "the connection was cut",
    "RemoteProtocolError": "the connection was cut",
    "ProxyError": "the proxy refuses",
}
_LACKED = re.compile(r"'(\w+)'")
"""What python-telegram-bot says of an answer without that field."""


def listing(reports: Sequence[DeliveryReport]) -> Group:
    """A line each, and below it why one did not simply arrive."""
    lines: list[RenderableType] = [
        Text(_COLUMNS.format("id", "due", "state", "papers", "sent", "chat"), style="bold")
    ]
    for one in reports:
        sent = sum(part.state is MessageState.SENT for part in one.parts)
        chat = f"{one.chat.title} ({one.chat.telegram_id})"
        values = (one.reference, _due(one), one.fate, one.papers, f"{sent}/{len(one.parts)}", chat)
        lines.append(Text(_COLUMNS.format(*map(str, values)), no_wrap=True, overflow="ellipsis"))
        if why := _why_briefly(one):
            lines.append(Padding(Text(why), (0, 0, 0, _INDENT), expand=False))
    return Group(*lines)


def page(report: DeliveryReport, ways: dict[int, HoldUp], papers: dict[Any, Paper]) -> Group:
    """All that is known of one."""
    chat = report.chat
    thread = f", thread {report.thread_id}" if report.thread_id else ""
    reason = f" ({report.reason})" if report.reason else ""
    lines = [
        f"{report.reference}  {report.fate}{reason}",
        f"chat      {chat.title} ({chat.telegram_id}{thread}), {chat.state}"
        + (f": {chat.state_reason}" if chat.state_reason else ""),
        f"due       {_due(report)} there, {time_told(report.due_at)}",
        f"planned   {time_told(report.planned_at)}, {_counted(report.papers, 'paper')}",
    ]
    for part in report.parts:
        lines += ["", *_part_lines(part, ways[part.message_id])]
        lines += [f"    {papers[one].arxiv_id or '-':12} {papers[one].title or papers[one].title_zh}"
                  for one in part.paper_ids if one in papers]  # fmt: skip
    return Group(*map(Text, lines))


def line_json(report: DeliveryReport) -> dict[str, Any]:
    """One as a document, without its parts."""
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


def part_json(part: PartReport, way: HoldUp, papers: dict[Any, Paper]) -> dict[str, Any]:
    """A part as a document."""
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


def time_told(moment: datetime) -> str:
    """An instant to the second."""
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def plainly(error: str) -> str:
    """An error in words rather than in the names of a library."""
    if lacked := _LACKED.fullmatch(error):
        return f"an answer without {lacked[1]}"
    return _CONNECTION_TROUBLE.sub(lambda found: _IN_WORDS.get(found[1], found[1]), error).removesuffix(": ")


def _part_lines(part: PartReport, way: HoldUp) -> list[str]:
    lines = [f"part {part.part}    {part.state}, {_counted(part.attempts, 'attempt')}"]
    if part.repeats:
        lines.append(
            f"  sent again {_counted(part.repeats, 'time')} after its answer was lost: it may have come twice"
        )
    if part.error:
        lines.append(f"  error     {part.error}")
    if part.sent_at:
        lines.append(f"  sent      {time_told(part.sent_at)}, message {part.telegram_message_id}")
    if way.why:
        lines.append(f"  next      {way}")
    return lines


def _why(report: DeliveryReport) -> str:
    return next((part.error for part in reversed(report.parts) if part.error), report.reason or "")


def _why_briefly(report: DeliveryReport) -> str:
    why = _why(report)
    return _KEY_ENDS.split(why)[0] if report.reference.is_notice and why == report.reason else plainly(why)


def _due(report: DeliveryReport) -> str:
    if report.local_date is None:
        return f"{report.due_at:%Y-%m-%d %H:%M}"
    return f"{report.local_date} {report.local_hour}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
