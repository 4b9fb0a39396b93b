"""
Buttons below a card that lead on from it; each names its card by that one's own button, folded.

So the way back leads to the very page of the very list, however the card was opened.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimilarPapers:
    """List the papers most like that of a card, in its place."""

    card: str


@dataclass(frozen=True, slots=True)
class SearchKeyword:
    """Search for a keyword of a card, by its checksum, in its place."""

    card: str
    checksum: int


@dataclass(frozen=True, slots=True)
class ShowBibTeX:
    """Show the BibTeX of a card that is too long to be copied by a button."""

    card: str
