"""A reader's saved papers, newest first, ten a page: a button opens each, another gives them as BibTeX."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from handlers.buttons import ExportSaved, SavedCard, SavedPage
from handlers.escaping import safe
from handlers.views.headline import headline
from handlers.views.hits import facts
from handlers.views.keyboards import numbered, tap, turning
from handlers.words import Words
from storage.identifiers import PaperId
from storage.records import MessageContent, Paper

PAPERS_PER_PAGE = 10


def page_of(position: int) -> int:
    """The page on which the paper at a position stands."""
    return position // PAPERS_PER_PAGE


def ids_on_page(saved: Sequence[PaperId], page: int) -> Sequence[PaperId]:
    """The papers of a page, or of the nearest one."""
    first = nearest_page(saved, page) * PAPERS_PER_PAGE
    return saved[first : first + PAPERS_PER_PAGE]


def nearest_page(saved: Sequence[PaperId], page: int) -> int:
    """The page, or the last one where there are fewer."""
    return min(page, _page_count(saved) - 1)


def saved_page(
    saved: Sequence[PaperId], page: int, papers: Mapping[PaperId, Paper], words: Words, today: date
) -> MessageContent:
    """A page of `saved`; `papers` are those of it."""
    if not saved:
        return MessageContent(words("saved-none"))
    nearest = nearest_page(saved, page)
    shown = [papers[paper_id] for paper_id in ids_on_page(saved, nearest) if paper_id in papers]
    first = nearest * PAPERS_PER_PAGE + 1
    title = words("saved-title", count=len(saved))
    if _page_count(saved) > 1:
        title += words("results-page", page=nearest + 1, pages=_page_count(saved))
    lines = [_line(number, paper, words, today) for number, paper in enumerate(shown, first)]
    keyboard = (
        *numbered([SavedCard(nearest, paper.id) for paper in shown], first),
        turning(nearest, _page_count(saved), words, SavedPage),
        (tap(words.label("saved-export-button"), ExportSaved()),),
    )
    html = Markup("\n\n").join([title, *lines])
    return MessageContent(html, tuple(row for row in keyboard if row), tuple(paper.id for paper in shown))


def _line(number: int, paper: Paper, words: Words, today: date) -> Markup:
    told = headline(paper, words.language)
    name = told.name or str(paper.arxiv_id)
    told_facts = " · ".join([*filter(None, [told.subjects]), *facts(paper, words, today)])
    return Markup("<b>{}. {}</b>\n{}").format(number, safe(name), safe(told_facts))


def _page_count(saved: Sequence[PaperId]) -> int:
    return max(1, -(-len(saved) // PAPERS_PER_PAGE))
