"""Questions find what they ask about."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_queries import REPEATED_QUESTIONS, endless_questions

from storage.search.query import parse
from storage.search.syntax import Order

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("有没有关于扩散模型的论文", "扩散模型"),
        ("请问最近有什么多智能体协作的论文？", "多智能体协作"),
        ("有没有 扩散模型 的 论文", "扩散模型"),
        ("有没有关于diffusion model的论文", "diffusion model"),
        ("我想找一些视频生成的论文", "视频生成"),
        ("最近有没有关于具身智能的文章推荐", "具身智能"),
        ("关于强化学习的最新研究", "强化学习"),
        ("什么是 LoRA", "lora"),
        ("RAG有哪些", "rag"),
        ("are there any papers about diffusion models?", "diffusion models"),
        ("what are the latest papers on agents", "agents"),
        ("Papers on RLHF -survey", "rlhf -survey"),
        ("what is LoRA", "lora"),
        ("papers by Kaiming He", "he kaiming"),
        ("how does LoRA work?", "lora"),
        ("Why do LLMs hallucinate", "hallucinate llms"),
        ("recent advances in video generation", "generation video"),
        ("is there any work on world models", "models world"),
        ("what is the best way to finetune LLMs", "finetune llms"),
        ("如何减少大模型的幻觉", "减少大模型的幻觉"),
        ("大模型幻觉怎么解决？", "大模型幻觉"),
        ("最近有什么好的RAG论文", "rag"),
        ("推荐几篇讲强化学习的论文", "强化学习"),
        ("谁在做世界模型", "世界模型"),
        ("视频生成最新进展", "视频生成"),
        ("最新的强化学习论文", "强化学习"),
        ("最新 强化学习 论文", "强化学习"),
        ("近期的 agent 研究", "agent"),
        ("有没有近7天 agent", "agent on:2026-11-15..2026-11-21"),
    ],
)
def test_words_that_only_ask_are_left_out(text: str, canonical: str) -> None:
    """In both languages, with spaces and without; nothing is said about it."""
    query = parse(text, TODAY)
    assert (query.canonical, query.ignored) == (canonical, ())


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("有没有论文", "论文"),
        ("论文", "论文"),
        ("有没有", "有没有"),
        ("are there any papers", "any are papers there"),
        ('"有没有关于扩散模型的论文"', '"有没有关于扩散模型的论文"'),
        ("title:papers on rl", "on rl title:papers"),
        ("最新的", "最新的"),
        ("最近的邻居", "最近的邻居"),
        ("论文写作", "论文写作"),
        ("论文 写作", "写作 论文"),
        ("型的研究", "型的研究"),
        ("有关联的图", "有关联的图"),
        ("如何", "如何"),
        ("how to", "how to"),
        ("in context learning", "context in learning"),
        ("step by step", "by step"),
        ("future work", "future work"),
        ("attention is all you need", "all attention is need you"),
        ("the paper of a writer", "a of paper the writer"),
    ],
)
def test_words_that_may_mean_something_stay(text: str, canonical: str) -> None:
    """In quotes, in fields, within other words, or where nothing else is asked for."""
    assert parse(text).canonical == canonical


ASKING = [
    "有没有", "关于", "的论文", "论文", "请问", "最近", "有什么", "的", "扩散模型", "papers", "on", "about", "what", "is",
    "any", "agents", "近7天", " ", " ", " ", "-", "(", ")", " | ", '"', "title:",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(ASKING), max_size=12).map("".join))
def test_normal_forms_of_questions_are_settled(text: str) -> None:
    """What is left of a question is no question."""
    query = parse(text, TODAY)
    assert parse(query.canonical).root == query.root
    assert parse(query.canonical, TODAY).root == query.root


@pytest.mark.parametrize("unit", REPEATED_QUESTIONS)
def test_endless_questions_are_read(unit: str) -> None:
    """Wherever they are cut, their normal form is settled; how soon they are read the benchmarks tell."""
    for text in endless_questions(unit):
        query = parse(text)
        assert parse(query.canonical).root == query.root


@pytest.mark.parametrize(
    ("text", "canonical", "order"),
    [
        ("what are the latest papers on agents", "agents", Order.NEW),
        ("最新的扩散模型论文", "扩散模型", Order.NEW),
        ("有没有关于扩散模型的最新论文", "扩散模型", Order.NEW),
        ("latest papers on agents sort:hot", "agents", Order.HOT),
        ("latest agents", "agents latest", Order.BEST),
        ("are there any papers about agents", "agents", Order.BEST),
    ],
)
def test_who_asks_for_the_latest_gets_the_newest_first(text: str, canonical: str, order: Order) -> None:
    """Only where the word asks; a topic has no order."""
    query = parse(text, TODAY)
    assert (query.canonical, query.order, query.asks_newest) == (canonical, order, order is Order.NEW)
    assert parse(text).order is Order.BEST
