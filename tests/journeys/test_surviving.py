"""The bot is killed, restarted, started twice; nobody loses anything."""

import subprocess
import sys
from pathlib import Path

import httpx
from processes import Started
from running_bot import ROOT, RunningBot, free_port, running_bot
from sandbox_driver import ALICE, XIAOLIN, SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN


def bot_texts(people: SandboxDriver) -> list[str]:
    """All that the bot wrote to 小林, oldest first."""
    return [one["text"] for one in people.messages(XIAOLIN) if one["from"]["is_bot"]]


def answered(people: SandboxDriver, words: str) -> str:
    """The bot's message with `words` in it, once it is there."""
    return eventually(lambda: next((text for text in bot_texts(people) if words in text), None))


def follow_agents(people: SandboxDriver) -> None:
    """小林 follows 智能体 at 08:00 in Beijing."""
    people.send(XIAOLIN, XIAOLIN, "/settings Asia/Shanghai")
    answered(people, "08:00")
    people.send(XIAOLIN, XIAOLIN, "订阅 智能体")
    answered(people, "订阅「智能体」？")
    preview = people.messages(XIAOLIN)[-1]
    [follow] = preview["reply_markup"]["inline_keyboard"][0]
    people.tap(XIAOLIN, XIAOLIN, preview["message_id"], follow["callback_data"])
    answered(people, "已订阅「智能体」")


def refused_run(folder: Path, url: str) -> subprocess.CompletedProcess[str]:
    """A run on `folder`, with the sandbox's port at `url`, that must end by itself."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "CHENBAO_SANDBOX_PORT": url.rpartition(":")[2]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    return ended


def test_command_sent_while_the_bot_is_dead_is_answered_when_it_is_back(
    running: RunningBot, people: SandboxDriver
) -> None:
    """kill -9 loses neither the sandbox nor what people write meanwhile."""
    running.kill()
    people.send(XIAOLIN, XIAOLIN, "订阅 智能体")
    running.start()
    answered(people, "订阅「智能体」？")


def test_digest_due_while_the_bot_was_dead_arrives_once(running: RunningBot, people: SandboxDriver) -> None:
    """A morning that passes without the bot is made up for, and not again at the next start."""
    follow_agents(people)
    running.kill()
    people.next_morning()
    running.start()
    answered(people, "晨报 ·")
    assert running.stop() == 0  # a kill right now could have what has just arrived sent once more
    running.start()
    people.send(XIAOLIN, XIAOLIN, "帮助")
    answered(people, "怎么用")
    assert sum("晨报 ·" in text for text in bot_texts(people)) == 1


def test_flooded_digest_holds_up_nobody_else(running: RunningBot, people: SandboxDriver) -> None:
    """While one chat's digest must wait a minute, another reader is answered at once."""
    follow_agents(people)
    people.fault("error", method="sendMessage", chat_id=XIAOLIN, error_code=429, retry_after=60, times=1)
    people.next_morning()
    eventually(lambda: any(call["fault"] for call in people.calls("sendMessage")))
    people.send(ALICE, ALICE, "/help")
    eventually(lambda: any(one["from"]["is_bot"] for one in people.messages(ALICE)))


def test_moved_clock_and_data_survive_a_restart(tmp_path: Path) -> None:
    """A stopped bot comes back on the same day, with its chats and topics."""
    with running_bot(tmp_path, Started) as bot:
        people = SandboxDriver(bot.url, TOKEN)
        follow_agents(people)
        people.next_morning()
        answered(people, "晨报 ·")
        before = people.state()["clock"]["offset_seconds"]
        assert bot.stop() == 0
        bot.start()
        assert people.state()["clock"]["offset_seconds"] == before
        people.send(XIAOLIN, XIAOLIN, "主题")
        answered(people, "我的主题（1）")
        people.client.close()


def test_sandbox_that_ended_comes_back_with_its_chats(running: RunningBot, people: SandboxDriver) -> None:
    """Whoever stopped it, people can go on where they were."""
    follow_agents(people)
    running.stop_sandbox()
    people.client.close()
    again = SandboxDriver(running.url, TOKEN)
    eventually(lambda: is_up(again))
    again.send(XIAOLIN, XIAOLIN, "主题")
    answered(again, "我的主题（1）")
    again.client.close()


def is_up(people: SandboxDriver) -> bool:
    try:
        return people.client.get("/sandbox/clock").is_success
    except httpx.TransportError:
        return False


def test_second_run_on_the_same_file_refuses_with_the_way_out(running: RunningBot, tmp_path: Path) -> None:
    """Two processes never work on one SQLite file, whatever port the second has."""
    for url in (running.url, f"http://127.0.0.1:{free_port()}"):
        second = refused_run(tmp_path, url)
        assert "another chenbao runs on" in second.stderr
        assert "CHENBAO_DATABASE_URL" in second.stderr
        assert "sandbox" not in second.stderr.replace("data/sandbox", "")


def test_sandbox_of_another_folder_is_left_alone(running: RunningBot, tmp_path: Path) -> None:
    """A second instance on the same port refuses rather than talk to strangers' chats."""
    other = tmp_path / "other"
    other.mkdir()
    refused = refused_run(other, running.url)
    assert "serves the sandbox of" in refused.stderr
    assert "CHENBAO_SANDBOX_PORT" in refused.stderr


def test_proxies_of_the_environment_never_count(tmp_path: Path) -> None:
    """A SOCKS proxy that nobody serves and an HTTP proxy leave the sandbox reachable."""
    proxies = {"ALL_PROXY": "socks5://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    with running_bot(tmp_path, Started, **proxies) as bot:
        people = SandboxDriver(bot.url, TOKEN)
        people.send(XIAOLIN, XIAOLIN, "帮助")
        answered(people, "怎么用")
        people.client.close()


def test_token_never_appears_in_the_log(running: RunningBot, people: SandboxDriver) -> None:
    """Not even the sandbox's own token, whatever was logged while it worked."""
    people.send(XIAOLIN, XIAOLIN, "帮助")
    answered(people, "怎么用")
    assert TOKEN.partition(":")[2] not in running.log()
