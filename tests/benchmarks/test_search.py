"""How fast search finds; run with -m benchmark -s."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest
from conftest import ROOT
from made_papers import papers_after, papers_of, real_papers

from storage.records import Paper
from storage.search.fields import document
from storage.search.index import SearchIndex
from storage.search.memory import PaperSet, compile_topic
from storage.search.query import parse
from storage.search.ranking import search_now

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

_TOPICS = (
    "智能体 | agent",
    "扩散模型 | diffusion",
    "强化学习 -化学",
    "title:benchmark | title:基准",
    "LoRA微调",
)


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    """The corpus beside the repository, else our samples."""
    return real_papers("corpus/weekly/**/*.md", "corpus/hf-daily-papers/*.json") or papers_of(
        sorted((ROOT / "tests/samples/digests").glob("*.*"))
    )


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Callable[[Sequence[Paper]], SearchIndex]]:
    """Builds an index of papers."""
    opened: list[SearchIndex] = []

    def build(papers: Sequence[Paper]) -> SearchIndex:
        index = SearchIndex.open(tmp_path / str(len(opened)), "benchmark", writable=True)
        opened.append(index)
        asyncio.run(index.follow(papers_after(papers)))
        return index

    yield build
    for index in opened:
        index.close()


def test_speed(papers: list[Paper], built: Callable[[Sequence[Paper]], SearchIndex]) -> None:
    """Analysis, indexing, searching and matching at the size of the corpus."""
    document(papers[0])
    analysis_seconds = _seconds(lambda: [document(paper) for paper in papers])
    started = time.perf_counter()
    index = built(papers)
    indexing_seconds = time.perf_counter() - started
    texts = [
        *_TOPICS,
        *(" ".join(paper.title.split()[:3]) for paper in papers[::5]),
        *(p.title_zh for p in papers[::9]),
    ]
    latencies = [_seconds(lambda text=text: search_now(index, parse(text))) * 1000 for text in texts if text]
    topics = [compile_topic(parse(text)) for text in texts if text]
    morning = PaperSet(papers[-30:])
    matching_seconds = _seconds(lambda: [morning.matching(topic) for topic in topics])
    cuts = statistics.quantiles(latencies, n=100)
    print(f"\n{len(papers)} papers, {len(latencies)} searches, {len(topics)} topics x {len(morning)} papers")
    print(f"analysis            {len(papers) / analysis_seconds:>9.0f} papers/s")
    print(f"indexing            {len(papers) / indexing_seconds:>9.0f} papers/s")
    print(f"search p50 p95 p99  {cuts[49]:>9.2f} {cuts[94]:.2f} {cuts[98]:.2f} ms")
    print(f"matching            {matching_seconds / len(topics) * 1e6:>9.1f} us a topic")
    print(f"resident            {psutil.Process().memory_info().rss / 1e6:>9.0f} MB")
    assert cuts[94] < 20
    assert len(papers) / indexing_seconds > 400


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
