"""A chat as a document: complete, readable elsewhere, and with nothing of others."""

import json

from exported_chats import TELEGRAM_ID, exported
from readers import reader, topic
from recording import NOON

from storage.database import Database
from storage.schema import Table
from storage.search.ranking import SearchResult
from storage.searches import save_search
from storage.updates import StoredUpdate, store_updates


async def test_everything_that_is_held_stands_in_the_file(database: Database) -> None:
    """By the names that are told, papers by what names them anywhere."""
    async with database.transaction() as session:
        document = await exported(session)
    [destination] = document["destinations"]
    [followed], [draft], [delivery] = (destination[name] for name in ("topics", "drafts", "deliveries"))
    paper = {"arxiv_id": "2510.01051", "title": "Agents that remember"}
    chat = document["chat"]
    assert (document["format"], document["version"]) == ("chenbao-chat", 1)
    assert (chat["chat_id"], chat["layout"], chat["hours"]) == (TELEGRAM_ID, "rich", ["07:30", "20:00"])
    assert (followed["name"], followed["query_text"]) == ("智能体 & co", "agent")
    assert followed["widened_query"] == "agent | 智能体"
    assert followed["additions"][0]["text"] == "智能体"
    assert draft["query_text"] == "rl"
    assert (delivery["local_date"], delivery["local_hour"]) == ("2026-03-02", "08:00")
    assert delivery["papers"] == [{**paper, "topics": ["智能体 & co"]}]
    assert (delivery["parts"][0]["html"], delivery["parts"][0]["papers"]) == ("<b>晨报</b>", [paper])
    assert destination["shown_papers"] == [paper]
    assert [one["notice_key"] for one in document["notices"]] == ["k"]
    assert [one["text"] for one in document["searches"]] == ["memory"]
    assert [one["kind"] for one in document["questions"]] == ["topic name"]
    assert [(one["key"], one["title"]) for one in document["saved"]] == [("arxiv:2510.01051", paper["title"])]
    assert document["cares_for"] == [-7]
    assert document["steering"] == [{"steered_chat_id": -7, "began_at": NOON.isoformat()}]
    assert [one["content"] for one in document["updates"]] == [{"message": {"text": "你好"}}]


async def test_every_column_about_a_chat_is_in_the_file(database: Database) -> None:
    """Also one that a table gets later: only numbers of ours are left out."""
    async with database.transaction() as session:
        written = json.dumps(await exported(session))
    ours = {"id", "chat_id", "destination_id", "delivery_id", "query_id", "leased_by"}
    renamed = {"telegram_id", "lane", "selection", "paper_ids", "content"}
    tables = [
        "chats",
        "destinations",
        "topics",
        "drafts",
        "deliveries",
        "messages",
        "searches",
        "questions",
        "updates",
    ]
    missing = {
        f"{name}.{column.name}"
        for name in tables
        for column in Table.metadata.tables[name].columns
        if column.name not in ours | renamed and f'"{column.name}"' not in written
    }
    assert missing == set()


async def test_nothing_of_others_stands_in_it(database: Database) -> None:
    """Another chat's words are its own."""
    async with database.transaction() as session:
        other, destination = await reader(session, 12)
        await topic(session, destination, "secret words")
        await save_search(session, other.id, "secret search", SearchResult((), 0, 0), NOON)
        await store_updates(session, [StoredUpdate(6, 12, {"message": {"text": "secret text"}})], NOON)
        assert "secret" not in json.dumps(await exported(session))
