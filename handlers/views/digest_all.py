"""All papers of a digest, also those over the maximum, as pages in place of one of its messages."""

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from handlers.buttons import DigestAll, DigestAllCard, DigestPart
from handlers.views.digest_papers import paper_line
from handlers.views.keyboards import Row, numbered, tap, turning
from handlers.views.reasons import reason_line
from handlers.words import Words, words_in
from storage.identifiers import PaperId
from storage.records import Chat, ChatType, Match, MessageContent, Paper, Selection

PAPERS_PER_PAGE = 10


def all_papers_page(
    selection: Selection, papers: Mapping[PaperId, Paper], chat: Chat, view: DigestAll, bot_username: str
) -> MessageContent:
    """One page of the list; a page outside of it is the nearest one."""
    words = words_in(chat.language)
    page, pages = _page_and_pages(selection, papers, view.page)
    first = page * PAPERS_PER_PAGE
    some = matches_on_page(selection, papers, view.page)
    lines = [
        Markup("\n").join(
            [paper_line(papers[match.paper_id], number, chat, bot_username), reason_line(match, words)]
        )
        for number, match in enumerate(some, first + 1)
    ]
    title = words("digest-all-title", total=selection.total, page=page + 1, pages=pages)
    ids = tuple(match.paper_id for match in some)
    cards = [DigestAllCard(view.delivery_id, view.digest_part, page, paper_id) for paper_id in ids]
    rows = numbered(cards, first + 1) if chat.type is ChatType.PRIVATE else ()
    turning = _turning(words, view, page, pages)
    return MessageContent(Markup("\n").join([title, Markup(""), *lines]), (*rows, turning), ids)


def matches_on_page(selection: Selection, papers: Mapping[PaperId, Paper], page: int) -> list[Match]:
    """What stands on a page, or on the nearest one."""
    first = _page_and_pages(selection, papers, page)[0] * PAPERS_PER_PAGE
    return _present(selection, papers)[first : first + PAPERS_PER_PAGE]


def _present(selection: Selection, papers: Mapping[PaperId, Paper]) -> list[Match]:
    return [match for match in (*selection.shown, *selection.rest) if match.paper_id in papers]


def _page_and_pages(selection: Selection, papers: Mapping[PaperId, Paper], page: int) -> tuple[int, int]:
    """The nearest page to `page`, and how many there are."""
    pages = max(1, -(-len(_present(selection, papers)) // PAPERS_PER_PAGE))
    return min(page, pages - 1), pages


def _turning(words: Words, view: DigestAll, page: int, pages: int) -> Row:
    back = tap(words.label("digest-back-button"), DigestPart(view.delivery_id, view.digest_part))
    to = partial(DigestAll, view.delivery_id, view.digest_part)
    return (back, *turning(page, pages, words, to))
