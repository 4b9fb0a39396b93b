"""Backup, restore and move of a realistic database: 10,000 papers, 10,000 chats, a week of digests."""

import resource
import time
from collections.abc import Awaitable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pytest
from benchmarks.made_collections import mixed_papers
from databases import postgresql_url
from recording import NOON, TODAY

from storage.backup import back_up, restore
from storage.database import Database
from storage.moving import move
from storage.portable.cells import Kind
from storage.portable.copying import ROWS_AT_ONCE, write_rows
from storage.portable.tables import PortableTable, tables_of_schema
from storage.upgrading import upgrade

pytestmark = pytest.mark.benchmark
PAPERS, CHATS, DAYS, IN_A_DIGEST = 10_000, 10_000, 7, 8
Result = TypeVar("Result")
_EMPTY: dict[Kind, Any] = {
    Kind.INTEGER: 0, Kind.REAL: 0.5, Kind.TEXT: "x", Kind.BOOLEAN: False, Kind.DAY: TODAY.isoformat(),
    Kind.INSTANT: NOON.isoformat(), Kind.DOCUMENT: [[]],
}  # fmt: skip


def rows(table: str) -> Iterator[dict[str, Any]]:  # noqa: C901 - a case a table
    """What differs from row to row of a table."""
    match table:
        case "papers" | "entries":
            for number, paper in enumerate(islice(mixed_papers(PAPERS), PAPERS), start=1):
                document = {
                    "title": paper.title, "title_zh": paper.title_zh, "abstract": paper.abstract,
                    "abstract_zh": paper.abstract_zh, "keywords": list(paper.keywords), "authors": list(paper.authors),
                }  # fmt: skip
                yield {
                    "id": number, "key": f"k{number}", "arxiv_id": f"a{number}", "revision": number, "record": [document],
                    "digest_id": 1, "paper_id": number, "content": [document],
                }  # fmt: skip
        case "digests" | "queries" | "instance":
            yield {"id": 1}
        case "chats":
            yield from (
                {"id": one, "telegram_id": one, "title": f"读者 {one}", "hours": [["08:00"]]}
                for one in _ids(CHATS)
            )
        case "destinations":
            yield from ({"id": one, "chat_id": one} for one in _ids(CHATS))
        case "topics":
            yield from ({"id": one, "destination_id": one, "query_id": 1} for one in _ids(CHATS))
        case "deliveries" | "messages":
            for number in _ids(CHATS * DAYS):
                destination, day = (number - 1) // DAYS + 1, (number - 1) % DAYS
                matches = [
                    {"paper_id": one, "topics": ["智能体"], "words": [["agent"]]}
                    for one in range(IN_A_DIGEST)
                ]
                yield {
                    "id": number, "destination_id": destination, "chat_id": destination, "delivery_id": number,
                    "local_date": (TODAY - timedelta(days=day)).isoformat(), "part": 1, "notice_key": None,
                    "selection": [{"groups": [{"topic": "智能体", "matches": matches}], "rest": []}],
                    "content": [{"html": "<b>晨报</b> " * 200, "keyboard": [], "paper_ids": list(range(IN_A_DIGEST))}],
                }  # fmt: skip
        case "shown_papers":
            for number in _ids(CHATS * DAYS):
                destination, day = (number - 1) // DAYS + 1, (number - 1) % DAYS
                for place in range(IN_A_DIGEST):
                    yield {
                        "destination_id": destination,
                        "paper_id": day * IN_A_DIGEST + place + 1,
                        "delivery_id": number,
                    }


def _ids(count: int) -> range:
    return range(1, count + 1)


async def fill(database: Database) -> int:
    """All of it; the number of rows."""
    total = 0
    for table in tables_of_schema():
        source = rows(table.name)
        while some := list(islice(source, ROWS_AT_ONCE)):
            async with database.migrating() as connection:
                await write_rows(connection, table, [_cells(table, one) for one in some])
            total += len(some)
    return total


def _cells(table: PortableTable, row: dict[str, Any]) -> list[Any]:
    empty = {
        name: None if name in {"relocation", "superseded_at"} else _EMPTY[kind]
        for name, kind in table.columns
    }
    return [row.get(name, empty[name]) for name, _ in table.columns]


async def timed(name: str, count: int, work: Awaitable[Result]) -> Result:
    """Print how long it took, our processor time alone, and the most memory that was held so far."""
    began, worked = time.monotonic(), time.process_time()
    result = await work
    seconds, worked = time.monotonic() - began, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{name:32} {seconds:7.1f} s ({worked:5.1f} s of work) {count / seconds:8,.0f} rows/s   peak {memory:6.0f} MB"
    )
    return result


@pytest.mark.timeout(1800)
async def test_data_moves_in_minutes(tmp_path: Path, postgresql_server: str) -> None:
    """Each way is timed; memory stays flat."""
    lite = Database(f"sqlite:///{tmp_path / 'chenbao.db'}")
    await upgrade(lite)
    count = await fill(lite)
    archive, quiet = tmp_path / "a.zip", lambda *_: None
    print(f"\n{count:,} rows, {(tmp_path / 'chenbao.db').stat().st_size / 1e6:.0f} MB")
    await timed("backup from SQLite", count, back_up(lite, archive, NOON, quiet))
    print(f"{'archive':32} {archive.stat().st_size / 1e6:7.1f} MB")
    await timed(
        "restore into SQLite",
        count,
        restore(archive, f"sqlite:///{tmp_path / 'b.db'}", replaces=False, told=quiet),
    )
    with postgresql_url(postgresql_server) as url, postgresql_url(postgresql_server) as other:
        await timed("restore into PostgreSQL", count, restore(archive, other, replaces=False, told=quiet))
        server = Database(url)
        moved = await timed(
            "move SQLite to PostgreSQL", count, move(lite, server, replaces=False, told=quiet)
        )
        await timed("backup from PostgreSQL", count, back_up(server, tmp_path / "b.zip", NOON, quiet))
        back = Database(f"sqlite:///{tmp_path / 'c.db'}")
        await timed("move PostgreSQL to SQLite", count, move(server, back, replaces=False, told=quiet))
        for one in (server, back, lite):
            await one.close()
    assert sum(moved.rows.values()) == count
