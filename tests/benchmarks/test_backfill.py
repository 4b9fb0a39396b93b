"""The past of a source is fetched while a running bot answers searches: how long an answer takes, and how much memory."""

import asyncio
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import psutil
import pytest
from benchmarks.made_collections import mixed_papers
from benchmarks.test_commands import Asking, processes, taken_in, warm
from digest_server import DigestServer, digest_server
from processes import Started
from running_bot import ROOT, running_bot
from sandbox_driver import SandboxDriver

from bot.sandbox_process import TOKEN

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

PAPERS, DAYS, PEOPLE, PER_SECOND = 10_000, 100, 50, 20
LAST = date(2025, 6, 30)
MEGABYTE = 1024**2


@contextmanager
def serving(files: dict[str, bytes]) -> Generator[DigestServer]:
    """A server with `files`, in a thread of its own."""
    ready, ending = threading.Event(), asyncio.Event()
    held: list[tuple[DigestServer, asyncio.AbstractEventLoop]] = []

    async def serve() -> None:
        async with digest_server() as server:
            server.files |= files
            held.append((server, asyncio.get_running_loop()))
            ready.set()
            await ending.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait()
    try:
        yield held[0][0]
    finally:
        held[0][1].call_soon_threadsafe(ending.set)
        thread.join()


def days() -> dict[str, bytes]:
    """Lists of the daily papers API, by path."""
    papers, files = list(mixed_papers(PAPERS)), {}
    for number in range(DAYS):
        listed = [
            {
                "paper": {
                    "id": f"25{place // 5000 + 1:02}.{place % 5000:05}",
                    "title": one.title,
                    "summary": one.abstract,
                }
            }
            for place, one in enumerate(papers[number::DAYS], number * (PAPERS // DAYS))
        ]
        files[f"/{LAST - number * timedelta(days=1)}.json"] = json.dumps(listed).encode()
    return files


def answered(people: SandboxDriver, ids: list[int], seconds: float) -> list[float]:
    """How long answers took in milliseconds, each from its question on."""
    asking = Asking(people, ids)
    asyncio.run(asking.run(PER_SECOND, seconds))
    return asking.milliseconds()


def quantiles(times: list[float]) -> str:
    p50, p95, p99 = (statistics.quantiles(times, n=100)[place] for place in (49, 94, 98))
    return f"p50 {p50:.0f}, p95 {p95:.0f}, p99 {p99:.0f} ms"


def test_backfill_beside_searches(tmp_path: Path) -> None:
    """Prints a table; all papers arrive, and all questions are answered."""
    with serving(days()) as server, running_bot(tmp_path, Started) as bot:
        (tmp_path / "chenbao.toml").write_text(
            f'[[sources]]\nkind = "page"\nname = "past"\nurl = "{server.url}/{{date:%Y-%m-%d}}.json"\n'
            "allow_private = true\n"
        )
        people = SandboxDriver(bot.url, TOKEN)
        taken_in(tmp_path, bot)
        ids = people.add_people(PEOPLE, has_started=True)
        asyncio.run(warm(people, ids))
        serving_bot = processes(bot)["bot"]
        alone = answered(people, ids, 20.0)
        before = serving_bot.memory_info().rss
        first = LAST - (DAYS - 1) * timedelta(days=1)
        command = [
            sys.executable,
            "-m",
            "bot",
            "backfill",
            "past",
            "--from",
            str(first),
            "--to",
            str(LAST),
            "--json",
        ]
        started = time.perf_counter()
        told = tmp_path / "backfill.json"
        with told.open("w") as stdout:
            backfill = psutil.Popen(
                command, cwd=tmp_path, stdout=stdout, env=os.environ | {"PYTHONPATH": str(ROOT)}
            )
        peak, times = 0, []
        while backfill.poll() is None:
            times += answered(people, ids, 5.0)
            if backfill.poll() is None:
                peak = max(peak, backfill.memory_info().rss)
        seconds = time.perf_counter() - started
        figures = json.loads(told.read_text())
        print(
            f"\n{PER_SECOND}/s searches alone: {quantiles(alone)}\nbeside a backfill of {figures['papers']} papers in"
            f" {seconds:.0f} s: {quantiles(times)}; bot {before / MEGABYTE:.0f} MB before,"
            f" {serving_bot.memory_info().rss / MEGABYTE:.0f} MB after; backfill at most {peak / MEGABYTE:.0f} MB;"
            f" load {psutil.getloadavg()[0]:.1f}"
        )
        people.client.close()
    assert figures["papers"] > PAPERS * 0.99
