"""A move brings everything to the other database, survives being killed, and leaves no two in use."""

import signal
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from backups import quiet
from command_line import forked
from databases import copied, postgresql_url
from odd_databases import ROWS, Rows, content_of, fill, some_odd_rows
from sqlalchemy import update

from bot.opening import opened_database
from bot.settings import Settings
from storage.database import Database
from storage.errors import DatabaseInUse, DatabaseMoved, DatabaseNotEmpty, StorageError
from storage.holding import Purpose, held
from storage.instance import instance_of
from storage.moving import move, undo_move
from storage.schema import ChatRow, Table
from storage.upgrading import upgrade


@pytest.fixture(params=["sqlite to postgresql", "postgresql to sqlite"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[tuple[str, str]]:
    """A database with this program's schema and an empty one, in both directions."""
    server, file = request.getfixturevalue("postgresql_server"), tmp_path / "chenbao.db"
    if request.param.startswith("sqlite"):
        with postgresql_url(server) as url:
            yield copied(request.getfixturevalue("migrated_file"), file), url
    else:
        with postgresql_url(server, request.getfixturevalue("migrated_template")) as url:
            yield url, f"sqlite:///{file}"


@pytest.fixture(scope="session")
def rows() -> Rows:
    """Rows in every table."""
    return some_odd_rows()


@pytest.fixture
async def origin(urls: tuple[str, str], rows: Rows) -> AsyncGenerator[Database]:
    """The old database, with rows in every table."""
    opened = Database(urls[0])
    await fill(opened, rows)
    yield opened
    await opened.close()


@pytest.fixture
async def target(urls: tuple[str, str]) -> AsyncGenerator[Database]:
    """The new database, empty."""
    opened = Database(urls[1])
    yield opened
    await opened.close()


def of_the_move(content: dict[str, list[list[object]]]) -> dict[str, list[list[object]]]:
    """All but the mark that a move leaves on the old database."""
    place = list(Table.metadata.tables["instance"].columns.keys()).index("relocation")
    return content | {"instance": [row[:place] + row[place + 1 :] for row in content["instance"]]}


async def test_everything_arrives_in_both_directions(origin: Database, target: Database) -> None:
    """All tables with all values, the identity too, so that the index goes on."""
    before = await content_of(origin)
    moved = await move(origin, target, replaces=False, told=quiet)
    assert of_the_move(await content_of(target)) == of_the_move(before)
    assert moved.rows == {name: 1 if name == "instance" else ROWS for name in Table.metadata.tables}


async def test_old_database_is_used_no_more_and_tells_where_to_go(origin: Database, target: Database) -> None:
    """Nor does a second move begin from it; the new one is used as ever."""
    await move(origin, target, replaces=False, told=quiet)
    settings = Settings(database_url=origin.url.render_as_string(hide_password=False))
    with pytest.raises(DatabaseMoved, match=r"moved to .*CHENBAO_DATABASE_URL.*--undo"):
        async with opened_database(settings):
            raise AssertionError
    with pytest.raises(DatabaseMoved, match="already"):
        await move(origin, target, replaces=True, told=quiet)
    async with opened_database(
        Settings(database_url=target.url.render_as_string(hide_password=False))
    ) as opened:
        assert len((await content_of(opened))["chats"]) == ROWS


async def test_move_can_be_undone(origin: Database, target: Database) -> None:
    """The old state is used again, with an index of its own."""
    async with origin.transaction() as session:
        before = await instance_of(session)
    await move(origin, target, replaces=False, told=quiet)
    assert (await undo_move(origin), await undo_move(origin)) == (True, False)
    async with origin.transaction() as session:
        after = await instance_of(session)
    assert (after.revision, after.identity == before.identity) == (before.revision, False)


async def test_data_goes_there_and_back(origin: Database, target: Database) -> None:
    """Back over what was left behind only if that is said."""
    await move(origin, target, replaces=False, told=quiet)
    before = await content_of(target)
    with pytest.raises(DatabaseNotEmpty, match="--replace"):
        await move(target, origin, replaces=False, told=quiet)
    await move(target, origin, replaces=True, told=quiet)
    assert await content_of(origin) == before


async def test_an_empty_database_replaces_nothing(origin: Database, target: Database) -> None:
    """Whoever names the wrong one with --replace keeps what is there."""
    await upgrade(target)
    before = await content_of(origin)
    with pytest.raises(StorageError, match="CHENBAO_DATABASE_URL"):
        await move(target, origin, replaces=True, told=quiet)
    assert await content_of(origin) == before


async def test_nothing_is_moved_while_a_bot_runs_on_either(origin: Database, target: Database) -> None:
    """What it writes meanwhile would be lost."""
    for used in (origin, target):
        other = Database(used.url.render_as_string(hide_password=False))
        async with held(other, Purpose.RUN):
            with pytest.raises(DatabaseInUse, match="stop it first"):
                await move(origin, target, replaces=False, told=quiet)
        await other.close()
    with pytest.raises(StorageError, match="in use now"):
        await move(origin, origin, replaces=True, told=quiet)


async def test_rows_that_arrived_otherwise_are_noticed(
    urls: tuple[str, str], origin: Database, target: Database, tmp_path: Path
) -> None:
    """Neither database is used; giving up brings the old one back."""
    environment = {"CHENBAO_DATABASE_URL": urls[0], "CHENBAO_TELEGRAM_TOKEN": "1:x"}
    environment |= {"CHENBAO_DATA_DIR": str(tmp_path / "data")}
    forked(["move", "--to", urls[1]], tmp_path, CHENBAO_STOP_AT="moving.left", **environment)
    async with target.transaction() as session:
        await session.execute(update(ChatRow).where(ChatRow.id == 1).values(title="changed"))
    failed = forked(["move", "--to", urls[1]], tmp_path, **environment)
    assert failed.returncode == 1
    assert f"chats has {ROWS} rows in".encode() in failed.stderr
    assert await undo_move(origin)


@pytest.mark.parametrize("place", ["moving.begun", "moving.copied:9", "moving.left"])
async def test_killed_move_goes_on_where_it_was(
    urls: tuple[str, str], rows: Rows, place: str, tmp_path: Path
) -> None:
    """In between neither database is used; afterwards all is there, once."""
    environment = {"CHENBAO_DATABASE_URL": urls[0], "CHENBAO_TELEGRAM_TOKEN": "1:x"}
    environment |= {"CHENBAO_DATA_DIR": str(tmp_path / "data")}
    origin = Database(urls[0])
    await fill(origin, rows)
    before = await content_of(origin)
    await origin.close()
    killed = forked(["move", "--to", urls[1]], tmp_path, CHENBAO_STOP_AT=place, **environment)
    assert killed.returncode == -signal.SIGKILL
    for url in urls:
        with pytest.raises(DatabaseMoved, match="chenbao move --to"):
            async with opened_database(Settings(database_url=url)):
                raise AssertionError
    finished = forked(["move", "--to", urls[1]], tmp_path, **environment)
    assert (finished.returncode, finished.stderr) == (0, b"")
    assert b"went on with an interrupted move" in finished.stdout
    target = Database(urls[1])
    assert of_the_move(await content_of(target)) == of_the_move(before)
    await target.close()


async def test_given_up_move_begins_anew(urls: tuple[str, str], rows: Rows, tmp_path: Path) -> None:
    """What was written to the old database meanwhile arrives, too."""
    environment = {"CHENBAO_DATABASE_URL": urls[0], "CHENBAO_TELEGRAM_TOKEN": "1:x"}
    environment |= {"CHENBAO_DATA_DIR": str(tmp_path / "data")}
    origin = Database(urls[0])
    await fill(origin, rows)
    forked(["move", "--to", urls[1]], tmp_path, CHENBAO_STOP_AT="moving.copied:9", **environment)
    assert forked(["move", "--undo"], tmp_path, **environment).returncode == 0
    async with origin.transaction() as session:
        await session.execute(update(ChatRow).where(ChatRow.id == 1).values(title="changed"))
    assert forked(["move", "--to", urls[1]], tmp_path, **environment).returncode == 0
    target = Database(urls[1])
    assert of_the_move(await content_of(target)) == of_the_move(await content_of(origin))
    await target.close()
    await origin.close()
