"""How a kept result falls into pages, counted from 0."""

from storage.identifiers import PaperId
from storage.searches import SavedSearch

PAPERS_PER_PAGE = 5


def page_count(saved: SavedSearch) -> int:
    """How many pages a kept result has; one if it is empty."""
    return max(1, -(-len(saved.paper_ids) // PAPERS_PER_PAGE))


def page_of(position: int) -> int:
    """The page on which a paper stands."""
    return position // PAPERS_PER_PAGE


def page_ids(saved: SavedSearch, page: int) -> tuple[tuple[int, PaperId], ...]:
    """The papers of a page, each with its position in the result."""
    first = page * PAPERS_PER_PAGE
    return tuple(enumerate(saved.paper_ids[first : first + PAPERS_PER_PAGE], first))
