"""/paper, links and ids: a card that stands alone, or a list where a text names several papers."""

from collections.abc import Sequence

from handlers.buttons import OpenPaper, PaperCard
from handlers.cards import card_for
from handlers.context import Call, Replies
from handlers.deep_links import PaperLink
from handlers.escaping import echo
from handlers.views.card import Surroundings
from handlers.views.keyboards import open_link
from handlers.views.named_papers import named_papers
from storage.database import Session
from storage.identifiers import PaperId, arxiv_id_of, arxiv_ids_alone_in, arxiv_ids_in
from storage.papers import paper_by_arxiv_id, paper_by_id, papers_by_arxiv_id
from storage.records import MessageContent, Paper


async def paper_command(call: Call) -> Replies:
    """Open the paper whose id or link follows the command."""
    if not call.argument:
        return (call.say(MessageContent(call.words("paper-empty"))),)
    text = call.argument
    identifiers = arxiv_ids_in(text) or arxiv_ids_alone_in(text) or tuple(filter(None, [arxiv_id_of(text)]))
    if not identifiers:
        return (call.say(MessageContent(call.words("paper-unreadable", text=echo(text)))),)
    return await _answer_papers(call, identifiers)


async def answer_named_papers(call: Call, text: str, links: Sequence[str] = ()) -> Replies | None:
    """
    The papers that a text names, by an id alone, in links of its own or behind its words.

    None where it names no paper. A number without a link counts only where it is a paper of
    ours: it may as well be a number.
    """
    named = await papers_named(call.session, text, links)
    return await _answer_papers(call, named) if named else None


async def papers_named(session: Session, text: str, links: Sequence[str] = ()) -> tuple[str, ...]:
    """The arXiv ids that `answer_named_papers` understands, each once."""
    certain = (arxiv_id_of(text), *arxiv_ids_in(text), *arxiv_ids_in("\n".join(links)))
    identifiers = [identifier for identifier in certain if identifier]
    alone = arxiv_ids_alone_in(text)
    ours = await papers_by_arxiv_id(session, alone) if alone else ()
    return tuple(dict.fromkeys([*identifiers, *ours]))


async def answer_paper(call: Call, arxiv_id: str) -> Replies:
    """The card of the paper with that arXiv id; where we have none, the way to arXiv."""
    paper = await paper_by_arxiv_id(call.session, arxiv_id)
    if paper is not None:
        return (call.say(await _card(call, paper, 0)),)
    words = call.words
    button = open_link(words.label("paper-on-arxiv"), f"https://arxiv.org/abs/{arxiv_id}")
    return (call.say(MessageContent(words("paper-unknown", identifier=echo(arxiv_id)), (button,))),)


async def open_paper_link(call: Call, link: PaperLink) -> Replies:
    """The card that a deep link names."""
    if link.arxiv_id is not None:
        return await answer_paper(call, link.arxiv_id)
    assert link.paper_id is not None
    return await _opened(call, link.paper_id)


async def open_paper(call: Call, data: OpenPaper) -> Replies:
    """The card of a paper from a list, below it."""
    return await _opened(call, PaperId(data.paper_id))


async def show_paper_card(call: Call, data: PaperCard) -> Replies:
    """Turn the pages of a card that stands alone."""
    paper = await paper_by_id(call.session, PaperId(data.paper_id))
    if paper is None:
        return (call.toast("gone-paper"),)
    return (call.show(await _card(call, paper, data.part)),)


async def _answer_papers(call: Call, arxiv_ids: Sequence[str]) -> Replies:
    if len(arxiv_ids) == 1:
        return await answer_paper(call, arxiv_ids[0])
    papers = await papers_by_arxiv_id(call.session, arxiv_ids)
    return (call.say(named_papers(arxiv_ids, papers, call.chat.language, call.words)),)


async def _opened(call: Call, paper_id: PaperId) -> Replies:
    paper = await paper_by_id(call.session, paper_id)
    if paper is None:
        return (call.toast("gone-paper"),)
    return (call.say(await _card(call, paper, 0)),)


async def _card(call: Call, paper: Paper, part: int) -> MessageContent:
    around = Surroundings(page=lambda number: PaperCard(paper.id, number))
    return await card_for(call, paper, part, around)
