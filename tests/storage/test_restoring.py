"""A restore takes the place of what is there wholly or not at all, and only where nobody works on it."""

import signal
from pathlib import Path

import pytest
from backups import opened_content, plain, quiet, rewritten
from command_line import forked
from odd_databases import content_of
from recording import NOON
from sqlalchemy import text, update

from storage.backup import back_up, restore
from storage.database import Database
from storage.errors import BackupUnusable, DatabaseInUse, DatabaseNotEmpty
from storage.holding import Purpose, held
from storage.instance import instance_of, next_revisions
from storage.schema import ChatRow, Table
from storage.upgrading import upgrade


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
    killed = forked(asked, tmp_path, CHENBAO_STOP_AT=place, **environment)
    is_done = place == "restoring.replaced" or (not target.is_sqlite and place != "restoring.filled")
    assert killed.returncode == (0 if is_done and not target.is_sqlite else -signal.SIGKILL)
    content = await opened_content(target_url)
    assert plain(content) == plain(await content_of(in_file) if is_done else before)
    assert forked([*asked, "--replace"], tmp_path, **environment).returncode == 0
    assert plain(await opened_content(target_url)) == plain(await content_of(in_file))


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
