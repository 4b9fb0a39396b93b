"""What is added to a query, and what that makes of it."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.search.additions import Addition
from storage.search.lexicon import Lexicon, Provenance, Translation
from storage.search.names import glossary_lexicon, words_of
from storage.search.parsing import DEEPEST, MOST_TERMS
from storage.search.query import parse
from storage.search.translating import additions_for, additions_for_topic
from storage.search.widening import widened

TODAY = date(2026, 11, 21)


def _translation(term: str, text: str, confidence: float = 1.0, **marks: bool) -> Translation:
    provenance = Provenance.GLOSSARY if confidence > 0.8 else Provenance.ALIGNMENT
    return Translation(words_of(term), text, confidence, provenance, **marks)


LEXICON = Lexicon(
    [
        _translation("扩散模型", "diffusion model"),
        _translation("diffusion model", "扩散模型"),
        _translation("模型", "model", 0.7),
        _translation("图像", "image", 0.7),
        _translation("编辑", "editing", 0.7),
        _translation("编辑", "edit", 0.6),
        _translation("编辑", "revision", 0.5),
        _translation("智能体", "agent"),
        _translation("智能体", "AI agent", 0.9),
        _translation("agent", "智能体"),
        _translation("代理", "agent", is_ambiguous=True),
        _translation("方法", "method", is_general=True),
        _translation("large language model", "LLM"),
        _translation("LLM", "大语言模型"),
        _translation("直接偏好优化", "DP"),
        _translation("综述", "survey"),
        _translation("最近", "last week"),
        _translation("或然", "OR"),
        _translation("neural architecture search", "神经架构搜索"),
        _translation("search", "搜索"),
        _translation("for", "为了", 0.5),
        _translation("有没有", "whether"),
        _translation("论文", "paper"),
    ]
)


def _added(additions: Iterable[Addition]) -> list[str]:
    return [f"{' '.join(one.terms)}={one.text}" for one in additions]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("智能体", "agent | 智能体"),
        ("diffusion model", "(diffusion model) | 扩散模型"),
        ("models of diffusion", "(diffusion models) | 扩散模型 of"),
        ("扩散模型 video", '"diffusion model" | 扩散模型 video'),
        ("扩散模型智能体", '("diffusion model" | 扩散模型 agent | 智能体) | 扩散模型智能体'),
        ("图像编辑", "(edit | editing | 编辑 image | 图像) | 图像编辑"),
        ("language large model", "(language large model) | llm"),
        ("title:综述 综述 keyword:智能体", "keyword:agent | keyword:智能体 survey | 综述 title:survey | title:综述"),
        ("智能体 | agent", "agent | 智能体"),
        ("智能体 agent", "agent 智能体"),
        ("智能体 -代理 -(智能体 综述)", "agent | 智能体 -(智能体 综述) -代理"),
        ('"扩散模型" author:代理 org:智能体', '"扩散模型" author:代理 org:智能体'),
        ("(智能体 video) | 综述", "(agent | 智能体 video) | survey | 综述"),
        ("直接偏好优化", "直接偏好优化"),
        ("最近 或然", "或然 最近"),
        ("neural architecture search", "(architecture neural search) | 神经架构搜索"),
        ("search for agents", "agents | 智能体 for search | 搜索"),
        ("有没有论文 智能体", "agent | 智能体 paper | 论文"),
        ("有没有 论文", "有没有 论文"),
        ("2507.19849", "id:2507.19849"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_search_is_widened_to(text: str, canonical: str) -> None:
    """Longest entries, two variants at most, inside a conjunction and a scope; nothing strict is touched."""
    query = parse(text)
    assert widened(query, additions_for(query, LEXICON)).canonical == canonical


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("扩散模型智能体", ["扩散模型=diffusion model", "智能体=agent"]),
        ("代理 方法 智能体", ["智能体=agent"]),
        ("图像编辑", []),
        ("模型", []),
        ("large language model agent", ["language large model=LLM", "agent=智能体"]),
    ],
)
def test_topics_are_widened_by_what_is_sure(text: str, added: list[str]) -> None:
    """Curated translations of whole terms; nothing ambiguous, general, learned or cut out of a term."""
    assert _added(additions_for_topic(parse(text), LEXICON)) == added


def test_confident_learned_translations_widen_topics() -> None:
    """What was learned counts from a high confidence on."""
    learned = [
        Translation(words_of("溯因"), "abductive", 0.95, Provenance.PARENTHESES),
        Translation(words_of("泛化"), "generalization", 0.6, Provenance.ALIGNMENT),
    ]
    assert _added(additions_for_topic(parse("溯因 泛化"), Lexicon(learned))) == ["溯因=abductive"]


def test_beside_a_good_translation_learned_guesses_and_pieces_add_nothing() -> None:
    """The glossary may name a shorter form, learning only cut one off; where nothing else is known a guess helps."""
    lexicon = Lexicon(
        [
            _translation("强化学习", "reinforcement learning"),
            _translation("强化学习", "reinforcement", 0.8),
            _translation("微调", "fine tuning"),
            _translation("微调", "tuning", 0.9),
            _translation("深度", "depth"),
            _translation("深度", "insight", 0.2),
            _translation("青花瓷", "porcelain", 0.2),
        ]
    )
    texts = ("强化学习", "微调", "深度", "青花瓷")
    added = [[one.text for one in additions_for(parse(text), lexicon)] for text in texts]
    assert added == [["reinforcement learning"], ["fine tuning", "tuning"], ["depth"], ["porcelain"]]


def test_strikes_leave_the_rest() -> None:
    """Without one of its additions a query is widened by the others; unknown ones change nothing."""
    query = parse("扩散模型智能体")
    additions = additions_for(query, LEXICON)
    struck = [one for one in additions if one.text != "agent"]
    assert widened(query, struck).canonical == '("diffusion model" | 扩散模型 智能体) | 扩散模型智能体'
    assert widened(parse("video"), additions) == parse("video")
    assert widened(query, ()) == query


def test_the_order_of_words_makes_no_difference() -> None:
    """A query and its normal form are widened alike."""
    text = "model for large images with diffusion language editing"
    query, again = parse(text), parse(parse(text).canonical)
    assert set(additions_for(query, LEXICON)) == set(additions_for(again, LEXICON))


def test_widening_stays_within_the_limits_of_a_query() -> None:
    """The longest and deepest queries are widened no further than they can be read again."""
    long = parse(" ".join(f"智能体{number}" if number % 2 else f"w{number}" for number in range(MOST_TERMS)))
    deep = parse("(智能体 (综述 | " * (DEEPEST // 2) + "扩散模型图像编辑" + "))" * (DEEPEST // 2))
    for query in (long, deep):
        wide = widened(query, additions_for(query, LEXICON))
        assert parse(wide.canonical).root == wide.root


PIECES = [
    "扩散模型", "图像编辑", "智能体", "代理", "LoRA微调", "diffusion", "model", "large", "language", "LLM", "agents",
    "大语言模型", "基于", "7d", "近7天", "last", "week", "或", "非", " ", " ", " ", " | ", " -", "(", ")", '"',
    "title:", "author:", "keyword:", "area:", "has:zh ", "id:2507.19849 ", "upvotes:>3 ",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.data())
def test_a_widened_query_is_an_ordinary_one(text: str, data: st.DataObject) -> None:
    """Its canonical text parses to an equal tree, whichever additions were kept, and searches as today."""
    query = parse(text, TODAY)
    for lexicon in (LEXICON, glossary_lexicon()):
        for additions in (additions_for(query, lexicon), additions_for_topic(query, lexicon)):
            kept = [one for one in additions if data.draw(st.booleans())]
            wide = widened(query, kept)
            assert parse(wide.canonical).root == wide.root
            assert parse(wide.canonical, TODAY).root == wide.root
            assert (wide.text, wide.ignored, wide.order) == (query.text, query.ignored, query.order)
