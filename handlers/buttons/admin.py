"""Buttons of operators."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdminPanel:
    """Show a panel of /admin."""

    panel: str
