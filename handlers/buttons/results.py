"""Buttons below the results of a search; pages and suggestions count from 0."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """Show a page (from 0) of a stored search."""

    search_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ResultCard:
    """Open a paper of a stored search; `part` is the card's own page."""

    search_id: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class SortResults:
    """Search the same once more in another order: best, new, hot."""

    search_id: int
    order: str


@dataclass(frozen=True, slots=True)
class ResultsWithin:
    """Search the same in the digests of the last so many days; 0 for all."""

    search_id: int
    days: int


@dataclass(frozen=True, slots=True)
class WidenResults:
    """Search the same with the words added across languages (1), or without them (0)."""

    search_id: int
    is_widened: int


@dataclass(frozen=True, slots=True)
class TrySuggestion:
    """Search what was suggested beside a kept search; suggestions count from 0."""

    search_id: int
    number: int


@dataclass(frozen=True, slots=True)
class FollowSearch:
    """Follow a kept search as a topic."""

    search_id: int


@dataclass(frozen=True, slots=True)
class TryExample:
    """Search one of our examples, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class ReadAsCommand:
    """Take a searched text that begins with a command word as that command."""

    search_id: int
