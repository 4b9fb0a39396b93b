"""The running bot: start to ready, /search over HTTP, resident size, with all of corpus/ on board."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import SHARED
from processes import Started
from running_bot import ROOT, RunningBot, free_port
from sandbox_driver import XIAOLIN, SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

CORPUS = SHARED / "corpus"
ROUNDS = 100
QUERIES = (
    "强化学习",
    "diffusion model",
    "智能体 记忆",
    '"world model" OR 世界模型',
    "LoRA微调",
    "title:bench",
    "video",
)


def bot_process(folder: Path) -> psutil.Process:
    """The process of the bot whose working folder is `folder`."""
    return next(
        one
        for one in psutil.process_iter(["cmdline", "cwd"])
        if one.info["cwd"] == str(folder) and (one.info["cmdline"] or [])[-1:] == ["run"]
    )


def round_trip(people: SandboxDriver, query: str) -> float:
    """Seconds from a person's message to the bot's answer on the page."""
    last = people.state()["last_event"]
    started = time.perf_counter()
    people.send(XIAOLIN, XIAOLIN, f"/search {query}")
    while True:
        for event in people.events(last):
            last = event["id"]
            if event["type"] == "message" and (event["message"]["from"] or {}).get("is_bot"):
                return time.perf_counter() - started


@pytest.mark.skipif(not CORPUS.exists(), reason="needs the real corpus")
def test_running_bot_with_the_corpus(tmp_path: Path) -> None:
    """Prints a table; fails only where something does not work at all."""
    command = [sys.executable, "-m", "bot", "ingest", str(CORPUS)]
    environment = {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        command, cwd=tmp_path, env=environment, check=False, capture_output=True
    )  # some entries are refused
    bot = RunningBot(tmp_path, free_port(), Started)
    try:
        rows = measured(bot, tmp_path)
    finally:
        bot.stop()
        bot.stop_sandbox()
    print("\n" + "\n".join(f"{name:<44} {value}" for name, value in rows))


def measured(bot: RunningBot, folder: Path) -> list[tuple[str, str]]:
    """What the table says, measured on a bot that is started here."""
    started = time.perf_counter()
    bot.start()
    ready = time.perf_counter() - started
    people = SandboxDriver(bot.url, TOKEN)
    people.send(XIAOLIN, XIAOLIN, "帮助")
    eventually(lambda: [one for one in people.messages(XIAOLIN) if one["from"]["is_bot"]])
    first_answer = time.perf_counter() - started
    for query in QUERIES:
        round_trip(people, query)
    process = bot_process(folder)
    before = sum(process.cpu_times()[:2])
    times = sorted(round_trip(people, QUERIES[number % len(QUERIES)]) * 1_000 for number in range(ROUNDS))
    processor = (sum(process.cpu_times()[:2]) - before) * 1_000 / ROUNDS
    memory = process.memory_info().rss / 1e6
    people.client.close()
    return [
        ("start to ready, sandbox and all", f"{ready:.2f} s"),
        ("start to first answer", f"{first_answer:.2f} s"),
        ("/search round trip over HTTP, p50", f"{statistics.median(times):.1f} ms"),
        ("/search round trip over HTTP, p95", f"{times[int(ROUNDS * 0.95)]:.1f} ms"),
        ("processor time of the bot a /search", f"{processor:.1f} ms"),
        ("resident size after the searches", f"{memory:.0f} MB"),
    ]
