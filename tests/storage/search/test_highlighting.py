"""What readers see marked is what the engine matches."""

import re
import unicodedata

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from made_papers import make_paper, papers_of, real_papers

from storage.search.additions import Addition
from storage.search.analysis import MARK, analyse_phrase, analyse_text
from storage.search.compiling import Strength
from storage.search.excerpts import Excerpt
from storage.search.finding import WordFinder
from storage.search.folding import fold
from storage.search.highlighting import Highlighter
from storage.search.lexicon import Provenance
from storage.search.memory import PaperSet
from storage.search.needles import Sieve
from storage.search.offsets import fold_with_offsets
from storage.search.phrases import PhraseSet
from storage.search.query import parse, terms_of
from storage.search.stemming import beginnings, singular
from storage.search.syntax import Phrase, Scope, Term, positive_leaves
from storage.search.wanted import wanted_words

PAPERS = [*papers_of(sorted((ROOT / "tests/samples/digests").glob("*.*"))), *real_papers("digests/00*.txt")]
TEXTS = [
    text
    for paper in PAPERS
    for text in (paper.title, paper.title_zh, paper.abstract, paper.abstract_zh, *paper.keywords)
    if text
]
_WORDS = (
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
written = st.lists(st.sampled_from(_WORDS) | st.sampled_from(_GAPS), max_size=14).map("".join)
asked = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)


def marked(query: str, text: str, *additions: Addition, **how: Scope | Strength) -> list[str]:
    """The pieces of `text` that `query` marks."""
    highlighter = Highlighter(parse(query), additions)
    return [text[start:end] for start, end in highlighter.spans(text, **how)]  # type: ignore[arg-type]


def added(term: str, text: str) -> Addition:
    """A translation by which `term` was widened."""
    return Addition((term,), text, 1.0, Provenance.GLOSSARY)


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
@given(st.sampled_from(_WORDS), written)
def test_a_span_reads_as_the_word(word: str, text: str) -> None:
    """Each marked piece, read by itself, holds the tokens of what was asked."""
    query = parse(Phrase(word).canonical)
    wanted = [row for one in wanted_words(query, (), Strength.WORD) for row in one.rows if MARK not in row[1]]
    for start, end in Highlighter(query).spans(text):
        streams = analyse_text(text[start:end])
        letters = set(" ".join([*streams.words, *streams.grams]).split())
        assert any(set(tokens) <= letters for _, tokens in wanted)


@settings(max_examples=300, deadline=None)
@given(asked, written | st.sampled_from(TEXTS), written)
def test_the_sieve_misses_nothing(query: str, text: str, more: str) -> None:
    """What it holds back holds nothing: analysing whole texts finds the same words."""
    long_text = text + more + "x" * 200
    finder = WordFinder(wanted_words(parse(query), (), Strength.LITERAL))
    sifted = finder.find(long_text)
    finder.sieve = _Everything()  # type: ignore[assignment]
    assert finder.find(long_text) == sifted


class _Everything(Sieve):
    """Holds nothing back."""

    def __init__(self) -> None:
        super().__init__([[["any"]]])

    def candidates_of_pieces(self, pieces: object) -> list[int]:
        return [1 for _ in pieces]  # type: ignore[attr-defined]


@settings(max_examples=400, deadline=None)
@given(written | st.text(max_size=30))
def test_offsets_lead_back(text: str) -> None:
    """Each folded character comes from a piece of the text that folds to something with it, in order."""
    folded = fold_with_offsets(text)
    places = [folded.original(place, place + 1) for place in range(len(folded.text))]
    assert folded.text == fold(text)
    assert all(folded.text[place] in fold(text[start:end]) for place, (start, end) in enumerate(places))
    assert places == sorted(places)
    if folded.text:
        assert folded.original(0, len(folded.text)) == (0, len(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("ab", min_size=1, max_size=4), max_size=8), st.text("ab", max_size=40))
def test_phrases_are_found_as_by_looking_everywhere(phrases: list[str], tokens: str) -> None:
    """The automaton gives at each end the longest phrase, and all that end there."""
    found = PhraseSet(phrases)
    expected = []
    for end in range(1, len(tokens) + 1):
        ending = [number for number, phrase in enumerate(phrases) if tokens[:end].endswith(phrase)]
        if ending:
            expected.append((end - max(len(phrases[number]) for number in ending), end, set(ending)))
    places = found.places(tokens)
    assert [(one.start, one.end, found.numbers([one.state])) for one in places] == expected


@given(st.text("aeiouysxzchmn'", max_size=8) | st.sampled_from(["people", "mice", "analyses", "criteria"]))
def test_words_begin_as_their_singular_says(word: str) -> None:
    """What the sieve seeks stands at the beginning of every form of a word."""
    assert any(word.startswith(beginning) for beginning in beginnings(singular(word)))


def test_the_sentence_with_most_of_the_query_is_shown() -> None:
    """Own words count more than added ones, the first of equals is taken."""
    highlighter = Highlighter(parse("扩散模型 编辑"), [added("扩散模型", "diffusion model")])
    english = "Diffusion models are slow. A diffusion model for 编辑 is fast. Others are not."
    chinese = "图像编辑很难。扩散模型使编辑变易。扩散模型使编辑变快。"
    assert highlighter.excerpt([english], 100) == Excerpt(
        "A diffusion model for 编辑 is fast.", ((2, 17), (22, 24))
    )
    assert highlighter.excerpt([english, chinese], 100) == Excerpt("扩散模型使编辑变易。", ((0, 4), (5, 7)))


@pytest.mark.parametrize("texts", [[], [""], ["Nothing of it. At all."], ["编 辑"]])
def test_no_hit_gives_no_excerpt(texts: list[str]) -> None:
    """A sentence that holds nothing of the query tells nothing."""
    assert Highlighter(parse("编辑")).excerpt(texts, 100) is None


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("The agents plan and act in worlds of many kinds", 21, "The agents plan and…"),
        ("Long before anything else is said, agents come", 21, "…is said, agents come"),
        ("Long before anything else is said, agents come and go as they please", 21, "…agents come and go…"),
        ("在很多很多的任务之中让智能体来做规划并且执行任务", 20, "…让智能体来做规划…"),
        ("Antidisestablishmentarianism agent", 12, "…agent"),
    ],
)
def test_excerpts_are_cut_between_words(text: str, limit: int, expected: str) -> None:
    """Around what was found, with an ellipsis at each end that was cut."""
    excerpt = Highlighter(parse("agent | 智能体")).excerpt([text], limit)
    assert excerpt is not None
    assert excerpt.text == expected


@settings(max_examples=300, deadline=None)
@given(asked, st.lists(written | st.sampled_from(TEXTS), max_size=3), st.integers(8, 80))
def test_excerpts_fit_and_show_what_they_mark(query: str, texts: list[str], limit: int) -> None:
    """Never wider than the limit, from one of the texts, with something marked and no mark torn off."""
    highlighter = Highlighter(parse(query))
    excerpt = highlighter.excerpt(texts, limit)
    assert (excerpt is None) <= (not any(highlighter.spans(text) for text in texts if len(text) < 20))
    if excerpt is None:
        return
    assert _width(excerpt.text) <= limit
    assert excerpt.spans
    bare = excerpt.text.removeprefix("…").removesuffix("…")
    assert any(bare in text.replace("\n", " ") for text in texts)
    assert not unicodedata.combining(bare[0]) or any(text.startswith(bare[0]) for text in texts)
    borders = [border for span in excerpt.spans for border in span]
    assert borders == sorted(set(borders))
    assert borders[0] >= 0
    assert borders[-1] <= len(excerpt.text)


def _width(text: str) -> int:
    shown = [character for character in text if not unicodedata.combining(character)]
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)


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
@given(st.sampled_from(PAPERS), st.data())
def test_words_in_a_paper_are_why_it_matches(paper: object, data: st.DataObject) -> None:
    """A paper matches a word exactly when that word is named as why it came."""
    one, other = data.draw(st.sampled_from(PAPERS)), data.draw(st.sampled_from(PAPERS))
    assert paper is not None
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


def test_analysis_of_a_phrase_is_what_is_looked_for() -> None:
    """The tokens sought are those of the query's own analysis."""
    (one,) = wanted_words(parse("LoRA微调"), (), Strength.WORD)
    assert one.rows == (("words", tuple(analyse_phrase("LoRA微调").words)),)
