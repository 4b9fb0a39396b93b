"""
Every view of papers, for all papers there are, by the strict parser of the sandbox.

These are the real digests beside the repository and our own samples, which hold what real ones hold.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, cycle, product

import pytest
from conftest import ROOT, shared_files
from made_papers import papers_of
from strict_messages import check
from view_samples import DAY, make_chat, match, selection_of

from handlers.buttons import DigestAll, OpenPaper, PaperCard
from handlers.views.card import Reader, Surroundings, card
from handlers.views.digest import digest_messages
from handlers.views.digest_all import PAPERS_PER_PAGE, all_papers_page
from handlers.views.empty_day import empty_day_message
from handlers.views.hits import hit
from handlers.views.inline_results import inline_result
from handlers.views.marks import Marks
from handlers.views.named_papers import named_papers
from handlers.views.saved import saved_page
from handlers.words import words_in
from storage.empty_days import EmptyDay
from storage.identifiers import TopicId
from storage.near_misses import NearMiss
from storage.records import CardLanguage, ChatType, EmptyReason, Language, Layout, MessageContent, Paper
from storage.search.compiling import Strength
from storage.search.highlighting import Highlighter
from storage.search.query import parse

BOT = "chenbao_sandbox_bot"
REAL = ("corpus/weekly/**/*.md", "corpus/hf-daily-papers/*.json", "digests/*.*")


@cache
def all_papers() -> tuple[Paper, ...]:
    samples = sorted((ROOT / "tests/samples/digests").glob("*.*"))
    return tuple(papers_of([*shared_files(*REAL), *samples]))


def pages_of(size: int) -> Iterator[tuple[Paper, ...]]:
    papers = all_papers()
    for start in range(0, len(papers), size):
        yield papers[start : start + size]


def every_page(paper: Paper, reader: Reader) -> Iterator[MessageContent]:
    """The whole card, page after page, as its buttons lead on."""
    offered = {0}

    def data_of(part: int) -> OpenPaper | PaperCard:
        offered.add(part)
        return PaperCard(paper.id, part) if part else OpenPaper(paper.id)

    for part in count():
        if part not in offered:
            return
        yield card(paper, reader, part, Surroundings(data_of))


def test_every_card() -> None:
    """All its pages, in private and in a group, by turns in each language that we speak and papers are read in."""
    kinds = cycle(product(Language, CardLanguage, (True, False, True)))
    for paper, (language, choice, is_private) in zip(all_papers(), kinds, strict=False):
        reader = Reader(language, choice, BOT, is_private=is_private)
        for page in every_page(paper, reader):
            check(page)


@pytest.mark.parametrize("language", Language)
def test_every_digest(language: Language) -> None:
    """In each layout, in private and in groups, with all its papers behind the button."""
    for number, papers in enumerate(pages_of(15)):
        kind = ChatType.SUPERGROUP if number % 2 == 0 else ChatType.PRIVATE
        chat = replace(make_chat(language, kind), layout=tuple(Layout)[number % len(Layout)])
        matches = [match(paper.id, "智能体", "agents") for paper in papers]
        selection = selection_of({"智能体": matches[:8], "agents": matches[8:12]}, rest=matches[12:])
        by_id = {paper.id: paper for paper in papers}
        shown = digest_messages(selection, by_id, chat, local_day=DAY, delivery_id=None, bot_username=BOT)
        everything = all_papers_page(selection, by_id, chat, DigestAll(1, 0, 0), BOT)
        for content in (*shown, everything):
            check(content)
        are_rich = {content.rich_html is not None for content in shown}
        assert are_rich == {chat.layout is Layout.RICH}


def test_every_list() -> None:
    """Papers that were named, saved, or all but matched, by turns in each language."""
    for papers, language in zip(pages_of(PAPERS_PER_PAGE), cycle(Language), strict=False):
        words, chat = words_in(language), make_chat(language)
        named = {str(paper.arxiv_id or paper.id): paper for paper in papers}
        misses = tuple(NearMiss(paper, TopicId(1), "智能体 记忆", "记忆") for paper in papers[:2])
        contents = (
            named_papers(tuple(named), named, language, words),
            saved_page([paper.id for paper in papers], 0, {one.id: one for one in papers}, words, DAY),
            empty_day_message(EmptyDay(EmptyReason.NO_MATCH, 36, misses=misses), chat, BOT),
        )
        for content in contents:
            check(content)


def test_every_hit_and_inline_result() -> None:
    """With what was looked for marked, and as a card for any chat, by turns in each language."""
    highlighter = Highlighter(parse("模型 OR model OR 学习 OR language"))
    for paper, language in zip(all_papers(), cycle(Language), strict=False):
        words, marks = words_in(language), Marks(highlighter, Strength.WORD, language)
        found = hit(1, paper, marks, words, DAY)
        check(MessageContent(found))
        result = inline_result(paper, marks, words, DAY, BOT)
        assert 0 < len(result.title) <= 256
        check(result.content)
