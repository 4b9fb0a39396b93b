"""How long the oddest queries take; run with -m benchmark -s."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from made_papers import filled_index, papers_of
from odd_queries import ODD_QUERIES, REPEATED, REPEATED_QUESTIONS, endless_questions

from storage.search.names import glossary_lexicon
from storage.search.parsing import MOST_CHARACTERS
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.translating import additions_for, additions_for_topic
from storage.search.widening import widened

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

TODAY = date(2026, 11, 21)
LONGEST_SECONDS = 1.0
"""Far above what is measured, a few hundredths of a second."""


def longest(name: str, work: Callable[[str], object], texts: Iterable[str]) -> float:
    """The most seconds that one text took; prints them."""
    taken = {}
    for text in texts:
        started = time.perf_counter()
        work(text)
        taken[text] = time.perf_counter() - started
    slowest = max(taken, key=taken.__getitem__)
    print(f"\n{name}: {len(taken)} texts, at most {taken[slowest] * 1_000:.0f} ms, for {slowest[:20]!a}")
    return taken[slowest]


def test_no_repetition_takes_long_to_read() -> None:
    """What defeats backtracking parsers, and questions without end."""
    repeated = [unit * (MOST_CHARACTERS // len(unit)) for unit in REPEATED]
    asked = [text for unit in REPEATED_QUESTIONS for text in endless_questions(unit)]
    assert longest("read", parse, [*repeated, *asked]) < LONGEST_SECONDS


def test_no_text_takes_long_to_answer(tmp_path: Path) -> None:
    """Read, widened, searched, and widened as a topic."""
    papers = papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*")))
    index = asyncio.run(filled_index(tmp_path / "index", papers))
    lexicon = glossary_lexicon()

    def answer(text: str) -> None:
        query = parse(text, TODAY)
        search_now(index, query, additions_for(query, lexicon))
        widened(query, additions_for_topic(query, lexicon))

    seconds = longest("answered", answer, [text for text, _ in ODD_QUERIES])
    index.close()
    assert seconds < LONGEST_SECONDS
