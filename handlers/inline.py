"""
Inline mode: who types `@bot words` in any chat gets papers that can be sent there.

The same search as /search, page by page. Nothing of it is kept, neither the query nor the
result: clients ask at every letter.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from telegram import Bot, InlineQuery, User

from handlers.asking import language_of
from handlers.context import DEFAULT_ZONES, zone_of
from handlers.deep_links import USAGE, paper_payload, search_payload
from handlers.escaping import shortened
from handlers.inline_sending import send_inline_answer
from handlers.paper import papers_named
from handlers.replies import InlineAnswer, InlineResult, StartButton
from handlers.services import Services
from handlers.traditional import in_words_of_papers
from handlers.views.inline_results import inline_result
from handlers.views.marks import Marks
from handlers.words import Words, words_in
from storage.chats import chat_by_telegram_id
from storage.errors import IndexBroken
from storage.papers import papers_by_arxiv_id, papers_by_id
from storage.records import Language, Paper
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.highlighting import Highlighter
from storage.search.query import Query, parse
from storage.search.ranking import SearchResult, search
from storage.search.translating import additions_for

RESULTS_PER_PAGE = 20
_NEWEST = "after:1990 sort:new"
"""What an empty query asks for."""
_EMPTY_CACHE_SECONDS = 10
"""Papers may come any moment, and who found none tries again."""
_QUERY_CHARACTERS = 32
"""How much of a query a button says back."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who asks; somebody who never wrote to us has the language of the client."""

    language: Language
    today: date

    @property
    def words(self) -> Words:
        """Sentences in the reader's language."""
        return words_in(self.language)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query brought, before its papers are read."""

    query: Query
    additions: Sequence[Addition]
    result: SearchResult


async def answer_inline_query(bot: Bot, services: Services, query: InlineQuery) -> None:
    """Answer a query, or leave it where the answer comes too late."""
    reader = await _reader(services, query.from_user)
    text = query.query.strip()
    answer = await _named(services, reader, text) or await _searched(services, reader, text, query.offset)
    await send_inline_answer(bot, query.id, answer)


async def _reader(services: Services, user: User) -> _Reader:
    async with services.database.reading() as session:
        chat = await chat_by_telegram_id(session, user.id)
    language = chat.language if chat else language_of(user.language_code)
    zone = zone_of(chat) if chat else DEFAULT_ZONES[language]
    return _Reader(language, services.clock.now().astimezone(ZoneInfo(zone)).date())


async def _named(services: Services, reader: _Reader, text: str) -> InlineAnswer | None:
    """The papers that the text names by id or link; None where it names none."""
    async with services.database.reading() as session:
        identifiers = await papers_named(session, text)
        papers = await papers_by_arxiv_id(session, identifiers[:RESULTS_PER_PAGE])
    if not identifiers:
        return None
    if not papers:
        label = reader.words.label("inline-unknown", identifier=identifiers[0])
        button = StartButton(label, paper_payload(identifiers[0]) or USAGE)
        return InlineAnswer(button=button, cache_seconds=_EMPTY_CACHE_SECONDS)
    shown = [(paper, Strength.WORD) for paper in papers.values()]
    return await _page(services, reader, shown, Highlighter(parse("")))


async def _searched(services: Services, reader: _Reader, text: str, offset: str) -> InlineAnswer:
    query = parse(in_words_of_papers(text, reader.language) or _NEWEST, reader.today)
    if query.is_empty:
        return InlineAnswer(button=_button(reader, "inline-nothing-to-look-for", text))
    additions = additions_for(query, services.lexicon.lexicon)
    try:
        result = await search(services.index, query, additions)
    except IndexBroken:
        label = reader.words.label("search-rebuilding")
        return InlineAnswer(button=StartButton(label, USAGE), cache_seconds=0)
    if not result.hits:
        key = "inline-nothing" if text else "inline-no-papers"
        return InlineAnswer(button=_button(reader, key, text), cache_seconds=_EMPTY_CACHE_SECONDS)
    return await _results(services, reader, _Found(query, additions, result), offset)


async def _results(services: Services, reader: _Reader, found: _Found, offset: str) -> InlineAnswer:
    """The page that begins at an offset; an offset that is none of ours has no results."""
    hits = found.result.hits
    start = _position(offset)
    shown = hits[start : start + RESULTS_PER_PAGE]
    async with services.database.reading() as session:
        papers = await papers_by_id(session, [hit.paper_id for hit in shown])
    present = [(papers[hit.paper_id], hit.strength) for hit in shown if hit.paper_id in papers]
    after = start + RESULTS_PER_PAGE
    is_near = not found.result.total and not start
    return await _page(
        services,
        reader,
        present,
        Highlighter(found.query, found.additions),
        next_offset=str(after) if after < len(hits) else "",
        button=_button(reader, "inline-nearest", found.query.text) if is_near else None,
    )


async def _page(
    services: Services,
    reader: _Reader,
    papers: Iterable[tuple[Paper, Strength]],
    highlighter: Highlighter,
    *,
    next_offset: str = "",
    button: StartButton | None = None,
) -> InlineAnswer:
    made = partial(_made, services, reader, papers, highlighter)
    return InlineAnswer(await asyncio.to_thread(made), next_offset, button)


def _made(
    services: Services, reader: _Reader, papers: Iterable[tuple[Paper, Strength]], highlighter: Highlighter
) -> tuple[InlineResult, ...]:
    """Results with their cards; two dozen of them keep a thread busy for some milliseconds."""
    return tuple(
        inline_result(
            paper,
            Marks(highlighter, strength, reader.language),
            reader.words,
            reader.today,
            services.bot_username,
        )
        for paper, strength in papers
    )


def _button(reader: _Reader, key: str, text: str) -> StartButton:
    """Says why, and leads to the same search in the private chat, where there is room for advice."""
    return StartButton(
        reader.words.label(key, query=shortened(text, _QUERY_CHARACTERS)), search_payload(text) or USAGE
    )


def _position(offset: str) -> int:
    return int(offset) if offset.isascii() and offset.isdecimal() and len(offset) <= 4 else 0  # noqa: PLR2004
