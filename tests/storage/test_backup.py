"""A backup holds all there is at one moment, for its owner alone, and never half."""

import asyncio
import json
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest
from backups import opened_content, plain, quiet
from hypothesis import HealthCheck, given, settings
from odd_databases import Rows, content_of, fill, odd_rows
from recording import NOON
from sqlalchemy import delete

from storage.backup import back_up, restore
from storage.database import Database
from storage.errors import BackupUnusable, StorageError
from storage.instance import next_revisions
from storage.portable.tables import tables_of_schema
from storage.schema import Table


async def test_backup_comes_back_on_either_database(
    filled: Database, target_url: str, tmp_path: Path
) -> None:
    """Every table with every value: nulls, documents, instants, truth."""
    manifest = await back_up(filled, tmp_path / "a.zip", NOON, quiet)
    assert {each.table.name for each in manifest.tables} == set(Table.metadata.tables)
    await restore(tmp_path / "a.zip", target_url, replaces=False, told=quiet)
    before, after = await content_of(filled), await opened_content(target_url)
    assert plain(after) == plain(before)
    types = [[type(cell) for cell in row] for rows in plain(after).values() for row in rows]
    assert types == [[type(cell) for cell in row] for rows in plain(before).values() for row in rows]


async def test_backup_is_one_moment_whoever_writes_meanwhile(database: Database, tmp_path: Path) -> None:
    """What is written while it is made is in it wholly or not at all."""
    async with database.transaction() as session:
        await next_revisions(session, 1)

    def write_beside(name: str, _rows: int) -> None:
        written.append(asyncio.ensure_future(write()))

    async def write() -> None:
        async with database.transaction() as session:
            await next_revisions(session, 1)

    written: list[asyncio.Task[None]] = []
    await back_up(database, tmp_path / "a.zip", NOON, write_beside)
    await asyncio.gather(*written)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        columns = next(
            [name for name, _ in each["columns"]]
            for each in json.loads(archive.read("manifest.json"))["tables"]
            if each["name"] == "instance"
        )
        (row,) = map(json.loads, archive.read("tables/instance.jsonl").splitlines())
    assert (dict(zip(columns, row, strict=True))["revision"], len(written) > 10) == (1, True)


async def test_backup_is_for_its_owner_alone(in_file: Database, tmp_path: Path) -> None:
    """It holds what people follow; the password of the database is not in it."""
    await back_up(in_file, tmp_path / "deep" / "a.zip", NOON, quiet)
    assert stat.S_IMODE((tmp_path / "deep" / "a.zip").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["a.zip"]


async def test_backup_never_takes_the_place_of_a_file(in_file: Database, tmp_path: Path) -> None:
    """Nor does it begin where it cannot be written."""
    (tmp_path / "a.zip").write_bytes(b"yesterday's")
    with pytest.raises(BackupUnusable, match=r"a\.zip exists already"):
        await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    with pytest.raises(BackupUnusable, match=r"cannot be written"):
        await back_up(in_file, tmp_path / "a.zip" / "b.zip", NOON, quiet)
    assert (tmp_path / "a.zip").read_bytes() == b"yesterday's"


async def test_damaged_database_is_not_backed_up(in_file: Database, tmp_path: Path) -> None:
    """A copy of damage would push good backups out."""
    await asyncio.to_thread(_lose_a_parent, tmp_path / "chenbao.db")
    with pytest.raises(StorageError, match="damaged"):
        await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    assert not (tmp_path / "a.zip").exists()


def _lose_a_parent(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM chats WHERE id = 1")  # without PRAGMA foreign_keys
    connection.commit()
    connection.close()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=odd_rows(2))
async def test_odd_values_are_read_as_they_were_written(database: Database, rows: Rows) -> None:
    """On both databases, so that they stay what they are on the way from one to the other."""
    async with database.migrating() as connection:
        for table in reversed(tables_of_schema()):
            await connection.execute(delete(table.clause))
    await fill(database, rows)
    assert await content_of(database) == rows
