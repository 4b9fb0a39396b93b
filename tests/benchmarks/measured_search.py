"""Build or serve an index of mixed papers in a process of its own, so that its memory is its own; prints JSON."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import tantivy
from benchmarks.made_collections import mixed_paper, mixed_papers, two_variants_a_word, words_together

from storage.records import Paper
from storage.search.analysis import analyse_phrase
from storage.search.fields import schema, stream_texts
from storage.search.highlighting import Highlighter
from storage.search.index import SearchIndex
from storage.search.lexicon import Lexicon
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.translating import additions_for

QUERIES = 200
_PAGE = 10
_EXCERPT_WIDTH = 160


def build(folder: Path, count: int) -> dict[str, Any]:
    """Build from a stream of papers; making them is timed apart."""
    papers = mixed_papers(count)
    making = 0.0

    async def after(_revision: int, limit: int) -> Sequence[Paper]:
        nonlocal making
        started = time.perf_counter()
        some = list(islice(papers, limit))
        making += time.perf_counter() - started
        return some

    stream_texts(mixed_paper(1))
    index = SearchIndex.open(folder, "benchmark", writable=True)
    started = time.perf_counter()
    asyncio.run(index.follow(after))
    seconds = time.perf_counter() - started - making
    index.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"papers_per_second": count / seconds, "bytes": size, "peak_megabytes": _megabytes()[0]}


def serve(folder: Path) -> dict[str, Any]:
    """Whole calls of search, with the page's highlights, over the index in `folder`."""
    index = SearchIndex.open(folder, "benchmark", writable=False)
    six, two = words_together(6, QUERIES), words_together(2, QUERIES)
    kinds: dict[str, tuple[list[str], Callable[[str], float]]] = {}
    for name, queries in (("six words", six), ("two words", two)):
        lexicon = two_variants_a_word(queries)
        kinds[f"{name}, widened"] = queries, lambda text, lexicon=lexicon: _call(index, text, lexicon)
        kinds[f"{name}, as typed"] = queries, lambda text: _call(index, text, Lexicon())
        kinds[f"{name}, bare engine"] = queries, lambda text: _bare(index, text)
    latencies: dict[str, list[float]] = {}
    for name, (queries, call) in kinds.items():
        for text in queries[:20]:
            call(text)
        latencies[name] = [_milliseconds(call, text) for text in queries]
    resident, own = _megabytes()
    return {"milliseconds": latencies, "resident": resident, "own": own}


def _call(index: SearchIndex, text: str, lexicon: Lexicon) -> float:
    query = parse(text)
    additions = additions_for(query, lexicon)
    found = search_now(index, query, additions)
    started = time.perf_counter()
    page = [(mixed_paper(hit.paper_id), hit.strength) for hit in found.hits[:_PAGE]]
    fetching = time.perf_counter() - started
    highlighter = Highlighter(query, additions)
    for paper, strength in page:
        highlighter.spans(paper.title, strength=strength)
        highlighter.spans(paper.title_zh, strength=strength)
        highlighter.excerpt((paper.abstract, paper.abstract_zh), _EXCERPT_WIDTH, strength)
    return fetching


def _milliseconds(call: Callable[[str], float], text: str) -> float:
    """Without what `call` says it spent on making papers, which a database would give."""
    started = time.perf_counter()
    fetching = call(text)
    return (time.perf_counter() - started - fetching) * 1000


def _bare(index: SearchIndex, text: str) -> float:
    """The engine alone: all words in one field, twenty best, and how many."""
    words = analyse_phrase(text).words
    clauses = [
        (tantivy.Occur.Must, tantivy.Query.term_query(schema(), "words", word, "freq")) for word in words
    ]
    with index.searching() as searcher:
        searcher.search(tantivy.Query.boolean_query(clauses), 20)
    return 0.0


def _megabytes() -> tuple[float, float]:
    """Resident, and of it what is the process's own: files that the engine maps are not."""
    memory = psutil.Process().memory_info()
    return memory.rss / 1e6, (memory.rss - memory.shared) / 1e6


if __name__ == "__main__":
    action, place = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(build(place, int(sys.argv[3])) if action == "build" else serve(place)))
