"""A chat from a document, which is never believed before it was looked at."""

import json
from contextlib import suppress
from typing import Any

import pytest
from exported_chats import TELEGRAM_ID, exported
from hypothesis import given, settings
from hypothesis import strategies as st
from readers import reader, topic
from recording import NOON

from storage.chat_import import Restored, restore_chat
from storage.chats import chat_by_telegram_id, destination_of
from storage.database import Database
from storage.erasure import erase_chat
from storage.errors import ExportUnreadable
from storage.exported_chat import ExportedChat, read_export
from storage.records import (
    CardLanguage,
    Chat,
    Layout,
)
from storage.saved import saved_papers_of
from storage.topics import topics_of


async def restored(
    database: Database, document: dict[str, Any], *, takes_wishes: bool = True, limit: int = 100
) -> tuple[Restored, Chat]:
    """What came of restoring it into the chat 21."""
    export = read_export(json.dumps(document).encode())
    async with database.transaction() as session:
        chat, _ = await reader(session, 21)
        result = await restore_chat(session, chat, export, NOON, takes_wishes=takes_wishes, topic_limit=limit)
        found = await chat_by_telegram_id(session, 21)
    assert found is not None
    return result, found


async def test_what_was_exported_comes_back(database: Database) -> None:
    """Settings, topics with the words that were added, saved papers; twice is as good as once."""
    async with database.transaction() as session:
        document = await exported(session)
    result, chat = await restored(database, document)
    assert (result.topics, result.saved, chat.hours, chat.layout) == (1, 1, ("07:30", "20:00"), Layout.RICH)
    assert chat.card_language is CardLanguage.BOTH
    again, _ = await restored(database, document)
    assert (again.topics, again.topics_known) == (0, 1)
    async with database.transaction() as session:
        destination = await destination_of(session, chat, 0, NOON)
        [followed] = await topics_of(session, destination.id)
        assert (followed.name, followed.query) == ("智能体 & co", "agent | 智能体")
        assert [one.key for one in await saved_papers_of(session, 21)] == ["arxiv:2510.01051"]


async def test_settings_stay_unless_they_are_to_be_taken(database: Database) -> None:
    """And no topic that is there is touched."""
    async with database.transaction() as session:
        document = await exported(session)
        _, destination = await reader(session, 21)
        await topic(session, destination, "rl", name="智能体 & co")
    result, chat = await restored(database, document, takes_wishes=False)
    assert (chat.hours, chat.layout, result.has_wishes) == (("08:00",), Layout.COMPACT, False)
    async with database.transaction() as session:
        names = [one.name for one in await topics_of(session, destination.id)]
    assert names == ["智能体 & co", "智能体 & co 2"]


async def test_more_topics_than_allowed_are_counted(database: Database) -> None:
    """The chat follows as many as it may."""
    async with database.transaction() as session:
        document = await exported(session)
    result, _ = await restored(database, document, limit=0)
    assert (result.topics, result.topics_over) == (0, 1)


async def test_saved_papers_that_are_not_here_are_counted(database: Database) -> None:
    """They can be imported again once they are."""
    async with database.transaction() as session:
        document = await exported(session)
    document["saved"].append({"key": "arxiv:1234.56789", "title": "", "saved_at": NOON.isoformat()})
    result, _ = await restored(database, document)
    assert (result.saved, result.saved_unknown) == (1, 1)


@pytest.mark.parametrize(
    "wish",
    [
        {"hours": ["8"]},
        {"hours": []},
        {"hours": ["08:00"] * 3 + ["24:00"]},
        {"timezone": "Mars/Olympus"},
        {"timezone": ["UTC"]},
        {"weekdays": [7, "x"]},
        {"maximum": 10_000},
        {"maximum": True},
        {"maximum": 5.0},
        {"quiet_from": "22:00", "quiet_until": None},
        {"layout": {"a": 1}},
        {"card_language": "fr"},
        {"empty_days": "often"},
        {"is_silent": "no"},
    ],
    ids=str,
)
async def test_a_wish_that_is_none_leaves_the_chats_own(database: Database, wish: dict[str, Any]) -> None:
    """One bad value harms no other."""
    async with database.transaction() as session:
        document = await exported(session)
    document["chat"] |= wish
    _, chat = await restored(database, document)
    defaults = {"hours": ("08:00",), "timezone": "Asia/Shanghai", "weekdays": tuple(range(7)), "maximum": 10}
    defaults |= {"quiet_from": None, "layout": "compact", "empty_days": "some", "is_silent": False}
    defaults |= {"card_language": None}
    [name, *_] = wish
    assert getattr(chat, name) == defaults[name]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"format": "chenbao-chat", "version": 2}',
        b'{"format": "chenbao-chat", "version": 1}',
        b'{"format": "chenbao-chat", "version": 1, "chat": {}, "destinations": 3, "saved": []}',
        b"[" * 100_000,
    ],
)
def test_other_files_are_refused_with_a_remedy(content: bytes) -> None:
    """They raise nothing else."""
    with pytest.raises(ExportUnreadable, match=r"send|update|export"):
        read_export(content)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["chat", "destinations", "saved"])
INNER = st.sampled_from(
    ["chat_id", "type", "title", "language", "hours", "weekdays", "thread_id", "topics", "key"]
)


@settings(max_examples=60)
@given(name=NAMES, inner=INNER, value=VALUES)
def test_any_value_in_any_place_is_read_or_refused(name: str, inner: str, value: Any) -> None:
    """Whoever made the file."""
    document: dict[str, Any] = {
        "format": "chenbao-chat",
        "version": 1,
        "chat": {"chat_id": 1, "type": "private", "title": "", "language": "en"},
        "destinations": [{"thread_id": 0, "topics": [{"name": "x", "query_text": "x", "additions": []}]}],
        "saved": [{"key": "arxiv:1", "saved_at": "2026-03-02T12:00:00+00:00"}],
    }
    part = document[name]
    (part if isinstance(part, dict) else part[0])[inner] = value
    with suppress(ExportUnreadable):
        assert isinstance(read_export(json.dumps(document).encode()), ExportedChat)


async def test_words_that_no_database_holds_are_mended(database: Database) -> None:
    """Half of a surrogate pair, or U+0000, in a name or a query."""
    async with database.transaction() as session:
        document = await exported(session)
    document["destinations"][0]["topics"][0] |= {
        "name": "a\x00b\ud800",
        "query_text": "agent\x00 \ud800memory",
    }
    result, _ = await restored(database, document)
    assert result.topics == 1


async def test_an_erased_chat_can_come_back(database: Database) -> None:
    """What was exported before outlives the deletion."""
    async with database.transaction() as session:
        document = await exported(session)
        chat = await chat_by_telegram_id(session, TELEGRAM_ID)
        assert chat is not None
        assert await erase_chat(session, chat, 0)
    result, _ = await restored(database, document)
    assert (result.topics, result.saved) == (1, 1)
