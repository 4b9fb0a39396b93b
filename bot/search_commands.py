"""`chenbao search`, `show` and `reindex`: finding papers from the command line."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from rich.console import Group
from rich.text import Text

from bot.history_page import history_json, history_page
from bot.opening import bring_up_to_date, changes_of, opened_database, opened_index, opened_lexicon
from bot.paper_json import paper_json
from bot.paper_page import paper_page
from bot.settings import Settings
from bot.terminal import EXIT_INCOMPLETE, EXIT_MISUSE, messages, output, print_json, progress_bar
from storage.clock import SystemClock
from storage.database import Database, Session
from storage.digests import counts
from storage.identifiers import arxiv_id_in, arxiv_id_of, doi_in
from storage.paper_history import paper_history, paper_id_of_doi
from storage.papers import paper_by_arxiv_id, paper_by_id, papers_by_id
from storage.records import Paper
from storage.search.additions import Addition
from storage.search.compiling import Strength
from storage.search.index import SearchIndex
from storage.search.lexicon import Lexicon
from storage.search.query import Query, parse
from storage.search.ranking import SearchResult
from storage.search.ranking import search as search_index
from storage.search.translating import additions_for
from storage.search.values import possible_values

_STANDARD_INPUT = "-"
_LINES = {
    Strength.LITERAL: "— contain the characters, but not as words —",
    Strength.NEAREST: "— match in part —",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """One query, answered."""

    query: Query
    additions: tuple[Addition, ...]
    result: SearchResult
    papers: list[Paper]


async def search(settings: Settings, query: str, limit: int, *, as_json: bool, widens: bool = True) -> int:
    """Answer one query, or with `-` each line of standard input with one line of JSON."""
    async with opened_database(settings) as database, opened_index(settings, database) as index:
        if not await bring_up_to_date(index, database):
            messages().print("the index is still behind the database; the newest papers may be missing")
        lexicon = await opened_lexicon(database) if widens else Lexicon()
        if query == _STANDARD_INPUT:
            async for line in _lines():
                answer = await _answer(database, index, lexicon, line, limit)
                print_json([paper_json(paper) for paper in answer.papers], indent=None)
            return 0
        answer = await _answer(database, index, lexicon, query, limit)
    if as_json:
        print_json([paper_json(paper) for paper in answer.papers])
    else:
        output().print(_page(answer), soft_wrap=True)
    return 0


async def show(settings: Settings, reference: str, *, as_json: bool, with_history: bool = False) -> int:
    """Print all that is known of one paper, named by its arXiv id, its DOI or a link to it, or who said it when."""
    arxiv_id, doi = arxiv_id_of(reference) or arxiv_id_in(reference), doi_in(reference)
    if not (arxiv_id or doi):
        messages().print(f"{reference!r} is no arXiv id or DOI; write it as in 2507.19849", style="red")
        return EXIT_MISUSE
    async with opened_database(settings) as database, database.reading() as session:
        paper = await _named(session, arxiv_id, doi)
        history = await paper_history(session, paper) if paper and with_history else None
    if paper is None:
        messages().print(f"no digest has brought the paper {arxiv_id or doi}", style="red")
        return EXIT_INCOMPLETE
    if as_json:
        print_json(
            paper_json(paper) if history is None else paper_json(paper) | {"history": history_json(history)}
        )
    else:
        output().print(paper_page(paper) if history is None else history_page(history))
    return 0


async def _named(session: Session, arxiv_id: str | None, doi: str) -> Paper | None:
    if arxiv_id:
        return await paper_by_arxiv_id(session, arxiv_id)
    paper_id = await paper_id_of_doi(session, doi)
    return None if paper_id is None else await paper_by_id(session, paper_id)


async def reindex(settings: Settings) -> int:
    """Build the search index anew from the database while the present one answers."""
    async with opened_database(settings) as database, opened_index(settings, database) as index:
        async with database.reading() as session:
            total = (await counts(session)).papers
        with progress_bar("indexing", total) as advance:
            count = await index.rebuild(changes_of(database), advance)
    output().print(f"{count} papers indexed")
    return 0


async def _answer(database: Database, index: SearchIndex, lexicon: Lexicon, text: str, limit: int) -> _Answer:
    query = _read(text)
    additions = additions_for(query, lexicon)
    result = await search_index(index, query, additions, limit)
    async with database.reading() as session:
        papers = await papers_by_id(session, [hit.paper_id for hit in result.hits])
    return _Answer(query, additions, result, list(papers.values()))


async def _lines() -> AsyncIterator[str]:
    """The lines of standard input as they come, whatever their encoding."""
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _read(text: str) -> Query:
    """The query, its relative dates seen from this machine's today."""
    return parse(text, SystemClock().now().astimezone().date())


def _page(answer: _Answer) -> Group:
    lines = list(_notes(answer))
    if not answer.papers:
        return Group(*lines, Text("nothing found; try fewer words, or the same in the other language"))
    strengths = {hit.paper_id: hit.strength for hit in answer.result.hits}
    lines.append(Text(f"{answer.result.total} papers, {len(answer.papers)} shown"))
    strength = Strength.WORD
    for number, paper in enumerate(answer.papers, 1):
        if strengths[paper.id] is not strength:
            strength = strengths[paper.id]
            lines.append(Text(_LINES[strength], style="dim"))
        lines += [Text(f"{number:3}. {paper.title or paper.title_zh}", style="bold"), _facts(paper)]
    return Group(*lines)


def _notes(answer: _Answer) -> Iterator[Text]:
    """How the query was read, what of it was ignored and what was added."""
    for one in answer.query.readings:
        yield Text(f"{one.words} = {one.days.canonical}", style="dim")
    if answer.query.ignored:
        yield Text(f"ignored: {', '.join(answer.query.ignored)}", style="yellow")
    takes = dict(found for part in answer.query.ignored if (found := possible_values(part)))
    for field, values in takes.items():
        yield Text(f"{field}: takes {values}", style="yellow")
    added: dict[str, list[str]] = {}
    for addition in answer.additions:
        added.setdefault(" ".join(addition.terms), []).append(addition.text)
    for terms, texts in added.items():
        yield Text(f"{terms}, also: {', '.join(texts)}", style="dim")


def _facts(paper: Paper) -> Text:
    facts = [
        paper.title_zh if paper.title else "",
        paper.arxiv_id or "no arXiv id",
        paper.first_digest_on.isoformat(),
        "/".join(dict.fromkeys(mention.source for mention in paper.digests)),
        f"{paper.upvotes} upvotes" if paper.upvotes else "",
        "code" if paper.code_url else "",
    ]
    return Text("     " + " · ".join(fact for fact in facts if fact))
