"""/paper, links and ids: a card that stands alone."""

from handlers.buttons import PaperCard
from handlers.context import Call, Replies
from handlers.deep_links import PaperLink
from handlers.escaping import echo
from handlers.views.card import Surroundings, card
from handlers.views.keyboards import open_link
from storage.identifiers import PaperId, arxiv_id_in, arxiv_id_of
from storage.papers import paper_by_arxiv_id, paper_by_id
from storage.records import MessageContent, Paper


async def paper_command(call: Call) -> Replies:
    """Open the paper whose id or link follows the command."""
    if not call.argument:
        return (call.say(MessageContent(call.words("paper-empty"))),)
    identifier = arxiv_id_of(call.argument) or arxiv_id_in(call.argument)
    if identifier is None:
        return (call.say(MessageContent(call.words("paper-unreadable", text=echo(call.argument)))),)
    return await answer_paper(call, identifier)


async def answer_paper(call: Call, arxiv_id: str) -> Replies:
    """The card of the paper with that arXiv id; where we have none, the way to arXiv."""
    paper = await paper_by_arxiv_id(call.session, arxiv_id)
    if paper is not None:
        return (call.say(_card(call, paper, 0)),)
    words = call.words
    button = open_link(words.label("paper-on-arxiv"), f"https://arxiv.org/abs/{arxiv_id}")
    return (call.say(MessageContent(words("paper-unknown", identifier=echo(arxiv_id)), (button,))),)


async def open_paper_link(call: Call, link: PaperLink) -> Replies:
    """The card that a deep link names."""
    if link.arxiv_id is not None:
        return await answer_paper(call, link.arxiv_id)
    assert link.paper_id is not None
    paper = await paper_by_id(call.session, link.paper_id)
    if paper is None:
        return (call.toast("gone-paper"),)
    return (call.say(_card(call, paper, 0)),)


async def show_paper_card(call: Call, data: PaperCard) -> Replies:
    """Turn the pages of a card that stands alone."""
    paper = await paper_by_id(call.session, PaperId(data.paper_id))
    if paper is None:
        return (call.toast("gone-paper"),)
    return (call.show(_card(call, paper, data.part)),)


def _card(call: Call, paper: Paper, part: int) -> MessageContent:
    around = Surroundings(page=lambda number: PaperCard(paper.id, number))
    return card(paper, call.chat.language, part, around)
