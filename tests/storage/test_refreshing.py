"""Matches brought up to date with no lock held, and queries that break."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from readers import reader, topic
from recording import NOON, digest, entry, record
from sqlalchemy import select, text

from storage.database import Database
from storage.identifiers import QueryId
from storage.matching import news_since, refresh_matches
from storage.records import DigestFormat
from storage.refreshing import Refresher
from storage.schema import MatchRow
from storage.upgrading import upgrade

SINCE = news_since(NOON, 7)
AGENT = entry("2603.00001", "Agent", keywords_zh=("智能体",))


async def followed(database: Database, *words: str) -> list[QueryId]:
    """Queries of one reader, held against nothing so far, beside a paper about agents."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        topics = [await topic(session, destination, each) for each in words]
        await record(session, digest(DigestFormat.SUMMARY, AGENT), location="a.md")
    return [each.query_id for each in topics]


async def matches(database: Database) -> list[tuple[int, object]]:
    async with database.reading() as session:
        rows = await session.execute(
            select(MatchRow.query_id, MatchRow.matched_at).order_by(MatchRow.query_id)
        )
        return [(query_id, matched_at) for query_id, matched_at in rows]


async def test_matches_are_those_that_one_transaction_would_find(database: Database) -> None:
    """Both ways of refreshing store the same, with the same times, and a second time nothing."""
    queries = await followed(database, "智能体", "扩散模型")
    refresher = Refresher(database)
    await refresher.refresh(queries, SINCE)
    found = await matches(database)
    assert [query_id for query_id, _ in found] == [queries[0]]
    async with database.transaction() as session:
        await session.execute(text("UPDATE queries SET matched_revision = -1"))
        await session.execute(text("DELETE FROM matches"))
        await refresh_matches(session, news_since=SINCE)
    assert await matches(database) == found
    await refresher.refresh(queries, SINCE)
    assert await matches(database) == found


async def test_only_the_queries_asked_for_are_refreshed(database: Database) -> None:
    """A handler that needs one reader's topics does not wait for all the others."""
    first, second = await followed(database, "智能体", "Agent")
    async with database.transaction() as session:
        await refresh_matches(session, news_since=SINCE, of=[second])
    assert [query_id for query_id, _ in await matches(database)] == [second]
    await Refresher(database).refresh([first], SINCE)
    assert [query_id for query_id, _ in await matches(database)] == [first, second]


@pytest.fixture
async def sqlite_database(tmp_path: Path) -> AsyncGenerator[Database]:
    """A database that takes text which is none; PostgreSQL refuses it."""
    opened = Database(f"sqlite:///{tmp_path / 'chenbao.db'}")
    await upgrade(opened)
    yield opened
    await opened.close()


async def test_query_that_cannot_be_read_stops_no_other(sqlite_database: Database) -> None:
    """Damage to one saved search is told with its reason, and the others find their papers."""
    broken, sound = await followed(sqlite_database, "扩散模型", "智能体")
    async with sqlite_database.transaction() as session:
        damage = text("UPDATE queries SET text = CAST(X'E6FF' AS TEXT) WHERE id = :id")
        await session.execute(damage, {"id": broken})
    refresher = Refresher(sqlite_database)
    await refresher.refresh([broken, sound], SINCE)
    assert [query_id for query_id, _ in await matches(sqlite_database)] == [sound]
    assert list(refresher.broken) == [broken]
    async with sqlite_database.transaction() as session:
        await session.execute(text("UPDATE queries SET text = 'agent' WHERE id = :id"), {"id": broken})
    await Refresher(sqlite_database).refresh([broken], SINCE)
    assert [query_id for query_id, _ in await matches(sqlite_database)] == [broken, sound]
