"""Chinese words, by two segmenters that must agree."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import papers_of, real_papers

from storage.search import latin, segmenter
from storage.search.glossary import glossary
from storage.search.segmenter import Segmenter

_RUN = re.compile(f"[{latin.HAN}]+")


@pytest.fixture(scope="module")
def both() -> tuple[Segmenter, Segmenter]:
    """rjieba and jieba with our glossary."""
    cuts = glossary().cuts
    return segmenter.with_rjieba(cuts), segmenter.with_jieba(cuts)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("多智能体强化学习", "多 智能体 强化学习"),
        ("大语言模型驱动的智能体", "大 语言 模型 驱动 的 智能体"),
        ("扩散模型的图像生成", "扩散 模型 的 图像 生成"),
        ("化学反应", "化学 反应"),
        ("视觉编码器", "视觉 编码器"),
        ("𠀀智能体", "𠀀 智能体"),
    ],
)
def test_smallest_terms_are_words(run: str, words: str) -> None:
    """Compounds, ours and those of jieba's dictionary, fall into the terms that they are made of."""
    assert segmenter.cut(run) == words.split()


def test_both_cut_digests_alike(both: tuple[Segmenter, Segmenter]) -> None:
    """Every Chinese run of our samples, and of the real files that are there, has one cut."""
    rjieba, jieba = both
    papers = papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*"))) + real_papers(
        "digests/00*.txt", "corpus/weekly/2024/*.md"
    )
    texts = (f"{p.title_zh}\n{p.tldr_zh}\n{p.abstract_zh}\n{p.sections}" for p in papers)
    runs = {run for text in texts for run in _RUN.findall(text)}
    assert len(runs) > 50
    assert {run for run in runs if rjieba.cut(run) != jieba.cut(run)} == set()


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*glossary().cuts, *"的了在上一种多大小新化学习体能智"]), max_size=8))
def test_both_cut_alike_whatever_is_written(both: tuple[Segmenter, Segmenter], words: list[str]) -> None:
    """Terms and common characters in any order are cut alike, and nothing is lost."""
    run = "".join(words)
    cut = both[0].cut(run)
    assert cut == both[1].cut(run)
    assert "".join(cut) == run


@settings(max_examples=100)
@given(
    st.lists(
        st.lists(st.sampled_from([*glossary().cuts, *"的了在上化学体能智㐀𠀀"]), min_size=1, max_size=4).map(
            "".join
        ),
        max_size=6,
    )
)
def test_runs_cut_together_are_cut_as_each_alone(both: tuple[Segmenter, Segmenter], runs: list[str]) -> None:
    """What stands in one run never shows in the cut of its neighbours."""
    for one in both:
        assert one.cut_all(runs) == [one.cut(run) for run in runs]


_AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from storage.search.segmenter import cut

together = Barrier(8)
def first(_number):
    together.wait()
    return " ".join(cut("扩散模型图像编辑"))

with ThreadPoolExecutor(8) as threads:
    print(*set(threads.map(first, range(8))))
"""


def test_threads_that_cut_first_at_once_get_the_same_cut() -> None:
    """At a start handlers, index and matching all ask while the dictionary is still being made."""
    ended = subprocess.run(
        [sys.executable, "-c", _AT_ONCE], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (ended.stdout.split(), ended.stderr) == (segmenter.cut("扩散模型图像编辑"), "")
