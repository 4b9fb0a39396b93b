"""How `chenbao sources` shows where digests come from: a table that fits a terminal, or JSON."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from bot.source_folders import folder_problem
from storage.named_sources import SourceState
from storage.source_items import ItemState

Listed = Sequence[tuple[SourceState, Mapping[ItemState, int]]]
"""Sources, and how many of their files came, are awaited, were refused."""


def table_of(found: Listed, folders: Mapping[str, Path]) -> Table:
    """A row a source; folders come last."""
    columns = ("source", "kind", "last good", "next poll", "came", "awaited", "refused")
    table = Table(
        *columns,
        box=None,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        caption="times are UTC",
        caption_justify="left",
    )
    for state, items in found:
        table.add_row(
            state.named.name,
            state.named.kind,
            f"{state.good_at:%m-%d %H:%M}" if state.good_at else "never",
            f"{state.next_poll_at:%m-%d %H:%M}" if state.is_enabled else "off",
            str(items.get(ItemState.ARRIVED, 0)),
            str(items.get(ItemState.AWAITED, 0)),
            str(items.get(ItemState.REFUSED, 0)),
        )
    for name in folders:
        table.add_row(name, "folder", "", "watched")
    return table


def problems_of(found: Listed, folders: Mapping[str, Path]) -> list[str]:
    """What is wrong with some of them, in a line each."""
    problems = {state.named.name: state.problem for state, _ in found}
    problems |= {name: folder_problem(folder) for name, folder in folders.items()}
    return [f"{name}: {problem}" for name, problem in problems.items() if problem]


def documents_of(found: Listed, folders: Mapping[str, Path]) -> list[dict[str, Any]]:
    """As JSON, all with the same keys."""
    return [
        *(_document(state, items) for state, items in found),
        *(_folder(name, folder) for name, folder in folders.items()),
    ]


def _document(state: SourceState, items: Mapping[ItemState, int]) -> dict[str, Any]:
    return {
        "name": state.named.name,
        "kind": state.named.kind,
        "is_in_file": state.is_in_file,
        "is_enabled": state.is_enabled,
        "filled_at": _moment(state.filled_at),
        "polled_at": _moment(state.polled_at),
        "good_at": _moment(state.good_at),
        "next_poll_at": _moment(state.next_poll_at),
        "failures": state.failures,
        "failing_since": _moment(state.failing_since),
        "problem": state.problem,
        "items": {str(kind): count for kind, count in items.items()},
    }


def _folder(name: str, folder: Path) -> dict[str, Any]:
    moments = ("filled_at", "polled_at", "good_at", "next_poll_at")
    return {
        "name": name,
        "kind": "folder",
        "is_in_file": True,
        "is_enabled": True,
        **dict.fromkeys(moments),
        "failures": 0,
        "failing_since": None,
        "problem": folder_problem(folder),
        "items": {},
    }


def _moment(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at else None
