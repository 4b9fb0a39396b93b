"""
How long people wait for what they tap, in a running bot with many papers and a learned lexicon.

Run with -m benchmark -s. CHENBAO_BENCHMARK_PAPERS says how many papers (100,000 unless given). Each
round is a person of its own, so that nobody is told to slow down.
"""

import asyncio
import os
import re
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from benchmarks.made_library import make_library
from processes import Started
from running_bot import RunningBot, running_bot
from sandbox_driver import SandboxDriver
from waiting import eventually

from bot.sandbox_process import TOKEN
from storage.search.generations import read_manifest

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

PAPERS = int(os.environ.get("CHENBAO_BENCHMARK_PAPERS", "100000"))
NEWS = 300
ROUNDS = 30
QUERIES = (
    "强化学习",
    "diffusion model",
    "智能体",
    "LoRA微调",
    "title:bench",
    "video",
    "注意力",
    "agent memory",
)
REACH_MILLISECONDS = 100
_PATIENCE_SECONDS = 1_200
_EDIT_SECONDS = 3
_SHOWING = ("editMessageText", "editMessageReplyMarkup", "sendMessage", "sendDocument")

Steps = tuple[tuple[str, str], ...]
SEARCHING: Steps = (
    ("next page of results", "sp"), ("sort by date", "ro:.*:new"), ("narrow to 30 days", "rd:.*:u"),
    ("all days again", "rd:.*:0"), ("own words only", "rw"), ("widen again", "rw"), ("card of a result", "sc"),
    ("save", "ks"), ("take back", "ks"), ("back to results", "sp"), ("card of a result", "sc"),
    ("similar papers", "cs"), ("card of a similar one", "sc"), ("similar papers", "cs"), ("back to card", "sc"),
    ("keyword search", "cw"), ("topic preview", "rf"), ("follow", "fd"),
)  # fmt: skip
READING: Steps = (
    ("card of a digest", "dc"), ("next card", "dc"), ("similar papers", "cs"), ("back to card", "dc"),
    ("back to digest", "dp"), ("all of a digest", "da"), ("card of all", "de"), ("keyword search", "cw"),
    ("back to card", "de"), ("back to all", "da"),
)  # fmt: skip
CHOOSING: Steps = (
    ("ready-made on", "tr"), ("ready-made off", "tr"), ("ready-made on", "tr"), ("ready-made page", "rp"),
)  # fmt: skip
SETTING: Steps = (
    ("settings panel", "st"), ("settings, other panel", "st"), ("language", "sl:en"), ("language", "sl:zh-Hans"),
)  # fmt: skip
JOURNEYS: tuple[tuple[str, Steps], ...] = (
    ("/start", CHOOSING), ("/search", SEARCHING), ("/today", READING), ("/settings", SETTING), ("/language", SETTING),
    ("/topics", (("topic screen", "to"), ("mute", "tm"), ("search a topic", "ts"))),
)  # fmt: skip


class Tapping:
    """A person who walks through the bot's buttons; times are milliseconds until answer and until edit."""

    def __init__(self, people: SandboxDriver) -> None:
        self._people = people
        self.answers: dict[str, list[float]] = defaultdict(list)
        self.edits: dict[str, list[float]] = defaultdict(list)
        self._call = 0

    def say(self, person: int, text: str) -> dict[str, Any]:
        """The bot's next message."""
        self._skip()
        self._people.send(person, person, text)
        return self._outcome(person, lambda one: one["method"] == "sendMessage")[1]

    def walk(self, person: int, message: dict[str, Any], steps: Steps) -> None:
        """Tap the first button of each step that there is."""
        for name, code in steps:
            button = next((one for one in _data(message) if re.match(code, one)), None)
            if button is not None:
                message = self._tap(person, message, name, button)

    def _tap(self, person: int, message: dict[str, Any], name: str, data: str) -> dict[str, Any]:
        self._skip()
        began = time.time()
        self._people.tap(person, person, message["message_id"], data)
        answered, _ = self._outcome(person, lambda one: one["method"] == "answerCallbackQuery")
        self.answers[name].append((answered - began) * 1_000)
        try:
            shown, after = self._outcome(person, lambda one: one["method"] in _SHOWING, _EDIT_SECONDS)
        except AssertionError:
            return message  # what stood there already is not edited
        self.edits[name].append((shown - began) * 1_000)
        return after

    def _skip(self) -> None:
        for call in self._people.calls(after=self._call):
            self._call = call["id"]

    def _outcome(self, person: int, is_it: Any, patience_seconds: float = 30) -> tuple[float, dict[str, Any]]:
        call = eventually(
            lambda: next(filter(is_it, self._people.calls(after=self._call)), None), patience_seconds
        )
        number = call["result"]["message_id"] if isinstance(call["result"], dict) else None
        messages = self._people.messages(person) if number else []
        return call["at"], next((one for one in messages if one["message_id"] == number), {})


def _data(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [one["callback_data"] for row in rows for one in row if "callback_data" in one]


def test_taps_with_many_papers(tmp_path: Path) -> None:
    """Prints a table; nineteen of twenty taps of any kind are answered within the reach."""
    folder = tmp_path / "data" / "sandbox"
    asyncio.run(make_library(folder / "chenbao.db", PAPERS, NEWS))
    with running_bot(tmp_path, Started) as bot:
        eventually(lambda: read_manifest(folder / "index"), _PATIENCE_SECONDS)
        tapping = walked(bot)
    print(f"\n{PAPERS:,} papers; ms until the tap is answered and until the new content stands there")
    print(f"{'':<26}{'taps':>6}{'p50':>8}{'p95':>8}{'p99':>8}   {'p50':>8}{'p95':>8}{'p99':>8}")
    for name, answers in tapping.answers.items():
        print(f"{name:<26}{len(answers):>6}{cells(answers)}   {cells(tapping.edits[name])}")
    slow = {name for name, times in tapping.answers.items() if percentile(times, 95) > REACH_MILLISECONDS}
    assert slow == set()


def walked(bot: RunningBot) -> Tapping:
    """All journeys, by new people each round."""
    people = SandboxDriver(bot.url, TOKEN)
    tapping = Tapping(people)
    for number in range(ROUNDS + 1):
        [person] = people.add_people(1, has_started=True, language_code="zh-hans")
        if number == 1:  # the first round is for warming up
            tapping.answers.clear()
            tapping.edits.clear()
        for command, steps in JOURNEYS:
            words = f" {QUERIES[number % len(QUERIES)]}" if command == "/search" else ""
            tapping.walk(person, tapping.say(person, command + words), steps)
    people.client.close()
    return tapping


def percentile(times: list[float], wanted: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[wanted - 1] if len(times) > 1 else times[0]


def cells(times: list[float]) -> str:
    return "".join(f"{percentile(times, wanted):>8.1f}" for wanted in (50, 95, 99))
