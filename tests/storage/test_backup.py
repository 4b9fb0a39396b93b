"""A backup holds all there is, comes back on either database, and never half."""

import asyncio
import hashlib
import json
import math
import signal
import sqlite3
import stat
import zipfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from command_line import process
from databases import copied, postgresql_url
from hypothesis import HealthCheck, given, settings
from odd_databases import Rows, content_of, fill, odd_rows, some_odd_rows
from recording import NOON
from sqlalchemy import Connection, delete, inspect, select, text, update

from storage.backup import back_up, restore
from storage.chats import chat_by_telegram_id, remember_chat
from storage.database import Database
from storage.errors import BackupUnusable, DatabaseInUse, DatabaseNotEmpty, StorageError
from storage.holding import Purpose, held
from storage.instance import instance_of, next_revisions
from storage.portable.tables import tables_of_schema
from storage.records import ChatType, Language
from storage.schema import ChatRow, Table, UpdateRow
from storage.updates import StoredUpdate, store_updates
from storage.upgrading import upgrade


def quiet(_name: str, _rows: int) -> None:
    """Nobody wants to hear of progress."""


def plain(content: dict[str, list[list[object]]]) -> dict[str, list[list[object]]]:
    """All but what a restore renews: the identity, and processes that send."""
    return {name: rows for name, rows in content.items() if name not in {"instance", "senders"}}


@pytest.fixture(scope="session")
def some_rows() -> Rows:
    """Rows in every table."""
    return some_odd_rows(5)


@pytest.fixture(params=["sqlite", "postgresql"])
def target_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """Another empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored' / 'other.db'}"
    else:
        with postgresql_url(request.getfixturevalue("postgresql_server")) as url:
            yield url


@pytest.fixture
async def in_file(migrated_file: Path, tmp_path: Path, some_rows: Rows) -> AsyncGenerator[Database]:
    """
    A database in one file, with rows in every table.

    What becomes of its backup holds for one of PostgreSQL, for the first test finds no difference.
    """
    opened = Database(copied(migrated_file, tmp_path / "chenbao.db"))
    await fill(opened, some_rows)
    yield opened
    await opened.close()


@pytest.fixture
async def filled(database: Database, some_rows: Rows) -> AsyncGenerator[Database]:
    """A database with rows in every table."""
    await fill(database, some_rows)
    return database


async def opened_content(url: str) -> dict[str, list[list[object]]]:
    """All that stands in the database at `url`."""
    database = Database(url)
    try:
        return await content_of(database)
    finally:
        await database.close()


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


async def test_restored_database_has_an_identity_of_its_own(
    in_file: Database, target_url: str, tmp_path: Path
) -> None:
    """So that the index, which may be ahead of it, is built anew; nobody sends for it yet."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    await restore(tmp_path / "a.zip", target_url, replaces=False, told=quiet)
    target = Database(target_url)
    async with in_file.transaction() as old, target.transaction() as new:
        before, after = await instance_of(old), await instance_of(new)
    content = await content_of(target)
    await target.close()
    assert (after.revision, after.bot_id) == (before.revision, before.bot_id)
    assert after.identity != before.identity
    assert content["senders"] == []


async def test_rows_are_numbered_on_after_a_restore(
    in_file: Database, target_url: str, tmp_path: Path
) -> None:
    """A new chat does not take the number of one that came with the backup."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    await restore(tmp_path / "a.zip", target_url, replaces=False, told=quiet)
    target = Database(target_url)
    async with target.transaction() as session:
        row = ChatRow(
            telegram_id=-1, type="private", title="", language="en", timezone=None, hours=[], weekdays=[],
            maximum=1, waits_for_chinese=False, paused_until=None, empty_days="some", state="active",
            layout="compact", is_silent=False,
            created_at=NOON,
        )  # fmt: skip
        session.add(row)
        await session.flush()
        assert row.id == 6
    await target.close()


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


async def test_full_database_is_replaced_only_if_asked(
    in_file: Database, target_url: str, tmp_path: Path
) -> None:
    """Else the message says how."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    await restore(tmp_path / "a.zip", target_url, replaces=False, told=quiet)
    with pytest.raises(DatabaseNotEmpty, match="--replace"):
        await restore(tmp_path / "a.zip", target_url, replaces=False, told=quiet)
    target = Database(target_url)
    async with target.transaction() as session:
        await session.execute(update(ChatRow).values(title="other"))
    await target.close()
    await restore(tmp_path / "a.zip", target_url, replaces=True, told=quiet)
    assert plain(await opened_content(target_url)) == plain(await content_of(in_file))


async def test_nothing_is_restored_beside_a_bot(in_file: Database, target_url: str, tmp_path: Path) -> None:
    """It would go on with what is no longer there."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    target = Database(target_url)
    async with held(target, Purpose.RUN):
        with pytest.raises(DatabaseInUse, match="stop it first"):
            await restore(tmp_path / "a.zip", target_url, replaces=True, told=quiet)
    await target.close()


def rewritten(source: Path, target: Path, **members: bytes) -> None:
    """A copy of a backup with other members; an empty one is left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = members.get(Path(name).stem, old.read(name))
            if content:
                new.writestr(name, content)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-400]),
        lambda path: path.write_bytes(path.read_bytes()[:300] + b"\0" * 40 + path.read_bytes()[340:]),
        lambda path: path.write_bytes(b"no zip"),
        lambda path: rewritten(_moved(path), path, chats=b'[1, "x"]\n'),
        lambda path: rewritten(_moved(path), path, chats=b""),
        lambda path: rewritten(_moved(path), path, manifest=b"[]"),
        lambda path: rewritten(_moved(path), path, manifest=b'{"format": "other"}'),
        lambda path: path.unlink(),
    ],
    ids=["cut", "flipped", "foreign", "row", "table", "manifest", "format", "missing"],
)  # fmt: skip
async def test_damaged_backup_touches_nothing(in_file: Database, tmp_path: Path, damage: object) -> None:
    """It is read whole before anything is changed."""
    before = await content_of(in_file)
    await back_up(in_file, tmp_path / "bad.zip", NOON, quiet)
    damage(tmp_path / "bad.zip")  # type: ignore[operator]
    with pytest.raises(BackupUnusable, match=r"bad\.zip"):
        await restore(tmp_path / "bad.zip", f"sqlite:///{in_file.path}", replaces=True, told=quiet)
    assert await content_of(in_file) == before


def _moved(path: Path) -> Path:
    return path.rename(path.with_suffix(".old"))


async def test_failure_in_the_middle_leaves_the_old_state(
    in_file: Database, target_url: str, tmp_path: Path
) -> None:
    """Rows that the tables refuse end it, with everything as it was."""
    await back_up(in_file, tmp_path / "good.zip", NOON, quiet)
    await restore(tmp_path / "good.zip", target_url, replaces=False, told=quiet)
    before = await opened_content(target_url)

    def fail(name: str, _rows: int) -> None:
        seen.append(name)
        if len(seen) == len(Table.metadata.tables) + 8:  # all verified, some written
            raise KeyboardInterrupt

    seen: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        await restore(tmp_path / "good.zip", target_url, replaces=True, told=fail)
    assert await opened_content(target_url) == before


@pytest.mark.parametrize("place", ["restoring.filled", "restoring.ready", "restoring.replaced"])
async def test_killed_restore_leaves_one_state_or_the_other(
    in_file: Database, target_url: str, tmp_path: Path, place: str
) -> None:
    """Never a mix; doing it once more ends well."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    target = Database(target_url)
    await upgrade(target)
    async with target.transaction() as session:
        await next_revisions(session, 77)
    before = await content_of(target)
    await target.close()
    environment = {"CHENBAO_DATABASE_URL": target_url, "CHENBAO_TELEGRAM_TOKEN": "1:x"}
    environment |= {"CHENBAO_DATA_DIR": str(tmp_path / "data")}
    asked = ["restore", str(tmp_path / "a.zip")]
    killed = process(asked, CHENBAO_STOP_AT=place, **environment)
    is_done = place == "restoring.replaced" or (not target.is_sqlite and place != "restoring.filled")
    assert killed.returncode == (0 if is_done and not target.is_sqlite else -signal.SIGKILL)
    content = await opened_content(target_url)
    assert plain(content) == plain(await content_of(in_file) if is_done else before)
    assert process([*asked, "--replace"], **environment).returncode == 0
    assert plain(await opened_content(target_url)) == plain(await content_of(in_file))


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


async def test_file_that_is_no_database_any_more_is_replaced(in_file: Database, tmp_path: Path) -> None:
    """That is what backups are for; the damaged one is kept beside."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"lost " * 5_000)
    await restore(tmp_path / "a.zip", f"sqlite:///{broken}", replaces=True, told=quiet)
    assert plain(await opened_content(f"sqlite:///{broken}")) == plain(await content_of(in_file))
    assert (tmp_path / "broken.db.damaged").read_bytes().startswith(b"lost")


async def test_file_that_another_program_has_open_is_not_replaced(in_file: Database, tmp_path: Path) -> None:
    """Its writes would go nowhere."""
    await back_up(in_file, tmp_path / "a.zip", NOON, quiet)
    url = f"sqlite:///{tmp_path / 'open.db'}"
    await restore(tmp_path / "a.zip", url, replaces=False, told=quiet)
    other = Database(url)
    async with other.reading() as session:
        await session.execute(text("SELECT 1 FROM chats"))
        with pytest.raises(DatabaseInUse, match="open"):
            await restore(tmp_path / "a.zip", url, replaces=True, told=quiet)
    await other.close()
    await restore(tmp_path / "a.zip", url, replaces=True, told=quiet)


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
