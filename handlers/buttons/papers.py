"""Buttons below digests and papers. Parts and pages count from 0."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DigestPart:
    """Show a message of a digest again; delivery 0 is /today."""

    delivery_id: int
    part: int


@dataclass(frozen=True, slots=True)
class DigestCard:
    """Open a paper from a message of a digest."""

    delivery_id: int
    digest_part: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class DigestAll:
    """Show all papers of a digest by pages, in place of one of its messages."""

    delivery_id: int
    digest_part: int
    page: int


@dataclass(frozen=True, slots=True)
class DigestAllCard:
    """Open a paper from the list of all papers of a digest."""

    delivery_id: int
    digest_part: int
    page: int
    paper_id: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class PaperCard:
    """Show a part of a card that stands alone."""

    paper_id: int
    part: int


@dataclass(frozen=True, slots=True)
class OpenPaper:
    """Open a paper from a list, as a message of its own."""

    paper_id: int
