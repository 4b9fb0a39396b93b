"""New papers against saved searches, in memory."""

import pytest
import tantivy
from made_papers import make_paper

from storage.errors import IndexBroken
from storage.search.engine import engine_failures
from storage.search.fields import schema
from storage.search.memory import PaperSet, compile_topic
from storage.search.query import parse


def test_compiled_topic_serves_any_set() -> None:
    """A topic is compiled once and put to one set of papers after the other."""
    topic = compile_topic(parse("智能体 | agent"))
    mornings = [
        PaperSet([make_paper(1, title="Agents"), make_paper(2, title="Diffusion")]),
        PaperSet([make_paper(3, title_zh="多智能体系统")]),
    ]
    assert [[number for number, _, _ in papers.matching(topic)] for papers in mornings] == [[1], [3]]


def test_best_match_comes_first() -> None:
    """A paper that says the word in a short text beats one that mentions it in passing."""
    papers = [
        make_paper(1, abstract="A long text about many other things that mentions robots once."),
        make_paper(2, title="Robots", abstract="Robots and robots."),
    ]
    assert [number for number, _, _ in PaperSet(papers).matching(parse("robot"))] == [2, 1]


@pytest.mark.parametrize("text", ["", "🤔", "AND"])
def test_nothing_asked_matches_nothing(text: str) -> None:
    """An empty query is no topic for everything."""
    assert PaperSet([make_paper(1, title="Agents")]).matching(parse(text)) == []


def test_exclusions_alone_match_the_rest() -> None:
    """Everything but what is excluded."""
    papers = PaperSet([make_paper(1, title="Agents"), make_paper(2, title="Robots")])
    assert [number for number, _, _ in papers.matching(parse("-agent"))] == [2]


def test_no_papers_match_nothing() -> None:
    """An empty morning is no error."""
    assert (len(PaperSet([])), PaperSet([]).matching(parse("agent"))) == (0, [])


def test_panic_of_the_engine_becomes_our_error() -> None:
    """A panic, which Python sees as a BaseException, leaves as IndexBroken; an interrupt stays itself."""
    with pytest.raises(IndexBroken, match="panicked"), engine_failures("A phrase of one word"):
        tantivy.Query.phrase_query(schema(), "words", ["alone"])
    with pytest.raises(KeyboardInterrupt), engine_failures("An interrupted search"):
        raise KeyboardInterrupt
