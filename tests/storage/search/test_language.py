"""What the engine finds is what the language says: a plain, slow reading decides."""

import asyncio
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import NOON, filled_index, make_paper
from plain_reading import PlainReading

from storage.records import DigestFormat, DigestMention, Paper, Section
from storage.search.compiling import Strength, compile_node
from storage.search.fields import title_key
from storage.search.index import SearchIndex
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.memory import PaperSet, compile_topic
from storage.search.names import words_of
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.syntax import (
    And,
    Node,
    Scope,
    Term,
    positive_leaves,
)
from storage.search.translating import additions_for
from storage.search.widening import widened

CHINESE = [
    "多智能体",
    "智能体",
    "强化学习",
    "化学",
    "扩散模型",
    "图像",
    "生成",
    "大语言模型",
    "的",
    "溯因",
    "具身",
]
LATIN = [
    "agents",
    "diffusion",
    "text-to-image",
    "GPT-4o",
    "BiasFreeBench",
    "LoRA",
    "C++",
    "models",
    "bench",
    "3D",
]
TODAY = date(2025, 10, 3)
GLUE = ["", "", " ", " ", "，", "。", ", ", ". "]


def _made_papers(count: int) -> list[Paper]:
    """Papers of random words, the same in every run."""
    rng = random.Random(20251003)

    def text(words: list[str], most: int) -> str:
        return "".join(rng.choice(words) + rng.choice(GLUE) for _ in range(rng.randint(0, most)))

    return [
        make_paper(
            number,
            arxiv_id=f"2509.{number:05}",
            title=" ".join(rng.sample(LATIN, rng.randint(1, 3))),
            title_zh=text(CHINESE, 3),
            abstract=text([*LATIN, "of ", "with "], 6),
            abstract_zh=text([*CHINESE, *LATIN], 8),
            tldr_zh=text(CHINESE, 2),
            keywords_zh=tuple(rng.sample(CHINESE, rng.randint(0, 2))),
            sections=(Section("核心贡献", text([*CHINESE, "**", "- "], 5)),),
            authors=tuple(rng.sample(["Kaiming He", "Yann LeCun", "李飞飞"], rng.randint(0, 2))),
            areas=tuple(rng.sample(CHINESE, rng.randint(0, 2))),
            organization=rng.choice(["", "OpenAI", "清华大学", "Diffusion Labs"]),
            first_digest_on=TODAY - timedelta(days=rng.randint(0, 40)),
            published_on=rng.choice([None, TODAY - timedelta(days=rng.randint(0, 400))]),
            upvotes=rng.choice([None, 0, 3, 20, 21, 500]),
            code_url=rng.choice([None, "https://github.com/made/up"]),
            digests=(DigestMention(rng.choice(list(DigestFormat)), NOON.date()),),
        )
        for number in range(1, count + 1)
    ]


PAPERS = _made_papers(60)
QUERIES = st.lists(
    st.sampled_from(
        [*CHINESE, *LATIN, "扩散模型图像生成", "LoRA微调", "语言模型", "习化", "飞飞", "lecun", '"扩散模型"', '"agents with"',
         " | ", " OR ", " -", " 非 ", "(", ")", "title:", "author:", "keyword:", "source:api", "id:2509.00007",
         "org:", "area:", "清华", "has:code", "has:zh", "upvotes:>20", "upvotes:<=20", "upvotes:=0", "upvotes:<3",
         "近7天", "last month", "after:上周", "before:2025-09-20", "on:2025-09", "published:2025", "published:<2025-06"]
    ),
    max_size=7,
).map(" ".join)  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index on disk that holds PAPERS."""
    index = asyncio.run(filled_index(tmp_path_factory.mktemp("index"), PAPERS))
    yield index
    index.close()


@pytest.fixture(scope="module")
def paper_set() -> PaperSet:
    """The same papers in memory."""
    return PaperSet(PAPERS)


LEXICON = Lexicon(
    Translation(words_of(term), text, 0.9, Provenance.GLOSSARY)
    for term, text in [
        ("智能体", "agent"), ("agents", "智能体"), ("扩散模型", "diffusion model"), ("diffusion", "扩散模型"),
        ("图像", "image"), ("text-to-image", "图像生成"), ("生成", "models"), ("大语言模型", "BiasFreeBench"),
        ("3D", "具身"), ("微调", "LoRA C++"), ("语言模型", "GPT-4o"), ("models diffusion", "强化学习"),
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(QUERIES, st.booleans())
def test_index_and_plain_reading_agree(
    index: SearchIndex, paper_set: PaperSet, text: str, is_widened: bool
) -> None:
    """Disk and memory give exactly the papers of the plain reading, at both strengths, widened or not."""
    query = parse(text, TODAY)
    additions = additions_for(query, LEXICON) if is_widened else ()
    root = widened(query, additions).root
    if root is None:
        return
    readings = {paper.id: PlainReading(paper) for paper in PAPERS}
    words = {number for number, reading in readings.items() if reading.matches(root, Strength.WORD)}
    literals = {number for number, reading in readings.items() if reading.matches(root, Strength.LITERAL)}
    about = {number for number in words if readings[number].matches(root, Strength.WORD, is_about=True)}
    named = {paper.id for paper in PAPERS if title_key(text) in map(title_key, (paper.title, paper.title_zh))}
    result = search_now(index, query, additions)
    found = {
        strength: {hit.paper_id for hit in result.hits if hit.strength is strength} for strength in Strength
    }
    matched = paper_set.matching(compile_topic(widened(query, additions)))
    assert found[Strength.WORD] == words | named
    assert found[Strength.LITERAL] == literals - words - named
    assert not found[Strength.NEAREST] & (literals | named)
    assert (result.total_word, result.total) == (len(words | named), len(literals | named))
    assert {number for number, _, _ in matched} == words
    assert {number for number, is_about, _ in matched if is_about} == about


@settings(max_examples=250, deadline=None)
@given(QUERIES, st.booleans())
def test_sets_in_memory_are_those_of_the_engine(
    index: SearchIndex, paper_set: PaperSet, text: str, is_widened: bool
) -> None:
    """What matching computes from single words is what the engine finds with the whole compiled query."""
    query = parse(text, TODAY)
    if is_widened:
        query = widened(query, additions_for(query, LEXICON))
    if query.root is None:
        return
    with index.searching() as searcher:
        found, about = (
            {
                searcher.fast_field_values("paper_id", [address])[0]
                for _, address in searcher.search(
                    compile_node(query.root, Strength.WORD, is_about=is_about), 1000
                ).hits
            }
            for is_about in (False, True)
        )
    matched = paper_set.matching(query)
    assert {number for number, _, _ in matched} == found
    assert {number for number, is_about, _ in matched if is_about} == found & about
    assert set(paper_set.matching_ids(compile_topic(query))) == found


@settings(max_examples=200, deadline=None)
@given(QUERIES)
def test_nearest_papers_pass_every_filter(index: SearchIndex, text: str) -> None:
    """What a query demands beside its words without a field holds for the nearest papers, too."""
    query = parse(text, TODAY)
    additions = additions_for(query, LEXICON)
    result = search_now(index, query, additions)
    root = widened(query, additions).root
    members = root.nodes if isinstance(root, And) else (root,)
    filters = [
        node for node in members if node and not any(_is_loose(leaf) for leaf in positive_leaves(node))
    ]
    for hit in result.hits:
        if hit.strength is Strength.NEAREST:
            reading = PlainReading(PAPERS[hit.paper_id - 1])
            assert all(reading.matches(node, Strength.LITERAL) for node in filters)


def _is_loose(leaf: Node) -> bool:
    return isinstance(leaf, Term) and leaf.scope is Scope.ANYWHERE
