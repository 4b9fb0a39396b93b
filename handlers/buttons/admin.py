"""Buttons of operators."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdminPanel:
    """Show a panel of /admin."""

    panel: str


@dataclass(frozen=True, slots=True)
class AdminActs:
    """Show a page (from 0) of what operators did."""

    page: int
