"""`chenbao doctor` as an operator types it: each trouble in a line of its own, with its remedy."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from command_line import Chenbao, forked
from digest_files import ATTENTION, summary, write
from filelock import FileLock
from kept_deliveries import keep_delivery

from bot import doctor
from storage.database import Database
from storage.records import MessageState
from storage.sending_pauses import StopReason, stop_sending
from storage.upgrading import downgrade

pytestmark = pytest.mark.usefixtures("own_place")
URL = "sqlite:///data/sandbox/chenbao.db"


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database with a paper, an index, and an inbox, to be copied."""
    folder = tmp_path_factory.mktemp("furnished")
    write(folder, "good.md", summary("2026-03-01", (*ATTENTION[:2], "注意力。")))
    (folder / "data/sandbox/inbox").mkdir(parents=True)
    done = forked(["ingest", "good.md"], folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(autouse=True)
def place(own_place: None, furnished: Path, tmp_path: Path) -> None:
    """What is looked at is the test's own."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)


def found(chenbao: Chenbao) -> dict[str, tuple[str, str]]:
    """Health and words of each check."""
    result = chenbao("doctor", "--json")
    told = {
        one["check"]: (one["health"], f"{one['told']}; {one['remedy']}") for one in json.loads(result.stdout)
    }
    assert result.exit_code == (1 if "fail" in {health for health, _ in told.values()} else 0)
    return told


def changed(work: Any) -> None:
    async def change() -> None:
        database = Database(URL)
        async with database.transaction() as session:
            await work(session)
        await database.close()

    asyncio.run(change())


def test_healthy_bot_has_nothing_that_failed(chenbao: Chenbao) -> None:
    """A line for each thing, ok first."""
    lines = chenbao("doctor").stdout.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "warn"}
    told = found(chenbao)
    for name in ("settings", "disk", "inbox", "database", "database log", "index", "sending", "messages"):
        assert told[name][0] == "ok", name
    assert told["bot"][0] == "warn"
    assert told["sources"][1].startswith("no news came in the last 30 days; papers that can be searched: 1; ")
    assert "name sources in chenbao.toml" in told["sources"][1]


def test_running_bot_is_seen(chenbao: Chenbao) -> None:
    """And that it does not send is, too, where it should."""
    with FileLock("data/sandbox/chenbao.db.run.lock", thread_local=False):
        assert found(chenbao)["bot"] == ("ok", "1 running, with nothing to send; None")
        changed(lambda session: keep_delivery(session, {}))
        assert "none sends" in found(chenbao)["bot"][1]


def test_what_stands_in_the_way_of_messages_is_told(chenbao: Chenbao) -> None:
    """Sending that was stopped is a failure, dead letters are news."""
    dead = {"state": MessageState.DEAD, "error": "x"}
    changed(lambda session: keep_delivery(session, dead))
    assert found(chenbao)["messages"] == (
        "warn",
        "1 dead, 0 waiting; `chenbao deliveries list --state dead` shows why",
    )
    changed(lambda session: stop_sending(session, StopReason.CHATS_GONE))
    assert found(chenbao)["sending"] == (
        "fail",
        "stopped: chats gone; when that is mended: `chenbao deliveries resume`",
    )


def test_index_that_is_missing_or_behind_is_told(chenbao: Chenbao, tmp_path: Path) -> None:
    """With what builds it."""
    with FileLock(tmp_path / "data/sandbox/index/writer.lock", thread_local=False):
        write(tmp_path, "later.md", summary("2026-03-02", ("2507.19849", "A", "乙。")))
        chenbao("ingest", "later.md")
        assert "1 changes behind" in found(chenbao)["index"][1]
    shutil.rmtree(tmp_path / "data/sandbox/index")
    assert "chenbao reindex" in found(chenbao)["index"][1]


def test_quarantine_and_missing_inbox_are_told(chenbao: Chenbao, tmp_path: Path) -> None:
    """By their folders."""
    folder = tmp_path / "data/sandbox/inbox/quarantine"
    folder.mkdir()
    (folder / "bad.md.reason.txt").write_text("why")
    health, told = found(chenbao)["inbox"]
    assert (health, "1 in quarantine" in told) == ("warn", True)
    shutil.rmtree(tmp_path / "data/sandbox/inbox")
    assert "does not exist" in found(chenbao)["inbox"][1]


def test_database_of_another_time_is_told(chenbao: Chenbao) -> None:
    """Older is brought up to date by the bot and not by the doctor; unknown is a failure."""

    async def older() -> None:
        database = Database(URL)
        await downgrade(database, "0006")
        await database.close()

    asyncio.run(older())
    assert "is at migration 0006" in found(chenbao)["database"][1]
    assert found(chenbao)["database"][0] == "warn"

    async def newer(session: Any) -> None:
        await (await session.connection()).exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    changed(newer)
    assert found(chenbao)["database"] == (
        "fail",
        "it is at migration 9999, which this program does not know; update the program, or restore a backup",
    )


def test_damaged_or_foreign_file_is_told(chenbao: Chenbao, tmp_path: Path) -> None:
    """Without a traceback."""
    path = tmp_path / "data/sandbox/chenbao.db"
    for beside in path.parent.glob("chenbao.db-*"):
        beside.unlink()
    path.write_bytes(b"no database " * 1000)
    assert found(chenbao)["database"][0] == "fail"


def test_database_that_was_left_is_told(chenbao: Chenbao) -> None:
    """With where the data went."""
    assert chenbao("move", "--to", "sqlite:///data/new.db").exit_code == 0
    health, told = found(chenbao)["database"]
    assert (health, "moved to data/new.db" in told) == ("fail", True)


def test_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Before nothing can be recorded any more, and then."""
    for free, expected in ((5_000_000_000, "ok"), (500_000_000, "warn"), (5_000_000, "fail")):
        usage = shutil.disk_usage(tmp_path)._replace(free=free)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, usage=usage: usage)
        assert doctor._disk(tmp_path / "not" / "there").health == expected


def test_unreachable_telegram_is_a_failure_without_the_token(
    chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both forms."""
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKEN", "123456:a-secret")
    monkeypatch.setenv("CHENBAO_TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("CHENBAO_DATABASE_URL", URL)
    assert found(chenbao)["api address: TCP"][0] == "fail"
    shown = chenbao("doctor")
    assert (shown.exit_code, "a-secret" in shown.output) == (1, False)
