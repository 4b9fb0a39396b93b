"""What digests said of a paper over time, for a terminal and for scripts; addresses without their secrets."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from bot.logs import redacted
from storage.paper_history import Change, Telling

_VALUE_CHARACTERS = 60


def history_page(history: Sequence[Telling]) -> Group:
    """Each content that spoke of the paper, in the order in which they came."""
    return Group(*(part for one in history for part in _lines(one)))


def history_json(history: Sequence[Telling]) -> list[dict[str, Any]]:
    """The same as a promise to scripts, so names never change; instants and dates as ISO text."""
    return [
        {
            "came_at": one.came_at.isoformat(),
            "superseded_at": one.superseded_at.isoformat() if one.superseded_at else None,
            "format": str(one.source),
            "date": one.digest_on.isoformat(),
            "is_date_estimated": one.is_estimated,
            "is_archive": one.is_archive,
            "brought_by": one.brought_by,
            "location": shown_location(one.location),
            "said": list(one.said),
            "gave": list(one.gave),
            "changes": [
                {"field": each.field, "before": _plain(each.before), "after": _plain(each.after)}
                for each in one.changes
            ],
        }
        for one in history
    ]


def shown_location(location: str) -> str:
    """A path as it is; an address without user, password and what stands behind a question mark."""
    parts = urlsplit(location) if "://" in location else None
    if parts is None:
        return redacted(location)
    host = parts.netloc.rpartition("@")[2]
    return redacted(f"{parts.scheme}://{host}{parts.path}" + ("?…" if parts.query else ""))


def _lines(one: Telling) -> Iterator[Text | Padding]:
    state = "" if one.superseded_at is None else f", superseded {one.superseded_at:%Y-%m-%d %H:%M}"
    kind = ", archive" if one.is_archive else ""
    day = f"{one.digest_on} (the day it came)" if one.is_estimated else str(one.digest_on)
    yield Text(f"{one.came_at:%Y-%m-%d %H:%M} UTC  {one.source} of {day}{kind}{state}", style="bold")
    brought = f"{one.brought_by}: " if one.brought_by else ""
    yield _indented(f"from {brought}{shown_location(one.location)}")
    yield _indented(f"said {', '.join(one.said) or 'nothing'}")
    if one.gave:
        yield _indented(f"the record takes {', '.join(one.gave)}")
    for change in one.changes:
        yield _indented(_change_line(change))


def _indented(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _change_line(change: Change) -> str:
    return f"changed {change.field}: {_short(change.before)} → {_short(change.after)}"


def _short(value: Any) -> str:
    text = " ".join(str(_plain(value)).split()) if value not in ("", (), None) else "nothing"
    return text if len(text) <= _VALUE_CHARACTERS else text[: _VALUE_CHARACTERS - 1] + "…"


def _plain(value: Any) -> Any:
    """A field's value as JSON takes it."""
    if isinstance(value, tuple):
        return [asdict(one) if is_dataclass(one) and not isinstance(one, type) else one for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
