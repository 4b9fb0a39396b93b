"""Chats, selections and any papers, for tests of views."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from made_papers import make_paper

from storage.identifiers import ChatId, PaperId
from storage.records import (
    Chat,
    ChatState,
    ChatType,
    Language,
    Match,
    Paper,
    Section,
    Selection,
    TopicGroup,
)

DAY = date(2025, 10, 3)

TEXTS = st.text(st.characters(), max_size=200) | st.text(
    st.sampled_from(list("智能体强化学习，。：abc XY<>&\"'*_$\\{}()[]#-\n")), max_size=1000
)
URLS = st.none() | st.just("https://github.com/a/b") | st.text(max_size=30).map("https://a.b/".__add__)
NUMBERS = st.none() | st.integers(min_value=0, max_value=10**6)


def make_chat(language: Language = Language.ZH_HANS, kind: ChatType = ChatType.PRIVATE) -> Chat:
    telegram_id = 11 if kind is ChatType.PRIVATE else -11
    return Chat(
        ChatId(1), telegram_id, kind, "", language, "Asia/Shanghai", ("08:00",), tuple(range(7)), 10,
        False, None, ChatState.ACTIVE,
    )  # fmt: skip


def any_paper(number: int = 1) -> st.SearchStrategy[Paper]:
    """A paper whose every text may be anything."""
    several = st.lists(TEXTS, max_size=4).map(tuple)
    fields: dict[str, st.SearchStrategy[Any]] = {
        "arxiv_id": st.sampled_from(["2510.01051", "cs.CL/0701001", None]),
        "title": TEXTS, "title_zh": TEXTS, "abstract": TEXTS, "abstract_zh": TEXTS, "tldr": TEXTS,
        "tldr_zh": TEXTS, "keywords": several, "keywords_zh": several, "areas": several,
        "authors": several, "organization": TEXTS,
        "sections": st.lists(st.builds(Section, TEXTS, TEXTS), max_size=6).map(tuple),
        "upvotes": NUMBERS, "github_stars": NUMBERS, "code_url": URLS, "project_url": URLS,
        "published_on": st.none() | st.dates(min_value=date(1992, 1, 1), max_value=date(2100, 1, 1)),
    }  # fmt: skip
    return st.fixed_dictionaries(fields).map(lambda values: make_paper(number, **values))


def selection_of(topics: dict[str, Sequence[Match]], rest: Sequence[Match] = (), **changes: Any) -> Selection:
    """A selection whose topics show these matches."""
    groups = tuple(TopicGroup(name, len(found), tuple(found)) for name, found in topics.items())
    values: dict[str, Any] = {"new_papers": 36, "digest_days": (DAY,)} | changes
    return Selection(groups, tuple(rest), **values)


def match(number: int, *topics: str, is_about: bool = True) -> Match:
    return Match(PaperId(number), topics, is_about)
