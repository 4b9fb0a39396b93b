"""Any text is a query, and its normal form says how it was read."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.search.query import parse

TODAY = date(2026, 11, 21)
LANGUAGE = st.lists(
    st.sampled_from(
        [
            "agent", "智能体", "多模态大模型推理", "GPT-4o", "c++", "2507.19849", " ", " ", " ", "|", "OR", "或", "-",
            "NOT", "非", "AND", "(", ")", "（", "）", '"', "“", "”", "title:", "author：", "keyword:", "source:api",
            "source:", "id:", "id:2507.19849", "org:", "area:", "has:zh", "has:", "upvotes:>20", "upvotes:", ">=", "7", "<0",
            "after:", "before:2025-09", "on:", "published:", "2025", "..", "7d", "近7天", "上周", "last", "week", "days", "sort:", "sort:hot", "https://arxiv.org/abs/2507.19849v2", ":", "，", "。", "🤔", "\ud83d",
        ]
    ),
    max_size=16,
).map("".join)  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("diffusion transformer", "diffusion transformer"),
        ("transformer  diffusion transformer", "diffusion transformer"),
        ("Agents OR 智能體 OR agents", "agents | 智能体"),
        ("a b OR c", "a b | c"),
        ("a b | c d", "a b | c d"),
        ("智能体 或 机器人", "智能体 | 机器人"),
        ("智能体 AND agent", "agent 智能体"),
        ("智能体 -agent", "智能体 -agent"),
        ("智能体 NOT agent", "智能体 -agent"),
        ("智能体 非 agent", "智能体 -agent"),
        ("智能体 非非洲", "智能体 非非洲"),
        ("-(a | b) c", "c -(a | b)"),
        ('-"a b"', '-"a b"'),
        ("NOT NOT a", "-a"),
        ("- a", "a"),
        ("(a (b c)) | d", "(a b c) | d"),
        ("（a｜b）", "a | b"),
        ('"Exact   Phrase"', '"exact phrase"'),
        ("“视频 生成”", '"视频生成"'),
        ("《扩散模型》", "扩散模型"),
        ("title:Bench", "title:bench"),
        ("Title：综述", "title:综述"),
        ("title: bench", "title:bench"),
        ('title:"technical report"', 'title:"technical report"'),
        ("title:(survey | 综述) -title:book", "title:survey | title:综述 -title:book"),
        ("author:LeCun", "author:lecun"),
        ("keyword:强化学习", "keyword:强化学习"),
        ("source:API", "source:api"),
        ("id:2507.19849v2", "id:2507.19849"),
        ("2507.19849", "id:2507.19849"),
        ("agent 2507.19849", "agent id:2507.19849"),
        ("https://arxiv.org/pdf/2507.19849v1?download=1", "id:2507.19849"),
        ("arXiv: 2507.19849", "id:2507.19849"),
        ("cs.CL/0701001", "id:cs.CL/0701001"),
        ("org:OpenAI", "org:openai"),
        ("area:(智能体 | 机器人)", "area:智能体 | area:机器人"),
        ('org:"Tsinghua University"', 'org:"tsinghua university"'),
        ("has:code HAS：中文 -has:zh", "has:code has:zh -has:zh"),
        ("upvotes:>20", "upvotes:>=21"),
        ("upvotes：＞＝20", "upvotes:>=20"),
        ("upvotes:≥20 agent", "agent upvotes:>=20"),
        ("upvotes:20", "upvotes:>=20"),
        ("upvotes:20+", "upvotes:>=20"),
        ("upvotes: > 20", "upvotes:>=21"),
        ("upvotes:<20", "upvotes:<=19"),
        ("upvotes:<=20", "upvotes:<=20"),
        ("upvotes:=20", "upvotes:=20"),
        ("upvotes:<0", "upvotes:<0"),
        ("upvotes:>999999999999999", "upvotes:>=1000000000"),
        ("after:2025-09", "after:2025-09-01"),
        ("before:2025-09 -after:2025", "before:2025-09-01 -after:2025-01-01"),
        ("on:2025年9月", "on:2025-09-01..2025-09-30"),
        ("on:2025-09-03..2025-09-03", "on:2025-09-03"),
        ("on：2025/9/3", "on:2025-09-03"),
        ("published:2025", "published:2025-01-01..2025-12-31"),
        ("published:>2025-09", "published:>=2025-10-01"),
        ("published:<2025-09", "published:<=2025-08-31"),
        ("published: <= 2025-09", "published:<=2025-09-30"),
        ("3D 6d", "3d 6d"),
        ("week last", '"last" week'),
        ("week 最近20 月", "week 最近20 月"),
        ("(last | a) week", 'a | "last" week'),
        ("title:(last week)", "title:last title:week"),
        ('"last week"', '"last week"'),
        ("(upvotes:>5 | has:code) -upvotes:>90", "has:code | upvotes:>=6 -upvotes:>=91"),
        ("GPT-4o, C++; π0!", "c++ gpt-4o π0"),
        ("don't", "don't"),
        ("f(x)", "f x"),
        ("or", "or"),
        ("", ""),
    ],
)
def test_normal_form(text: str, canonical: str) -> None:
    """Operators in every writing, fields, ids; order, case, width and script make no difference."""
    query = parse(text)
    assert query.canonical == canonical
    assert query.ignored == ()


@pytest.mark.parametrize(
    ("text", "canonical", "ignored"),
    [
        ("AND", "", ("AND",)),
        ("NEAR(", "near", ("(",)),
        ('c++ "', "c++", ('"',)),
        ("a OR", "a", ("OR",)),
        ("| a", "a", ("|",)),
        ("a AND", "a", ("AND",)),
        ("a NOT", "a", ("NOT",)),
        ("a) b", "a b", (")",)),
        ("title:", "", ("title:",)),
        ("title: OR a", "a", ("title:",)),
        ("source:nowhere agent", "agent", ("source:nowhere",)),
        ("id:42 agent", "agent", ("id:42",)),
        ("id:(a b)", "a b", ("id:",)),
        ("org: | a", "a", ("org:",)),
        ("has:money agent", "agent", ("has:money",)),
        ("upvotes: agent", "agent", ("upvotes:",)),
        ("has: agent code", "agent code", ("has:",)),
        ("source: weekly agent", "agent source:weekly", ()),
        ("有：代码 作者：何恺明 标题:扩散", "author:何恺明 has:code title:扩散", ()),
        ("发表:2025年9月 来源:api", "published:2025-09-01..2025-09-30 source:api", ()),
        ("智能体 2025年9月15日", "on:2025-09-15 智能体", ()),
        ("智能体 9月", "智能体", ("9月",)),
        ("upvotes:many agent", "agent", ("upvotes:many",)),
        ("upvotes:(20) agent", "20 agent", ("upvotes:",)),
        ("upvotes:>20+", "", ("upvotes:>20+",)),
        ("upvotes:-5", "", ("upvotes:-5",)),
        ("upvotes:>", "", ("upvotes:",)),
        ("upvotes:" + "9" * 100, "", ("upvotes:" + "9" * 52 + "…",)),
        ("after:2025-02-30 agent", "agent", ("after:2025-02-30",)),
        ("on:2025-13", "", ("on:2025-13",)),
        ("after:soon agent", "agent", ("after:soon",)),
        ("before:0001 agent", "agent", ("before:0001",)),
        ("published:>9999", "", ("published:>9999",)),
        ("on: OR agent", "agent", ("on:",)),
        ("🤔 agent", "agent", ("🤔",)),
        ('"🤔"', "", ("🤔",)),
    ],
)
def test_what_is_ignored_is_told(text: str, canonical: str, ignored: tuple[str, ...]) -> None:
    """The rest is still searched, and the part without effect is named."""
    query = parse(text)
    assert (query.canonical, query.ignored) == (canonical, ignored)
    assert query.is_empty is (canonical == "")


@pytest.mark.parametrize(
    "canonical",
    [
        "agent | agents | 智能体",
        "diffusion 扩散模型 -video",
        '"vision language model" | vlm | 多模态大模型',
        "a | (b c) -(d | e)",
        "author:lecun keyword:强化学习 title:综述 -source:weekly",
        "id:2507.19849 | id:cs.CL/0701001",
        "c++ gpt-4o π0",
    ],
)
def test_topics_of_before_keep_their_text(canonical: str) -> None:
    """What was stored under the first fields alone is read and written as it was."""
    assert (parse(canonical).canonical, parse(canonical).ignored) == (canonical, ())


@pytest.mark.parametrize(
    ("text", "canonical", "words"),
    [
        ("近7天 agent", "agent on:2026-11-15..2026-11-21", ("近7天",)),
        ("agent 7d", "agent on:2026-11-15..2026-11-21", ("7d",)),
        ("last 7 days, agent", "agent on:2026-11-15..2026-11-21", ("last 7 days",)),
        ("agent -上周", "agent -on:2026-11-09..2026-11-15", ("上周",)),
        ("(昨天 | 今天) agent", "agent on:2026-11-20 | on:2026-11-21", ("昨天", "今天")),
        ("after:上周", "after:2026-11-09", ("after:上周",)),
        ("before: this week agent", "agent before:2026-11-16", ("before:this week",)),
        ('on:"last month"', "on:2026-10-01..2026-10-31", ("on:last month",)),
        ("published:近30天", "published:2026-10-23..2026-11-21", ("published:近30天",)),
        ("after:3d 3d", "3d after:2026-11-19", ("after:3d",)),
    ],
)
def test_days_are_read_from_today_and_told_in_a_search(
    text: str, canonical: str, words: tuple[str, ...]
) -> None:
    """Behind a field or standing alone; the query says how each was read, a topic leaves them out."""
    query, topic = parse(text, TODAY), parse(text)
    assert (query.canonical, query.ignored) == (canonical, ())
    assert tuple(one.words for one in query.readings) == words
    assert topic.ignored == words
    assert topic.readings == ()


@pytest.mark.parametrize(
    ("text", "order", "canonical", "ignored"),
    [
        ("agent", "best", "agent", ()),
        ("agent sort:new", "new", "agent", ()),
        ("SORT：最热 agent", "hot", "agent", ()),
        ("(agent sort: best) | robot", "best", "agent | robot", ()),
        ("agent sort:hot sort:new", "hot", "agent", ("sort:new",)),
        ("agent sort:oldest", "best", "agent", ("sort:oldest",)),
        ("agent sort:", "best", "agent", ("sort:",)),
        ("sort:(new agent)", "best", "agent new", ("sort:",)),
    ],
)
def test_order_of_a_search(text: str, order: str, canonical: str, ignored: tuple[str, ...]) -> None:
    """The first order counts, wherever it stands; it is no part of what is looked for."""
    query = parse(text, TODAY)
    assert (query.order, query.canonical, query.ignored) == (order, canonical, ignored)


def test_topics_have_no_order() -> None:
    """Without a today sort: is named as without effect."""
    query = parse("agent sort:new")
    assert (query.order, query.canonical, query.ignored) == ("best", "agent", ("sort:new",))


def test_dates_of_the_calendar_are_the_same_in_searches_and_topics() -> None:
    """What does not depend on today needs none."""
    query = parse("after:2025-09 agent")
    assert (query, query.readings[0].words) == (parse(query.text, TODAY), "after:2025-09")
    assert query.readings[0].days.first == date(2025, 9, 1)


def test_words_for_highlighting_leave_exclusions_out() -> None:
    """Wanted words in their parts, no excluded ones, no ids and sources."""
    query = parse('扩散模型图像编辑 "video model" -agent source:api title:bench upvotes:>3')
    assert query.words == ("video model", "bench", "扩散模型", "图像编辑")


@settings(max_examples=300)
@given(LANGUAGE | ANY_TEXT)
@example("title:title:x")
@example(":title:x")
@example("title:-x")
@example("days 7 last")
@example("7 | last 71 days")
@example('week | "last"')
@example('"a')
@example("ͅ")
def test_normal_form_is_settled(text: str) -> None:
    """Any text parses; its normal form parses to the same tree with nothing left to ignore."""
    query = parse(text, TODAY)
    again = parse(query.canonical)
    assert parse(query.canonical, TODAY).root == query.root
    assert (again.canonical, again.ignored) == (query.canonical, ())
    assert again.root == query.root
    assert query.canonical.encode() is not None
