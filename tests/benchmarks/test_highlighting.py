"""What marking, excerpts and suggestions cost; run with -m benchmark -s."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from benchmarks.made_collections import base_papers, mixed_papers, words_together

from storage.records import Paper, RemovedPaper
from storage.search.additions import Addition
from storage.search.highlighting import Highlighter
from storage.search.index import SearchIndex
from storage.search.lexicon import Provenance
from storage.search.names import glossary_lexicon
from storage.search.query import Query, parse
from storage.search.ranking import search_now
from storage.search.suggesting import suggestions_now
from storage.search.syntax import Scope
from storage.search.translating import additions_for

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

_PAPERS = 100_000
_PAGE = 10
_EXCERPT_WIDTH = 120
_EMPTY_QUERIES = (
    "difusion modle", "transfromer", "refinforcemnt leanring", "扩散模形", "扩散模形图像编辑", "gtp-4o", "zzzzqqqq",
    "kolmogorov zebrafish image generation", "强化学习火星探测", "大语言模型 火星探测 量子", '"zebrafish swimming"',
    "agent after:2030", "agents has:code upvotes:>100000", "author:kaimign", "difusion sort:new after:2020",
    "model language method image data learning performance task video agent zzzz",
    "模型 方法 数据 学习 图像 生成 语言 训练 任务 性能 火星",
    " ".join(f"w{number}q" for number in range(500)),
    " | ".join(f"x{number}y" for number in range(400)) + " zebrafish",
)  # fmt: skip


def test_a_page_of_marks() -> None:
    """Ten papers with both titles and an excerpt, six words widened by two variants each."""
    papers = [paper for paper in base_papers() if paper.abstract and paper.abstract_zh]
    queries = [parse(text) for text in words_together(6, 200)]
    pages = [
        (query, _additions(query, place), _page(papers, query, place)) for place, query in enumerate(queries)
    ]
    plain = [_milliseconds(lambda one=one: _marked(one[0], (), one[2])) for one in pages]
    widened = [_milliseconds(lambda one=one: _marked(*one)) for one in pages]
    why = [_milliseconds(lambda one=one: Highlighter(one[0], one[1]).words_in(one[2][0])) for one in pages]
    length = statistics.mean(
        len(paper.abstract) + len(paper.abstract_zh) for _, _, page in pages for paper in page
    )
    print(f"\n{len(pages)} pages of {_PAGE} papers, abstracts of {length:.0f} characters in two languages")
    for name, found in (("page, six words", plain), ("page, widened", widened), ("why one paper came", why)):
        print(f"{name:<24}{_spread(found)} ms")
    assert statistics.median(widened) < 20


def test_a_long_text_and_a_long_query() -> None:
    """10,000 characters and 500 terms."""
    papers = base_papers()
    english = " ".join(paper.abstract for paper in papers[:40])[:10_000]
    chinese = "".join(paper.abstract_zh for paper in papers if paper.abstract_zh)[:10_000]
    rows = {"English": english, "Chinese": chinese, "one word": "a " * 5_000}
    words = dict.fromkeys(word for paper in papers[:200] for word in paper.abstract.split() if word.isalpha())
    query = parse(" ".join([*words][:500])[:4096])
    print()
    for name, text in rows.items():
        spans = [_milliseconds(lambda text=text: Highlighter(query).spans(text)) for _ in range(5)]
        excerpts = [
            _milliseconds(lambda text=text: Highlighter(query).excerpt([text], 120)) for _ in range(5)
        ]
        print(f"{len(query.words)} terms, {name:<10} spans {_spread(spans)}  excerpt {_spread(excerpts)} ms")
        assert statistics.median(spans) < 500


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """A large index."""
    index = SearchIndex.open(Path(tmp_path_factory.mktemp("index")), "benchmark", writable=True)
    asyncio.run(index.follow(_streamed(mixed_papers(_PAPERS))))
    yield index
    index.close()


def test_suggestions(index: SearchIndex) -> None:
    """Queries that find nothing: how long it takes to say what would."""
    lexicon, today = glossary_lexicon(), date(2026, 8, 20)
    suggestions_now(index, parse("扩散模形"), lexicon)
    print(f"\n{index.revision} papers")
    for text in _EMPTY_QUERIES:
        query = parse(text, today)
        total = search_now(index, query, additions_for(query, lexicon), limit=1).total
        found = suggestions_now(index, query, lexicon, total=total)
        spent = [
            _milliseconds(
                lambda query=query, total=total: suggestions_now(index, query, lexicon, total=total)
            )
            for _ in range(7)
        ]
        offered = ", ".join(f"{one.kind} {one.text[:30]} {one.total}" for one in found)
        print(f"{_spread(spent)} ms  {text[:40]:<42}{total:>4}  {offered}")
        assert statistics.median(spent) < 200


def _marked(query: Query, additions: Sequence[Addition], papers: Sequence[Paper]) -> None:
    highlighter = Highlighter(query, additions)
    for paper in papers:
        highlighter.spans(paper.title, Scope.TITLE)
        highlighter.spans(paper.title_zh, Scope.TITLE)
        highlighter.excerpt((paper.abstract_zh, paper.abstract), _EXCERPT_WIDTH)


def _page(papers: Sequence[Paper], query: Query, place: int) -> list[Paper]:
    """Papers that hold most of the query, as a page of results would."""
    highlighter = Highlighter(query)
    some = [papers[(place * 37 + step * 11) % len(papers)] for step in range(60)]
    return sorted(some, key=lambda paper: -len(highlighter.words_in(paper)))[:_PAGE]


def _additions(query: Query, place: int) -> tuple[Addition, ...]:
    """The glossary's translations, and title words for what it has none for, until each word has two."""
    found = list(additions_for(query, glossary_lexicon()))
    titles = [
        word for paper in base_papers()[place : place + 20] for word in paper.title.split() if word.isalpha()
    ]
    for number, word in enumerate(query.words):
        missing = 2 - sum(word in one.terms for one in found)
        others = titles[number * 2 : number * 2 + missing]
        found += [Addition((word,), other, 0.5, Provenance.ALIGNMENT) for other in others]
    return tuple(found)


def _streamed(papers: Iterator[Paper]) -> Callable[[int, int], Awaitable[Sequence[Paper | RemovedPaper]]]:
    async def after(revision: int, limit: int) -> Sequence[Paper | RemovedPaper]:
        return [paper for _, paper in zip(range(limit), papers, strict=False)]

    return after


def _milliseconds(call: Callable[[], object]) -> float:
    """Of this thread alone: whatever else the machine does does not count."""
    started = time.thread_time()
    call()
    return (time.thread_time() - started) * 1000


def _spread(found: Sequence[float]) -> str:
    ordered = sorted(found)
    return f"{statistics.median(ordered):7.2f} (most {ordered[-1]:.2f})"
