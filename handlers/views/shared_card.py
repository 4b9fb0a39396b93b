"""
A paper's card for any chat: short, in one message, with links alone.

It may be read where we are no member, by people we do not know, so nothing on it asks us back but
a link into the private chat.
"""

from collections.abc import Iterator

from handlers.deep_links import paper_url
from handlers.escaping import one_line
from handlers.views.formulas import readable
from handlers.views.hits import facts
from handlers.views.keyboards import open_link
from handlers.views.markdown import without_marks
from handlers.views.measuring import cut_to_width
from handlers.views.paper_language import Reading, Told, texts_in, titles
from handlers.views.rich_text import RichText, joined, linked, plain, rendered
from handlers.views.script import paper_in_script
from handlers.words import Words, words_in
from storage.records import CardLanguage, Language, MessageContent, Paper

_SUMMARY_WIDTH = 600
"""About ten lines of a phone."""


def shared_card(paper: Paper, language: Language, bot_username: str) -> MessageContent:
    """Both titles, the paper in short, its bare facts, its links."""
    words, paper = words_in(language), paper_in_script(paper, language)
    reading = Reading(CardLanguage.BOTH, language.is_chinese)
    alone = Reading(
        CardLanguage.CHINESE if language.is_chinese else CardLanguage.ENGLISH, language.is_chinese
    )
    in_short = texts_in(paper.tldr, paper.tldr_zh, alone)
    told, *_ = in_short or texts_in(paper.abstract, paper.abstract_zh, alone) or [Told("")]
    summary = cut_to_width(one_line(without_marks(readable(told.text))), _SUMMARY_WIDTH)
    mark = told.mark(words).strip()
    pieces = (
        titles(paper, reading, language),
        plain(" ".join(filter(None, (summary, mark)))),
        joined("\n", [plain(" · ".join(facts(paper, words))), joined(" · ", _links(paper, words))]),
    )
    keyboard = (
        (
            *open_link(words.label("inline-open"), paper_url(bot_username, paper)),
            *open_link("arXiv", _address("arxiv.org/abs", paper)),
        ),
    )
    return MessageContent(rendered(joined("\n\n", pieces)), keyboard, (paper.id,))


def _links(paper: Paper, words: Words) -> Iterator[RichText]:
    if paper.arxiv_id:
        yield linked(_address("arxiv.org/abs", paper), "arXiv")
        yield linked(_address("arxiv.org/pdf", paper), "PDF")
        yield linked(_address("huggingface.co/papers", paper), "HF")
    if paper.code_url:
        yield linked(paper.code_url, words.label("card-code"))
    if paper.project_url:
        yield linked(paper.project_url, words.label("card-project"))


def _address(place: str, paper: Paper) -> str | None:
    return f"https://{place}/{paper.arxiv_id}" if paper.arxiv_id else None
