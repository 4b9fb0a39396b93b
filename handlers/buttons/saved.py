"""Buttons that save a paper, and those of the list of saved ones. Parts and pages count from 0."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavePaper:
    """Save a paper for whoever taps (1), or no longer (0)."""

    paper_id: int
    is_saved: int


@dataclass(frozen=True, slots=True)
class SavedPage:
    """Show a page of the reader's saved papers."""

    page: int


@dataclass(frozen=True, slots=True)
class SavedCard:
    """Open a saved paper; the way back leads to that page of them."""

    page: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class ExportSaved:
    """Send the saved papers as a file of BibTeX."""
