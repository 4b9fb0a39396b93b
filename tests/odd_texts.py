"""Texts and questions in which words, scripts and punctuation meet in every way."""

from conftest import ROOT
from hypothesis import strategies as st
from made_papers import papers_of, real_papers

from storage.search.additions import Addition
from storage.search.lexicon import Provenance

PAPERS = [*papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*"))), *real_papers("digests/00*.txt")]
TEXTS = [
    text
    for paper in PAPERS
    for text in (paper.title, paper.title_zh, paper.abstract, paper.abstract_zh, *paper.keywords)
    if text
]
ODD_WORDS = (
    "agent", "agents", "Agent's", "GPT-4o", "gpt4o", "LoRA", "微调", "微調", "DeepSeek-R1-Zero", "R1-Zero", "r1",
    "BiasFreeBench", "bench", "free bench", "C++", "c", "π0", "3D", "2.5", "don't", "dont", "people", "person", "mice", "mouse",
    "analyses", "policies", "policy", "强化学习", "化学", "學習", "扩散模型", "擴散", "模型", "智能体", "多智能体", "具身",
    "溯因", "的", "图", "ﬁne", "fine", "Ａｇｅｎｔ", "Schro\u0308dinger", "Schrödinger", "schrodinger", "①", "1", "½",
    "한국", "\u1112\u1161\u11ab", "\u304b\u3099", "が", "Straße", "strasse", "İstanbul", "text-to-image", "image", "\U0001f916", "\ud83e", "‘‘", "state\u2011of",
)  # fmt: skip
_GAPS = (
    "",
    " ",
    "-",
    ". ",
    "。",
    "，",
    ", ",
    "\n\n",
    "'",
    "’",
    "\u0301",
    "\u200d",
    "; ",
    "（",
    "?",
    "...",
    "…",
    "_",
    ".",
)
written = st.lists(st.sampled_from(ODD_WORDS) | st.sampled_from(_GAPS), max_size=14).map("".join)
asked = st.lists(st.sampled_from(ODD_WORDS), min_size=1, max_size=3).map(" ".join)


def added(term: str, text: str) -> Addition:
    """A translation by which `term` was widened."""
    return Addition((term,), text, 1.0, Provenance.GLOSSARY)
