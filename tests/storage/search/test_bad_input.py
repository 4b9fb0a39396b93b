"""Whatever is typed gets an answer in time, and what had no effect is named."""

import asyncio
import time
from collections.abc import Iterator
from datetime import date

import pytest
from conftest import ROOT
from made_papers import filled_index, papers_of

from storage.search.index import SearchIndex
from storage.search.names import glossary_lexicon
from storage.search.parsing import DEEPEST, MOST_CHARACTERS, MOST_TERMS
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.translating import additions_for, additions_for_topic
from storage.search.widening import widened

TODAY = date(2026, 11, 21)
LONGEST_SECONDS = 1.0
"""Far above what is measured, a few hundredths of a second; a slow machine must not fail."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index of our samples."""
    papers = papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*")))
    index = asyncio.run(filled_index(tmp_path_factory.mktemp("index"), papers))
    glossary_lexicon()
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("扩散模型图像编辑强化学习" * 400, True),
        ("".join(chr(0x4E00 + number * 7 % 20000) for number in range(MOST_CHARACTERS)), False),
        ("a" * 2 * MOST_CHARACTERS, True),
        (" ".join(f"智能体{number}" for number in range(2 * MOST_TERMS)), True),
        (" | ".join(f"w{number}" for number in range(MOST_TERMS)), False),
        ("(agent | (model " * DEEPEST + "图像" + "))" * DEEPEST, True),
        ("(智能体 (综述 | " * (DEEPEST // 2) + "扩散模型图像编辑" + "))" * (DEEPEST // 2), False),
        ("((((a+)+)+)+)$ (x+x+)+y .*.*.*.* [a-z]{1,1000}" * 80, True),
        ("\ud83d agent \udfff 智能\ud800体", False),
        ("'; DROP TABLE papers; -- NEAR/3 title MATCH 'a*' OR 1=1 {!lucene} a^2 b~3 [a TO b]", False),
        ("-智能体 -agent", False),
        ("of the and 的 了", False),
        ("有没有 请问 最近有什么 " * 200, True),
        ("on:2025-13 after: upvotes:>> id: source:", True),
        ("🤔" * MOST_CHARACTERS, True),
        ("\u200b" * 3000 + "agent", False),
        ("a" + "\u0301" * 4000, False),
        ("\x00\x01agent\x7f", False),
    ],
)  # fmt: skip
def test_any_text_is_answered_in_time(index: SearchIndex, text: str, ignored: bool) -> None:
    """Read, widened, searched, and widened as a topic; nothing is raised."""
    started = time.perf_counter()
    query = parse(text, TODAY)
    result = search_now(index, query, additions_for(query, glossary_lexicon()))
    topic = widened(query, additions_for_topic(query, glossary_lexicon()))
    seconds = time.perf_counter() - started
    assert bool(query.ignored) is ignored
    assert result.total >= 0
    assert parse(topic.canonical).root == topic.root
    assert seconds < LONGEST_SECONDS
