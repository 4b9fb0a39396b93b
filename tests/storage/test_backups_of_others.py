"""A backup by an older program is brought up to date, a newer one refused, and PostgreSQL takes what it can hold."""

import hashlib
import json
import math
import zipfile
from pathlib import Path

import pytest
from backups import opened_content, quiet, rewritten
from databases import postgresql_url
from odd_databases import content_of
from recording import NOON
from sqlalchemy import Connection, inspect, select

from storage.backup import back_up, restore
from storage.chats import chat_by_telegram_id, remember_chat
from storage.database import Database
from storage.errors import BackupUnusable
from storage.records import ChatType, Language
from storage.schema import Table, UpdateRow
from storage.updates import StoredUpdate, store_updates
from storage.upgrading import upgrade


async def test_backup_of_an_older_program_is_migrated(
    in_file: Database, target_url: str, tmp_path: Path
) -> None:
    """It goes into the tables of its own time, and then through the same migrations as any database."""
    await back_up(in_file, tmp_path / "new.zip", NOON, quiet)
    before = await content_of(in_file)
    older = Database(f"sqlite:///{tmp_path / 'older.db'}")
    await upgrade(older, "0005")
    async with older.migrating() as connection:
        columns = await connection.run_sync(_columns)
    await older.close()
    _make_older(tmp_path / "new.zip", tmp_path / "old.zip", columns)
    await restore(tmp_path / "old.zip", target_url, replaces=False, told=quiet)
    after = await opened_content(target_url)
    assert after["papers"] == before["papers"]
    assert after["alerts"] == []
    names = list(Table.metadata.tables["chats"].columns.keys())
    assert {row[names.index("empty_days")] for row in after["chats"]} == {"some"}


def _columns(connection: Connection) -> dict[str, set[str]]:
    inspector = inspect(connection)
    return {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }


def _make_older(source: Path, target: Path, columns: dict[str, set[str]]) -> None:
    """As migration 0005 would have been backed up, which had these columns."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        manifest["migration"] = "0005"
        manifest["tables"] = [each for each in manifest["tables"] if each["name"] in columns]
        for table in manifest["tables"]:
            names = [name for name, _ in table["columns"]]
            kept = [place for place, name in enumerate(names) if name in columns[table["name"]]]
            rows = [json.loads(line) for line in old.read(f"tables/{table['name']}.jsonl").splitlines()]
            if table["name"] == "messages":
                rows = [row for row in rows if row[names.index("delivery_id")] is not None]
            lines = b"".join(json.dumps([row[place] for place in kept]).encode() + b"\n" for row in rows)
            table |= {"rows": len(rows), "sha256": hashlib.sha256(lines).hexdigest()}
            table["columns"] = [table["columns"][place] for place in kept]
            new.writestr(f"tables/{table['name']}.jsonl", lines)
        new.writestr("manifest.json", json.dumps(manifest))


async def test_backup_of_a_newer_program_is_refused(in_file: Database, tmp_path: Path) -> None:
    """Before anything is touched; the remedy is named."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        manifest = json.loads(archive.read("manifest.json")) | {"migration": "9999"}
    rewritten(tmp_path / "a.zip", tmp_path / "newer.zip", manifest=json.dumps(manifest).encode())
    with pytest.raises(BackupUnusable, match=r"9999.*update the program"):
        await restore(tmp_path / "newer.zip", f"sqlite:///{tmp_path}/n.db", replaces=True, told=quiet)
    assert not (tmp_path / "n.db").exists()


async def test_signs_that_postgresql_cannot_hold_become_others(
    postgresql_server: str, tmp_path: Path
) -> None:
    """U+0000 and halves of pairs, in texts and documents; nothing else, and it counts as the same."""
    origin = Database(f"sqlite:///{tmp_path / 'chenbao.db'}")
    await upgrade(origin)
    async with origin.transaction() as session:
        await remember_chat(
            session, 7, type=ChatType.PRIVATE, title="a\0b晨", language=Language.EN, maximum=5, now=NOON
        )
        update_ = StoredUpdate(1, 7, {"t\0": "\ud83e x", "n": [1e20, math.inf, 1.0]})
        await store_updates(session, [update_], NOON)
    await back_up(origin, tmp_path / "a.zip", NOON, quiet)
    await origin.close()
    with postgresql_url(postgresql_server) as url:
        await restore(tmp_path / "a.zip", url, replaces=False, told=quiet)
        database = Database(url)
        async with database.reading() as session:
            chat = await chat_by_telegram_id(session, 7)
            content = await session.scalar(select(UpdateRow.content))
        await database.close()
    assert chat is not None
    assert chat.title == "a\ufffdb晨"
    assert content is not None
    assert content["n"] == [1e20, None, 1.0]
    assert list(content) == ["n", "t\ufffd"]
    assert content["t\ufffd"].endswith("\ufffd x")
