"""What readers may rely on, over own samples and the real files that are there."""

import asyncio
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import cast

import opencc
import pytest
from conftest import ROOT, SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import filled_index, make_paper, papers_of, real_papers

from storage.records import Paper
from storage.search import latin
from storage.search.compiling import Strength
from storage.search.folding import fold
from storage.search.index import SearchIndex
from storage.search.memory import PaperSet
from storage.search.names import glossary_lexicon
from storage.search.query import parse
from storage.search.ranking import search_now
from storage.search.translating import additions_for, additions_for_topic
from storage.search.widening import widened

_RUN = re.compile(f"[{latin.HAN}]{{2,}}")
_WORD = re.compile(r"(?<![\w'-])[A-Za-z]{4,}(?![\w'-])")

PAPERS = [
    *papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*"))),
    *real_papers("digests/00*.txt", "digests/*.json"),
]
PAPERS = [make_paper(number, **{name: getattr(paper, name) for name in (
    "title", "title_zh", "abstract", "abstract_zh", "tldr", "tldr_zh", "keywords", "keywords_zh", "areas",
    "sections", "authors", "organization",
)}) for number, paper in enumerate(PAPERS, start=1)]  # fmt: skip


def _texts(paper: Paper) -> list[str]:
    sections = [text for section in paper.sections for text in (section.heading, section.markdown)]
    return [
        paper.title_zh, paper.abstract_zh, paper.tldr_zh, *paper.keywords_zh, *paper.areas, *sections, *paper.authors,
    ]  # fmt: skip


RUNS = [(paper.id, run) for paper in PAPERS for text in _texts(paper) for run in _RUN.findall(text)]
TITLE_WORDS = [(paper.id, word) for paper in PAPERS for word in _WORD.findall(fold(paper.title))]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index that holds PAPERS."""
    index = asyncio.run(filled_index(tmp_path_factory.mktemp("index"), PAPERS))
    yield index
    index.close()


@cache
def _to_traditional() -> Callable[[str], str]:
    return cast(Callable[[str], str], opencc.OpenCC("s2t").convert)


def _found(index: SearchIndex, text: str) -> set[int]:
    """Papers of full matches, widened or not: a widened query finds no less."""
    query = parse(text)
    narrow: set[int] = set()
    wide: set[int] = set()
    for found, additions in ((narrow, ()), (wide, additions_for(query, glossary_lexicon()))):
        hits = search_now(index, query, additions, limit=1000).hits
        found.update(hit.paper_id for hit in hits if hit.strength is not Strength.NEAREST)
    assert narrow <= wide
    return narrow


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(RUNS), st.data())
def test_any_chinese_run_finds_its_paper(
    index: SearchIndex, run: tuple[int, str], data: st.DataObject
) -> None:
    """Two or more characters of any field, wherever they are cut, in either script."""
    paper_id, text = run
    start = data.draw(st.integers(0, len(text) - 2))
    piece = text[start : data.draw(st.integers(start + 2, min(len(text), start + 12)))]
    traditional = "".join(map(_to_traditional(), piece))
    assert paper_id in _found(index, piece)
    if fold(traditional) == fold(piece):
        assert paper_id in _found(index, traditional)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(TITLE_WORDS))
def test_any_title_word_finds_its_paper_in_singular_and_plural(
    index: SearchIndex, word: tuple[int, str]
) -> None:
    """A word of an English title, as it stands and with the regular plural added or taken away."""
    paper_id, text = word
    assert paper_id in _found(index, text)
    assert paper_id in _found(index, f"title:{text.upper()}")
    if text.islower() and text[-1] not in "sxyzh":
        assert paper_id in _found(index, f"title:{text}s")


def test_chemistry_is_not_reinforcement_learning() -> None:
    """The topic 化学 takes none of a dozen ways to write about 强化学习."""
    sentences = [
        "我们用强化学习训练模型", "深度强化学习得到的策略", "多智能体强化学习框架", "强化学习化繁为简", "基于强化学习后训练",
        "离线强化学习与在线强化学习", "可验证奖励强化学习（RLVR）", "把强化学习用于推理", "强化学习中的信用分配",
        "逆强化学习", "强化学习智能体", "元强化学习",
    ]  # fmt: skip
    papers = [make_paper(number, abstract_zh=text) for number, text in enumerate(sentences, start=1)]
    chemist = make_paper(100, abstract_zh="化学反应预测与有机化学")
    assert [number for number, _, _ in PaperSet([*papers, chemist]).matching(parse("化学"))] == [100]
    assert len(PaperSet(papers).matching(parse("强化学习"))) == len(papers)


def test_topics_keep_their_meaning_over_real_days() -> None:
    """Of the 69 papers of two dense days at most one is about chemistry, a third about agents."""
    papers = real_papers("digests/001_*.txt", "digests/002_*.txt")
    query, lexicon = parse("化学"), glossary_lexicon()
    assert len(papers) == (69 if (SHARED / "digests").exists() else 0)
    for additions in ((), additions_for_topic(query, lexicon), additions_for(query, lexicon)):
        assert len(PaperSet(papers).matching(widened(query, additions))) <= 1
    assert len(PaperSet(papers).matching(parse("智能体 | agent"))) >= len(papers) // 4


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("一个多智能体系统", "智能体"),
        ("一個多智慧體與智能體系統", "智能体"),
        ("对模型做LoRA微调", "LoRA微调"),
        ("对模型做 LoRA 微调", "LoRA微调"),
        ("具身智能的挑战", "具身"),
        ("溯因的逻辑", "溯因"),
        ("大语言模型（LLM）", "语言模型"),
        ("BiasFreeBench: a benchmark", "bench"),
        ("DeepSeek-R1-Zero", "R1-Zero"),
        ("DeepSeek-R1-Zero", "DeepSeek-R1"),
        ("Qwen2.5-VL-7B", "qwen"),
        ("written in C++", "c++"),
        ("the π0 policy", "π0"),
        ("Text-to-Image models", '"text to image"'),
    ],
)
def test_topics_find(text: str, topic: str) -> None:
    """Terms within compounds, across scripts, and names by their parts."""
    assert [number for number, _, _ in PaperSet([make_paper(1, abstract=text)]).matching(parse(topic))] == [1]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("强化学习", "化学"),
        ("许多智能体", "多智能体"),
        ("扩散，模型", "扩散模型"),
        ("扩散。模型", "扩散模型"),
        ("GPT-4 and 4o-mini", "GPT-4o"),
        ("transformation", "transformer"),
        ("the reason", "reasoning"),
        ("C and D", "c++"),
        ("Diffusion. Model", '"diffusion model"'),
    ],
)
def test_topics_do_not_find(text: str, topic: str) -> None:
    """Characters that merely stand next to each other are no word match."""
    assert PaperSet([make_paper(1, abstract=text)]).matching(parse(topic)) == []


def test_authors_are_no_topic() -> None:
    """A person's name is found by author: and literally, never as the words of a topic."""
    papers = [make_paper(1, title="A Study", authors=("Long Chen", "李飞飞"))]
    assert PaperSet(papers).matching(parse("long")) == []
    assert PaperSet(papers).matching(parse("飞飞")) != PaperSet(papers).matching(parse("author:long"))
    assert [number for number, _, _ in PaperSet(papers).matching(parse("author:long"))] == [1]


def test_a_paper_is_about_what_its_title_says() -> None:
    """Title, keywords and summary make a paper about a topic; the body alone does not."""
    papers = [
        make_paper(1, title="Agents"),
        make_paper(2, abstract="It uses agents."),
        make_paper(3, tldr="Agents."),
    ]
    matched = PaperSet(papers).matching(parse("agent"))
    assert {number: is_about for number, is_about, _ in matched} == {1: True, 2: False, 3: True}
