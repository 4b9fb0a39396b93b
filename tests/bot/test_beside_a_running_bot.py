"""Every command beside a bot that runs: it works, or says what to do."""

import asyncio
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from command_line import Chenbao, forked
from digest_files import ATTENTION, summary, write
from filelock import FileLock
from readers import reader
from typer.main import get_command

from bot.cli import app
from storage.database import Database

WORKING = {
    "ingest": ["good.md"],
    "search": ["attention"],
    "show": ["1706.03762"],
    "formats": ["good.md"],
    "learn": [],
    "glossary": ["list"],
    "deliveries": ["list"],
    "doctor": [],
    "backup": [],
    "chats": ["export", "5"],
    "acts": [],
    "sources": [],
    "reparse": [],
    "retry": [],
}
REFUSING = {
    "run": ([], "stop it first"),
    "restore": (["a.zip", "--replace"], "stop it first"),
    "move": (["--to", "sqlite:///other.db"], "stop it first"),
    "reindex": ([], "start it again"),
    "backfill": (["nowhere", "--from", "2026-03-01"], "no source is named nowhere"),
}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a source, a paper, a backup and a reader, to be copied: making it takes longer than the tests."""
    folder = tmp_path_factory.mktemp("furnished")
    write(folder, "good.md", summary("2026-03-01", (*ATTENTION[:2], "注意力。")))
    write(folder, "chenbao.toml", b'[[sources]]\nkind = "folder"\nname = "further"\npath = "further"\n')
    for arguments in (["ingest", "good.md"], ["backup", "a.zip"]):
        done = forked(arguments, folder, CHENBAO_TELEGRAM_TOKEN="123456:a-secret")
        assert done.returncode == 0, done.stderr
    asyncio.run(known_reader(folder))
    return folder


@pytest.fixture(autouse=True)
def beside_a_bot(
    own_place: None, furnished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Generator[None]:
    """What a bot with a token holds while it runs: its database, and the place of the index's writer."""
    monkeypatch.setenv("CHENBAO_TELEGRAM_TOKEN", "123456:a-secret")
    monkeypatch.setenv("CHENBAO_TELEGRAM_API_URL", "http://127.0.0.1:9")
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    with (
        FileLock("data/chenbao.db.run.lock", thread_local=False),
        FileLock("data/index/writer.lock", thread_local=False),
    ):
        yield


async def known_reader(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'data' / 'chenbao.db'}")
    async with database.transaction() as session:
        await reader(session, 5)
    await database.close()


@pytest.mark.parametrize("command", sorted(WORKING))
def test_command_works_beside_a_running_bot(chenbao: Chenbao, command: str) -> None:
    """Only doctor has something to say: nobody answers at that address."""
    done = chenbao(command, *WORKING[command])
    assert (done.exit_code, done.stderr) == (int(command == "doctor"), "")


@pytest.mark.parametrize("command", sorted(REFUSING))
def test_command_that_wants_the_bot_stopped_says_so(chenbao: Chenbao, command: str) -> None:
    """In one line, with nothing done."""
    arguments, remedy = REFUSING[command]
    refused = chenbao(command, *arguments)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert remedy in refused.stderr.replace("\n", " ")


def test_no_command_is_left_out() -> None:
    """Whoever adds one says here how it gets on with the bot; the sandbox needs no database."""
    assert {*WORKING, *REFUSING, "sandbox"} == set(getattr(get_command(app), "commands", {}))
