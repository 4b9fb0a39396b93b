"""Ready-made topics are good queries with stable keys."""

from pathlib import Path

import pytest
from conftest import shared_files
from made_papers import make_paper
from strict_messages import WIDEST_OF

from bot.digests.formats import read
from handlers.ready_made import READY_MADE, ready_made_by_key, ready_made_named
from handlers.topic_naming import meant_by
from handlers.views.measuring import display_width
from storage.records import Entry, Language
from storage.search.memory import PaperSet
from storage.search.query import parse


def test_keys_and_names_are_unique() -> None:
    """A button and a name mean one topic."""
    assert len({topic.key for topic in READY_MADE}) == len(READY_MADE) == 28
    names = [name.casefold() for topic in READY_MADE for name in {topic.name_zh, topic.name_en}]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", Language)
def test_names_fit_two_a_row_of_a_phone(language: Language) -> None:
    """Also with the mark of those that are followed."""
    widths = {topic.name(language): display_width(f"✓ {topic.name(language)}") for topic in READY_MADE}
    assert [name for name, width in widths.items() if width > WIDEST_OF[2]] == []


@pytest.mark.parametrize("topic", READY_MADE, ids=lambda topic: topic.key)
def test_every_query_is_read_whole(topic: object) -> None:
    """Nothing of a ready-made query is ignored, and each is a choice among words."""
    found = ready_made_by_key(str(getattr(topic, "key", "")))
    assert found is not None
    query = parse(found.query)
    assert query.ignored == ()
    assert len(query.canonical.split(" | ")) == len(found.query.split(" OR "))


def test_a_name_in_either_language_means_the_topic() -> None:
    """Readers say 智能体, Agents or agents; all mean the same query."""
    queries = {meant_by(name, Language.EN).query.canonical for name in ("智能体", "Agents", " agents ")}
    assert queries == {"agent | agentic | 智能体"}
    assert meant_by("agents", Language.ZH_HANS).name == "智能体"
    assert ready_made_named("化学") is None


def matches(path: Path, *keys: str) -> int:
    names = [name for name in Entry.__slots__ if name != "line"]
    entries = read(path.read_bytes(), str(path)).entries
    papers = PaperSet(
        [
            make_paper(number, **{name: getattr(entry, name) for name in names})
            for number, entry in enumerate(entries, 1)
        ]
    )
    topics = [topic for topic in READY_MADE if topic.key in keys]
    return len({one for topic in topics for one, _, _ in papers.matching(parse(topic.query))})


@pytest.mark.parametrize(
    ("path", "least", "most"),
    [
        *((path, 11, 13) for path in shared_files("digests/002*")),
        *((path, 20, 23) for path in shared_files("digests/001*")),
    ]
    or [(None, 0, 0)],
)
def test_dense_days_match_as_counted(path: Path | None, least: int, most: int) -> None:
    """智能体 and 扩散模型 bring about what a plain count of their words in the real days gives."""
    assert least <= (matches(path, "agents", "diffusion") if path else 0) <= most
