"""What readers see marked is what the engine matches."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import make_paper
from odd_texts import ODD_WORDS, PAPERS, added, asked, written

from storage.search.additions import Addition
from storage.search.analysis import MARK, analyse_text
from storage.search.compiling import Strength
from storage.search.folding import fold
from storage.search.highlighting import Highlighter
from storage.search.memory import PaperSet
from storage.search.query import parse, terms_of
from storage.search.syntax import Phrase, Scope, Term, positive_leaves
from storage.search.wanted import wanted_words


def marked(query: str, text: str, *additions: Addition, **how: Scope | Strength) -> list[str]:
    """The pieces of `text` that `query` marks."""
    highlighter = Highlighter(parse(query), additions)
    return [text[start:end] for start, end in highlighter.spans(text, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("agents", "Agent and agents, an AGENT's view", ["Agent", "agents", "AGENT's"]),
        ("化学", "强化学习与化学", ["化学"]),
        ("LoRA微调", "做LoRA-微调，ＬｏＲＡ 微調", ["LoRA-微调", "ＬｏＲＡ 微調"]),
        ("bench", "BiasFreeBench: a test", ["Bench"]),
        ("R1-Zero", "DeepSeek-R1-Zero, DeepSeek-R1", ["R1-Zero"]),
        ("GPT-4o", "ＧＰＴ－４ｏ and GPT-4", ["ＧＰＴ－４ｏ"]),
        ('"diffusion model" -agent', "diffusion  models, agent diffusion. Model", ["diffusion  models"]),
        ("擴散模型图像编辑", "扩散模型用于圖像編輯", ["扩散模型", "圖像編輯"]),
        ("schrodinger", "Schrödinger, Schro\u0308dinger", ["Schrödinger", "Schro\u0308dinger"]),
        ("fine", "so ﬁne, re-fine", ["ﬁne", "fine"]),
        ("具身", "具身智能", ["具身"]),
        ("diffusion model | 扩散", "扩散 diffusion model", ["扩散", "diffusion", "model"]),
        ("扩散 模型", "扩散模型", ["扩散模型"]),
        ("-agent", "agent", []),
        ("has:code after:2025", "code 2025", []),
        ("", "agent", []),
        ("agent", "", []),
    ],
)
def test_marks_what_matches(query: str, text: str, expected: list[str]) -> None:
    """In the characters of the original, folded or not; exclusions and values mark nothing."""
    assert marked(query, text) == expected


def test_characters_are_marked_where_they_are_what_was_found() -> None:
    """A literal match marks characters within a word, a nearest one single words of a phrase."""
    assert marked("化学", "强化学习", strength=Strength.LITERAL) == ["化学"]
    assert marked('"diffusion model"', "a model", strength=Strength.NEAREST) == ["model"]
    assert marked('"diffusion model"', "a model", strength=Strength.LITERAL) == []


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope.TITLE, ["agent"]),
        (Scope.ANYWHERE, []),
        (Scope.KEYWORD, ["robot"]),
        (Scope.AREA, ["robot"]),
        (Scope.AUTHOR, ["chen"]),
        (Scope.ORG, []),
    ],
)
def test_terms_of_a_field_mark_that_field_alone(scope: Scope, expected: list[str]) -> None:
    """title:agent marks no summary; areas are keywords, too."""
    query = "title:agent keyword:robot author:chen"
    assert marked(query, "agent robot chen", scope=scope) == expected


def test_no_topic_marks_a_person() -> None:
    """Names are literal matches of a search that names no field."""
    assert marked("long", "Long Chen", scope=Scope.AUTHOR) == []
    assert marked("long", "Long Chen", scope=Scope.AUTHOR, strength=Strength.LITERAL) == ["Long"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A language model: large language models", ["large language models"]),
        ("A model for large text in language", []),
        ("A large model", []),
        ("大语言模型", ["大语言模型"]),
    ],
)
def test_added_words_are_marked_in_a_row(text: str, expected: list[str]) -> None:
    """Words of one translation are common ones: only together do they widen anything."""
    assert marked("大语言模型", text, added("大语言模型", "large language model")) == expected


def test_additions_that_widen_nothing_mark_nothing() -> None:
    """What was added for a word that the query has not is without effect there, and so here."""
    assert marked("agent", "model", added("模型", "model")) == []
    assert marked("title:模型", "a model", added("title:模型", "model"), scope=Scope.TITLE) == ["model"]
    assert marked("title:模型", "a model", added("title:模型", "model")) == []


@settings(max_examples=120, deadline=None)
@given(asked, written)
def test_marks_exactly_where_the_engine_matches(query: str, text: str) -> None:
    """A query of one word or phrase marks something in a text if and only if the paper matches."""
    root = parse(query).root
    for leaf in positive_leaves(root) if root else ():
        if isinstance(leaf, Term | Phrase) and len(terms_of(leaf)) == 1 and leaf.scope is Scope.ANYWHERE:
            alone = parse(Phrase(leaf.text).canonical)
            matches = bool(PaperSet([make_paper(1, abstract=text)]).matching(alone))
            assert bool(Highlighter(alone).spans(text)) == matches


@settings(max_examples=300, deadline=None)
@given(asked, written, st.sampled_from(Strength))
def test_spans_are_in_order_within_the_text(query: str, text: str, strength: Strength) -> None:
    """Ascending, none empty, none touching another."""
    spans = Highlighter(parse(query)).spans(text, strength=strength)
    borders = [border for span in spans for border in span]
    assert borders == sorted(set(borders))
    assert all(0 <= border <= len(text) for border in borders)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ODD_WORDS), written)
def test_a_span_reads_as_the_word(word: str, text: str) -> None:
    """Each marked piece, read by itself, holds the tokens of what was asked."""
    query = parse(Phrase(word).canonical)
    wanted = [row for one in wanted_words(query, (), Strength.WORD) for row in one.rows if MARK not in row[1]]
    for start, end in Highlighter(query).spans(text):
        streams = analyse_text(text[start:end])
        letters = set(" ".join([*streams.words, *streams.grams]).split())
        assert any(set(tokens) <= letters for _, tokens in wanted)


def test_why_a_paper_came_is_told_in_the_words_typed() -> None:
    """Own words first, then added ones, with the letters of the query; the rest is not named."""
    paper = make_paper(
        1, title="GPT-4o as Agents", abstract_zh="强化学习", keywords=("robots",), authors=("Long Chen",)
    )
    query = parse("gpt-4O 化学 Robot long title:agent 规划")
    assert Highlighter(query, [added("规划", "agent")]).words_in(paper) == ("gpt-4O", "Robot", "agent")


def test_words_are_looked_for_where_matching_looks() -> None:
    """Every field of the index counts, each for the terms that mean it."""
    paper = make_paper(1, title="T", areas=("机器人",), organization="Some University", tldr_zh="规划")
    words = Highlighter(parse("area:机器人 org:university title:规划 规划 author:某")).words_in(paper)
    assert sorted(words) == ["university", "机器人", "规划"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_words_in_a_paper_are_why_it_matches(data: st.DataObject) -> None:
    """A paper matches a word exactly when that word is named as why it came."""
    one, other = data.draw(st.sampled_from(PAPERS)), data.draw(st.sampled_from(PAPERS))
    words = re.findall(r"[\w-]+", f"{one.title} {one.title_zh}")
    word = data.draw(st.sampled_from(words))
    query = parse(Phrase(fold(word).casefold()).canonical)
    matches = bool(PaperSet([other]).matching(query))
    assert bool(Highlighter(query).words_in(other)) == matches


@pytest.mark.parametrize(
    "text",
    ["a " * 5000, "强化学习" * 2500, "A-" * 5000, "aB" * 5000, "e\u0301" * 5000, "\u0301" * 10000, "." * 10000, "\U0001f916" * 9999, "가" * 9000, "' " * 5000],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_long_texts_and_queries_end_soon(text: str) -> None:
    """Nothing is quadratic in the text, in the query or in their product."""
    query = parse(" ".join([*(f'"{"a " * size}"' for size in range(1, 40)), *("强化学习" * 60, "b" * 99)]))
    highlighter = Highlighter(query)
    for strength in Strength:
        spans = highlighter.spans(text, strength=strength)
        assert spans == sorted(spans)
        highlighter.excerpt([text], 60, strength)
