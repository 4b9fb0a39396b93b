"""
How well search finds a known paper by its title, beside other engines; run with -m benchmark -s.

Translations are learned from the earlier half of the papers in both languages, by arXiv id, and
the questions across languages are titles of the later half alone. The last two columns are
the two halves of the questions, every other one: what differs between them is chance.
"""

import asyncio
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from benchmarks.made_collections import base_papers
from benchmarks.search_peers import Ranking, peers
from made_papers import papers_after

from storage.records import Paper
from storage.search.index import SearchIndex
from storage.search.latin import HAN
from storage.search.learning.lessons import learn
from storage.search.learning.texts import PaperTexts
from storage.search.lexicon import Lexicon, Translation
from storage.search.names import glossary_translations, words_of
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.translating import additions_for

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

_EMPTY = dict.fromkeys(
    ("title", "title_zh", "abstract", "abstract_zh", "tldr", "tldr_zh", "organization"), ""
)
_LISTS = dict.fromkeys(("keywords", "keywords_zh", "areas", "sections", "authors"), ())


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    papers: Sequence[Paper]
    questions: Sequence[tuple[str, int]]
    """Texts, each with the id of the paper that it shall find."""
    least: float
    """The MRR@10 below which something is broken."""


@pytest.fixture
def ranked(tmp_path: Path) -> Iterator[Callable[[Sequence[Paper], Lexicon], Ranking]]:
    """Our own search over papers, its queries widened by a lexicon."""
    opened: list[SearchIndex] = []

    def build(papers: Sequence[Paper], lexicon: Lexicon) -> Ranking:
        index = SearchIndex.open(tmp_path / str(len(opened)), "benchmark", writable=True)
        opened.append(index)
        asyncio.run(index.follow(papers_after(papers)))

        def rank(text: str) -> list[int]:
            query = parse(text)
            hits = search_now(index, query, additions_for(query, lexicon), limit=10).hits
            return [hit.paper_id for hit in hits]

        return rank

    yield build
    for index in opened:
        index.close()


def test_known_items(ranked: Callable[[Sequence[Paper], Lexicon], Ranking]) -> None:
    """Every task: all engines over the same papers with the same questions (MRR@10 / R@10)."""
    papers = base_papers()
    both = sorted(
        (p for p in papers if p.title and p.abstract and _has_chinese(p)), key=lambda p: p.arxiv_id or ""
    )
    early, late = both[: len(both) // 2], both[len(both) // 2 :]
    lexicon = _learned(early)
    print(f"\n{len(papers)} papers; {len(early)} to learn from, {len(late)} later ones; {len(lexicon)} terms")
    for task in _tasks(papers, late):
        print(f"\n{task.name}: {len(task.questions)} questions, {len(task.papers)} papers")
        for name, rank in peers(task.papers):
            _print(name, rank, task)
        _print("ours, as typed", ranked(task.papers, Lexicon()), task)
        assert _print("ours", ranked(task.papers, lexicon), task) >= task.least


def _tasks(papers: Sequence[Paper], late: Sequence[Paper]) -> Iterator[_Task]:
    chinese = [paper for paper in papers if _has_chinese(paper)]
    bodies = [_only(paper, "abstract_zh") for paper in chinese]
    yield _Task(
        "Chinese title, Han only -> its Chinese abstract", bodies, [(_han(p), p.id) for p in chinese], 0.7
    )
    untitled = [replace(paper, title_zh="") for paper in papers]
    yield _Task("Chinese title -> its record among all", untitled, [(p.title_zh, p.id) for p in chinese], 0.8)
    english = [_only(paper, "title", "abstract", "tldr", "keywords") for paper in papers if paper.title]
    name = "Chinese title, Han only -> its English-only record"
    yield _Task(name, english, [(_han(p), p.id) for p in late], 0.3)
    yield _Task("the same, all words", english, [(p.title_zh, p.id) for p in late], 0.6)
    translated = [_only(paper, "title_zh", "abstract_zh", "tldr_zh", "keywords_zh") for paper in chinese]
    yield _Task("English title -> its Chinese-only record", translated, [(p.title, p.id) for p in late], 0.3)


def _print(name: str, rank: Ranking, task: _Task) -> float:
    """A line of the table; gives the mean reciprocal rank."""
    gains = [_gain(rank(text), wanted) for text, wanted in task.questions]
    columns = (
        f"{statistics.mean(part):8.3f} /{statistics.mean(map(bool, part)):6.3f}"
        for part in (gains, gains[::2], gains[1::2])
    )
    print(f"  {name:<38}" + "".join(columns))
    return statistics.mean(gains)


def _gain(found: Sequence[int], wanted: int) -> float:
    return 1 / (found.index(wanted) + 1) if wanted in found else 0.0


def _learned(papers: Sequence[Paper]) -> Lexicon:
    texts = [PaperTexts(p.title, p.title_zh, p.abstract, p.abstract_zh) for p in papers]
    learned = (
        Translation(words_of(term), text, one.confidence, one.provenance)
        for one in learn(texts).learned
        for term, text in ((one.term, one.text), (one.text, one.term))
    )
    return Lexicon([*glossary_translations(), *learned])


def _has_chinese(paper: Paper) -> bool:
    return bool(re.search(f"[{HAN}]", paper.title_zh) and paper.abstract_zh)


def _han(paper: Paper) -> str:
    return " ".join(re.findall(f"[{HAN}]+", paper.title_zh))


def _only(paper: Paper, *fields: str) -> Paper:
    return replace(paper, **{**_EMPTY, **_LISTS, **{field: getattr(paper, field) for field in fields}})
