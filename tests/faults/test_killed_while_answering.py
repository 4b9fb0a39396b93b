"""kill -9 between a person's words and the bot's answer: the words count once, the answer comes."""

import contextlib
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_bot import RunningBot, running_bot
from sandbox_driver import XIAOLIN, SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN
from storage.updates import MAXIMUM_ATTEMPTS

COPIES = {
    "receiving.fetched": 1,
    "receiving.stored": 1,
    "handling.uncommitted": 1,
    "handling.committed": 1,
    "handling.answered": 2,
}
"""How often the answer comes if the process dies there: its arrival is unknown only at the last."""


@pytest.fixture
def stopped(tmp_path: Path) -> Iterator[RunningBot]:
    """A bot that ran before and does not run now, with its sandbox."""
    with running_bot(tmp_path) as bot:
        bot.kill()
        yield bot


@pytest.fixture
def people(stopped: RunningBot) -> Iterator[SandboxDriver]:
    driver = SandboxDriver(stopped.url, TOKEN)
    yield driver
    driver.client.close()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What the bot's database says."""
    with contextlib.closing(sqlite3.connect(folder / "data" / "sandbox" / "chenbao.db")) as connection:
        return connection.execute(query).fetchall()


def said(people: SandboxDriver, words: str) -> int:
    """How many messages of the bot to 小林 have these words."""
    return sum(words in one["text"] for one in people.messages(XIAOLIN) if one["from"]["is_bot"])


def all_over(folder: Path) -> bool:
    return not rows(folder, "SELECT id FROM updates WHERE state NOT IN ('answered', 'dropped')")


@pytest.mark.parametrize("point", COPIES)
def test_command_counts_once_wherever_the_process_dies(
    stopped: RunningBot, people: SandboxDriver, tmp_path: Path, point: str
) -> None:
    """What it changes is there once, and its answer once, or twice where nobody can know."""
    stopped.start(CHENBAO_STOP_AT=point)
    people.send(XIAOLIN, XIAOLIN, "订阅 智能体")
    assert stopped.wait_for_end() == -signal.SIGKILL
    stopped.start()
    eventually(lambda: said(people, "订阅「智能体」？") == COPIES[point])
    people.send(XIAOLIN, XIAOLIN, "帮助")
    eventually(lambda: said(people, "怎么用"))
    eventually(lambda: all_over(tmp_path))
    assert said(people, "订阅「智能体」？") == COPIES[point]
    assert said(people, "怎么用") == 1
    assert rows(tmp_path, "SELECT count(*) FROM drafts") == [(1,)]


def test_answer_is_lost_twice_at_most(stopped: RunningBot, people: SandboxDriver, tmp_path: Path) -> None:
    """A process that dies again over the same answer does not send a third copy."""
    people.send(XIAOLIN, XIAOLIN, "帮助")
    for _ in range(2):
        stopped.tries_to_start(CHENBAO_STOP_AT="handling.answered")
        assert stopped.wait_for_end() == -signal.SIGKILL
    stopped.start()
    eventually(lambda: all_over(tmp_path))
    assert said(people, "怎么用") == 2


def test_update_that_ends_every_process_is_given_up(
    stopped: RunningBot, people: SandboxDriver, tmp_path: Path
) -> None:
    """After a few tries it is told in the log, its reader hears of it, and others were not harmed."""
    people.send(XIAOLIN, XIAOLIN, "订阅 智能体")
    for _ in range(MAXIMUM_ATTEMPTS):
        stopped.tries_to_start(CHENBAO_STOP_AT="handling.uncommitted")
        assert stopped.wait_for_end() == -signal.SIGKILL
    stopped.start()
    eventually(lambda: said(people, "抱歉，刚才出错了"))
    people.send(XIAOLIN, XIAOLIN, "帮助")
    eventually(lambda: said(people, "怎么用"))
    assert "update.given-up" in stopped.log()
    assert said(people, "抱歉，刚才出错了") == 1
    assert rows(tmp_path, "SELECT count(*) FROM drafts") == [(0,)]


@pytest.mark.parametrize("point", ["handling.uncommitted", "handling.committed"])
def test_a_chat_is_deleted_as_a_whole_wherever_the_process_dies(
    stopped: RunningBot, people: SandboxDriver, tmp_path: Path, point: str
) -> None:
    """Before the commit nothing is deleted, after the next start everything is, and its reader hears so once."""
    stopped.start()
    people.send(XIAOLIN, XIAOLIN, "/forget")
    eventually(lambda: said(people, "要删除这里的全部数据吗？"))
    stopped.kill()
    question = people.messages(XIAOLIN)[-1]
    erase = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    stopped.start(CHENBAO_STOP_AT=point)
    people.tap(XIAOLIN, XIAOLIN, question["message_id"], erase)
    assert stopped.wait_for_end() == -signal.SIGKILL
    is_done = point == "handling.committed"
    assert rows(tmp_path, "SELECT count(*) FROM chats") == [(0 if is_done else 1,)]
    stopped.start()
    eventually(lambda: said(people, "全部删除了"))
    eventually(lambda: all_over(tmp_path))
    assert said(people, "全部删除了") == 1
    assert rows(tmp_path, "SELECT count(*) FROM chats") == [(0,)]
    assert rows(tmp_path, "SELECT count(*), max(content) FROM updates") == [(1, "{}")]
