"""Where the buttons below a card lead: similar papers, searches for its keywords, its BibTeX."""

from typing import Any

from handlers.buttons import (
    DigestAllCard,
    DigestCard,
    PaperCard,
    ResultCard,
    SavedCard,
    SearchKeyword,
    ShowBibTeX,
    SimilarPapers,
)
from handlers.callbacks import encoded, unfolded
from handlers.context import Call, Replies
from handlers.replies import SendDocument
from handlers.search import results
from handlers.searching import search_for
from handlers.views.bibtex import bibtex, citation_key
from handlers.views.card_bibtex import MOST_UNITS, bibtex_message
from handlers.views.keywords import keyword_of
from handlers.views.measuring import utf16_units
from storage.errors import IndexBroken
from storage.identifiers import PaperId
from storage.papers import paper_by_id
from storage.records import MessageContent, Paper
from storage.search.similar import similar_papers
from storage.searches import save_search

_CARDS = (ResultCard, DigestCard, DigestAllCard, PaperCard, SavedCard)


async def show_similar(call: Call, data: SimilarPapers) -> Replies:
    """The papers most like that of the card, as a kept result in place of the card."""
    card, paper = await _card_and_paper(call, data.card)
    if paper is None:
        return (call.toast("gone-paper"),)
    try:
        found = await similar_papers(call.services.index, paper, call.services.lexicon.lexicon)
    except IndexBroken:
        return (call.toast("search-rebuilding"),)
    if not found.result.hits:
        return (call.toast("card-nothing-similar"),)
    kept = await save_search(
        call.session,
        call.chat.id,
        found.query_text,
        found.result,
        call.now,
        similar_to=paper.id,
        opened_from=encoded(card),
    )
    return (call.show(await results(call, kept)),)


async def search_keyword(call: Call, data: SearchKeyword) -> Replies:
    """A search for a keyword in place of the card; the results lead back to it."""
    card, paper = await _card_and_paper(call, data.card)
    keyword = keyword_of(paper, data.checksum) if paper else None
    if keyword is None:
        return (call.toast("gone-paper" if paper is None else "card-keyword-gone"),)
    try:
        found = await search_for(call, keyword, opened_from=encoded(card))
    except IndexBroken:
        return (call.toast("search-rebuilding"),)
    return (call.show(await results(call, found)),)


async def show_bibtex(call: Call, data: ShowBibTeX) -> Replies:
    """The paper as BibTeX in place of the card, to be copied; what fits no message comes as a file."""
    card, paper = await _card_and_paper(call, data.card)
    if paper is None:
        return (call.toast("gone-paper"),)
    text = bibtex(paper)
    if utf16_units(text) <= MOST_UNITS:
        return (call.show(bibtex_message(text, call.words, card)),)
    file_name = f"{citation_key(paper)}.bib"
    return (SendDocument(call.asked.chat_id, file_name, text, MessageContent(""), call.asked.thread_id),)


async def _card_and_paper(call: Call, folded_card: str) -> tuple[Any, Paper | None]:
    """
    The button of the card, and its paper; no paper where the card is none of ours.

    Read beside the transaction, so that nobody waits for a lock while there is a search.
    """
    card = unfolded(folded_card)
    if not isinstance(card, _CARDS):
        return None, None
    async with call.services.database.reading() as session:
        return card, await paper_by_id(session, PaperId(card.paper_id))
