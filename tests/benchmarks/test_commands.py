"""Searches in bulk: a running bot, its sandbox a process of its own, a hundred people who ask at a steady rate."""

import asyncio
import statistics
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from conftest import SHARED
from digest_files import ARPO, ATTENTION, weekly, write
from processes import Started
from running_bot import RunningBot, running_bot
from sandbox_driver import SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

CHATS = 100
SECONDS = 20.0
QUERIES = ("强化学习", "diffusion model", "智能体 记忆", "LoRA微调", "title:bench", "video", "注意力")


def processes(bot: RunningBot) -> dict[str, psutil.Process]:
    """The bot and its sandbox."""
    port = bot.url.rpartition(":")[2]
    found = {"bot": psutil.Process(bot.pid)}
    for one in psutil.process_iter(["cmdline"]):
        if (one.info["cmdline"] or [])[1:5] == ["-m", "bot.sandbox", "--port", port]:
            found["sandbox"] = one
    return found


def processor_seconds(process: psutil.Process) -> float:
    return sum(process.cpu_times()[:2])


def taken_in(folder: Path, bot: RunningBot) -> None:
    """Papers for the searches: real ones where they are, else two of ours."""
    write(folder / "data" / "sandbox" / "inbox", "2026/0223-0227.md", weekly(ARPO, ATTENTION))
    for source in sorted(SHARED.glob("corpus/**/*.md"))[:20]:
        write(folder / "data" / "sandbox" / "inbox", f"own/{source.name}", source.read_bytes())
    eventually(lambda: "digest.ingested" in bot.log())


class Asking:
    """A hundred people who ask, each again as soon as an answer is there."""

    def __init__(self, people: SandboxDriver, ids: list[int]) -> None:
        self._people = people
        self._ids = ids
        self._client = httpx.AsyncClient(base_url=people.url, trust_env=False, timeout=60)
        self.asked: dict[int, list[float]] = {one: [] for one in ids}
        self.answered: dict[int, list[float]] = {one: [] for one in ids}

    async def run(self, per_second: float, seconds: float) -> None:
        """Ask at a steady rate, whatever has been answered, then wait for the last answers."""
        listening = asyncio.create_task(self._listen(self._people.state()["last_event"]))
        begins = time.perf_counter()
        sending: set[asyncio.Task[None]] = set()
        for number in range(int(per_second * seconds)):
            await asyncio.sleep(begins + number / per_second - time.perf_counter())
            task = asyncio.create_task(self._ask(self._ids[number % len(self._ids)], number))
            sending.add(task)
            task.add_done_callback(sending.discard)
        wanted = int(per_second * seconds)
        ends = time.perf_counter() + 60
        while sum(map(len, self.answered.values())) < wanted and time.perf_counter() < ends:  # noqa: ASYNC110 (a look costs nothing, and an event each would)
            await asyncio.sleep(0.05)
        listening.cancel()
        await self._client.aclose()

    async def _ask(self, person: int, number: int) -> None:
        text = f"/search {QUERIES[number % len(QUERIES)]}"
        self.asked[person].append(time.perf_counter())
        await self._client.post("/page/send", json={"chat_id": person, "person_id": person, "text": text})

    async def _listen(self, last: int) -> None:
        while True:
            answer = (await self._client.get("/page/events", params={"after": last})).json()
            now, last = time.perf_counter(), answer["last_event"]
            assert "reset" not in answer
            for event in answer["events"]:
                self._note(event, now)

    def _note(self, event: dict[str, Any], now: float) -> None:
        if event["type"] == "message" and (event["message"].get("from") or {}).get("is_bot"):
            chat = event["chat_id"] if "chat_id" in event else event["message"]["chat"]["id"]
            self.answered[chat].append(now)

    def milliseconds(self) -> list[float]:
        """From each question to its answer: the n-th answer of a chat answers its n-th question."""
        return sorted(
            (end - start) * 1_000
            for one in self._ids
            for start, end in zip(self.asked[one], self.answered[one], strict=True)
        )


@pytest.mark.parametrize("per_second", [25, 50, 100])
def test_searches_of_a_hundred_chats(tmp_path: Path, per_second: int) -> None:
    """Prints a table; all are answered, each chat's in order."""
    with running_bot(tmp_path, Started) as bot:
        people = SandboxDriver(bot.url, TOKEN)
        taken_in(tmp_path, bot)
        ids = people.add_people(CHATS, has_started=True)
        found = processes(bot)
        asyncio.run(warm(people, ids))
        before = {name: processor_seconds(one) for name, one in found.items()}
        asking = Asking(people, ids)
        started = time.perf_counter()
        asyncio.run(asking.run(per_second, SECONDS))
        seconds = time.perf_counter() - started
        count = sum(map(len, asking.answered.values()))
        times = asking.milliseconds()
        spent = {name: (processor_seconds(one) - before[name]) * 1_000 / count for name, one in found.items()}
        ordered = all(in_order(people, one) for one in ids)
        print(
            f"\n{per_second}/s asked, {count / seconds:.0f}/s answered, p50 {statistics.median(times):.0f} ms,"
            f" p99 {times[int(count * 0.99)]:.0f} ms, processor per search: bot {spent['bot']:.1f} ms,"
            f" sandbox {spent['sandbox']:.1f} ms, load {psutil.getloadavg()[0]:.1f}"
        )
        people.client.close()
    assert count == int(per_second * SECONDS)
    assert ordered


async def warm(people: SandboxDriver, ids: list[int]) -> None:
    """Everybody is known, every query was read once."""
    await Asking(people, ids).run(20, len(ids) / 20)


def in_order(people: SandboxDriver, person: int) -> bool:
    """Whether each answer echoes the question that came at its place."""
    messages = people.messages(person)
    asked = [one["text"].removeprefix("/search ") for one in messages if not one["from"]["is_bot"]]
    told = [one["text"] for one in messages if one["from"]["is_bot"]]
    return len(asked) == len(told) and all(words in text for words, text in zip(asked, told, strict=True))
