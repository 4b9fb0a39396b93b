"""`chenbao chats`: an operator hands a chat's data over, and takes it in elsewhere."""

import asyncio
import json
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from command_line import Chenbao
from databases import copied
from readers import reader, topic
from recording import NOON

from storage.chats import chat_by_telegram_id, destination_of
from storage.database import Database, Session
from storage.records import Language
from storage.topics import topics_of

GROUP = -1_001_000_000_001


@pytest.fixture
def chenbao(
    chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path
) -> Chenbao:
    """Commands on one of two instances, the first unless told."""
    for name in ("one", "other"):
        copied(migrated_file, tmp_path / f"{name}.db")
    monkeypatch.setenv("COLUMNS", "160")
    use(monkeypatch, tmp_path, "one")
    return chenbao


def use(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str) -> None:
    monkeypatch.setenv("CHENBAO_DATABASE_URL", f"sqlite:///{folder / name}.db")


def within(folder: Path, name: str, work: Callable[[Session], Awaitable[object]]) -> object:
    """What some work on an instance's database gives."""

    async def run() -> object:
        database = Database(f"sqlite:///{folder / name}.db")
        async with database.transaction() as session:
            result = await work(session)
        await database.close()
        return result

    return asyncio.run(run())


async def _group(session: Session) -> None:
    chat, destination = await reader(session, GROUP, hours=("07:30",), language=Language.EN)
    await topic(session, destination, "agents", name="Agents")
    await topic(session, await destination_of(session, chat, 7, NOON), "rl", name="RL")


async def _followed(session: Session) -> list[tuple[int, str]]:
    chat = await chat_by_telegram_id(session, GROUP)
    assert chat is not None
    return [
        (thread, one.name)
        for thread in (0, 7)
        for one in await topics_of(session, (await destination_of(session, chat, thread, NOON)).id)
    ]


def test_a_chat_moves_to_another_instance(
    chenbao: Chenbao, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With its settings, its topics and their threads; a second time nothing is new."""
    within(tmp_path, "one", _group)
    exported = chenbao("chats", "export", str(GROUP), "group.json")
    assert exported.exit_code == 0
    assert stat.S_IMODE(Path("group.json").stat().st_mode) == 0o600
    use(monkeypatch, tmp_path, "other")
    told = json.loads(chenbao("chats", "import", "group.json", "--json").stdout)
    assert (told["chat_id"], told["topics"], told["settings"]) == (GROUP, 2, True)
    assert within(tmp_path, "other", _followed) == [(0, "Agents"), (7, "RL")]
    again = chenbao("chats", "import", "group.json")
    assert "command line  chat-imported  -1001000000001" in chenbao("acts").stdout
    assert again.exit_code == 0
    assert "0 topics added, 2 followed before" in again.stdout
    assert "settings left as they are" in again.stdout


def test_without_a_file_it_is_printed(chenbao: Chenbao, tmp_path: Path) -> None:
    """JSON on standard output, and nothing else there."""
    within(tmp_path, "one", _group)
    assert json.loads(chenbao("chats", "export", str(GROUP)).stdout)["chat"]["language"] == "en"


def test_what_cannot_be_done_is_said(chenbao: Chenbao, tmp_path: Path) -> None:
    """An unknown chat, a missing file, a file that is none."""
    (tmp_path / "none.json").write_text("{}")
    for arguments, told in (
        (("export", "5"), "no chat 5"),
        (("import", "missing.json"), "cannot read missing.json"),
        (("import", str(tmp_path / "none.json")), "no exported chat"),
    ):
        result = chenbao("chats", *arguments)
        assert (result.exit_code, told in result.stderr) == (1, True)


def test_an_operator_deletes_a_chat(chenbao: Chenbao, tmp_path: Path) -> None:
    """For a reader who can no longer ask; it tells first what that is."""
    within(tmp_path, "one", _group)
    asked = chenbao("chats", "forget", str(GROUP))
    assert (asked.exit_code, "2 topics, 0 digests" in asked.stdout) == (1, True)
    assert chenbao("chats", "export", str(GROUP)).exit_code == 0
    done = chenbao("chats", "forget", str(GROUP), "--yes")
    assert (done.exit_code, "deleted" in done.stdout) == (0, True)
    assert "no chat" in chenbao("chats", "forget", str(GROUP), "--yes").stderr


def test_who_may_use_the_bot_is_decided_without_telegram(chenbao: Chenbao) -> None:
    """Each decision is an act of the command line."""
    for command, told in (("ban", "banned: 12"), ("allow", "let in: 12"), ("clear", "cleared: 12")):
        assert told in chenbao("chats", command, "12").stdout
    done = [(one["act"], one["subject"]) for one in json.loads(chenbao("acts", "--json").stdout)]
    assert done == [("standing-cleared", "12"), ("let-in", "12"), ("banned", "12")]
