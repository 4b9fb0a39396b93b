"""Whatever is typed gets an answer, and what had no effect is named."""

import asyncio
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import ROOT
from made_papers import filled_index, papers_of
from odd_queries import ODD_QUERIES

from storage.search.index import SearchIndex
from storage.search.names import glossary_lexicon
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.translating import additions_for, additions_for_topic
from storage.search.widening import widened

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index of our samples."""
    papers = papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*")))
    index = asyncio.run(filled_index(tmp_path_factory.mktemp("index"), papers))
    glossary_lexicon()
    yield index
    index.close()


@pytest.mark.parametrize(("text", "ignored"), ODD_QUERIES)
def test_any_text_is_answered(index: SearchIndex, text: str, ignored: bool) -> None:
    """Read, widened, searched, and widened as a topic; nothing is raised."""
    query = parse(text, TODAY)
    result = search_now(index, query, additions_for(query, glossary_lexicon()))
    topic = widened(query, additions_for_topic(query, glossary_lexicon()))
    assert bool(query.ignored) is ignored
    assert result.total >= 0
    assert parse(topic.canonical).root == topic.root
