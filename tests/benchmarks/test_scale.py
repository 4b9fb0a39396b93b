"""
Speed and size with many papers and many topics; run with -m benchmark -s.

CHENBAO_BENCHMARK_PAPERS says how many papers (100,000 unless given; a million take a quarter of an
hour). Other engines are measured in the same run up to 200,000.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from benchmarks.made_collections import mixed_paper, mixed_papers, saved_searches, words_together
from benchmarks.scale_peers import built_peers
from conftest import ROOT
from databases import postgresql_url

from storage.search.memory import CompiledTopic, PaperSet, compile_topic
from storage.search.query import parse

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

PAPERS = int(os.environ.get("CHENBAO_BENCHMARK_PAPERS", "100000"))
MOST_FOR_PEERS = 200_000
QUERIES, SLOW_QUERIES = 200, 20
TOPICS, DISTINCT = 1_000_000, 50_000
ROUNDS = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index is built."""
    return tmp_path / "index"


@pytest.fixture
def postgresql(postgresql_server: str) -> Iterator[str]:
    """An empty database for a peer."""
    with postgresql_url(postgresql_server) as url:
        yield url


def test_many_papers(folder: Path, postgresql: str) -> None:
    """Building, whole calls of search and resident size, with other engines beside them; prints a table."""
    built = measured("build", folder, PAPERS)
    served = measured("serve", folder)
    print(f"\n{PAPERS:,} papers, {os.cpu_count()} processors")
    print(f"  built                         {built['papers_per_second']:9,.0f} papers/s")
    print(f"  size on disk                  {built['bytes'] / 1e6:9,.0f} MB")
    print(f"  largest while building        {built['peak_megabytes']:9,.0f} MB")
    print(
        f"  resident while searching      {served['resident']:9,.0f} MB, {served['own']:,.0f} MB without mapped files"
    )
    print(f"  {'ms':<40} {'p50':>8} {'p95':>8} {'p99':>8}")
    for name, latencies in served["milliseconds"].items():
        print_latencies(name, latencies)
    if PAPERS <= MOST_FOR_PEERS:
        folder.parent.joinpath("peers").mkdir()
        with built_peers(mixed_papers(PAPERS), folder.parent / "peers", postgresql) as peers:
            for words, (name, search) in product((6, 2), peers.items()):
                queries = words_together(words, SLOW_QUERIES if name.startswith("LIKE") else QUERIES)
                print_latencies(f"{words} words, {name}", [milliseconds(search, text) for text in queries])
    assert statistics.median(served["milliseconds"]["six words, widened"]) < 500


@pytest.mark.parametrize("count", [30, 1000])
def test_a_million_topics(topics: Sequence[CompiledTopic], count: int) -> None:
    """New papers against 50,000 different queries, from papers to what each topic is sent; prints a table."""
    papers = [mixed_paper(number) for number in range(100_000, 100_000 + count)]

    def to_ids() -> int:
        paper_set = PaperSet(papers)
        return sum(len(paper_set.matching_ids(topic)) for topic in topics)

    def to_matches() -> int:
        paper_set = PaperSet(papers)
        return sum(len(paper_set.matching(topic)) for topic in topics)

    assert to_ids() == to_matches() > 0
    print(f"\n{count:,} papers x {TOPICS:,} topics of {DISTINCT:,} different queries; {to_ids():,} matches")
    print(f"  to the papers of each query   {best(to_ids):9.2f} s")
    print(f"  with score and aboutness      {best(to_matches):9.2f} s")
    assert best(to_ids) < 10


@pytest.fixture(scope="module")
def topics() -> Sequence[CompiledTopic]:
    """The distinct queries of a million topics, compiled as at the start."""
    texts = [parse(text).canonical for text in saved_searches(DISTINCT)]

    def compiled() -> list[CompiledTopic]:
        return [compile_topic(parse(text)) for text in texts]

    started = time.perf_counter()
    found = compiled()
    print(f"\n{len(texts):,} different queries parsed and compiled in {time.perf_counter() - started:.2f} s")
    return found


def measured(*arguments: object) -> Any:
    """What a process of its own measured."""
    script = Path(__file__).with_name("measured_search.py")
    result = subprocess.run(
        [sys.executable, str(script), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def print_latencies(name: str, milliseconds: Sequence[float]) -> None:
    cuts = statistics.quantiles(milliseconds, n=100, method="inclusive")
    print(f"  {name:<40} {cuts[49]:8.2f} {cuts[94]:8.2f} {cuts[98]:8.2f}")


def milliseconds(search: Callable[[str], None], text: str) -> float:
    return seconds(lambda: search(text)) * 1000


def best(call: Callable[[], object]) -> float:
    return min(seconds(call) for _ in range(ROUNDS))


def seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
