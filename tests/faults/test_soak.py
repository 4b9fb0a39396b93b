"""
A bot that is killed again and again at moments drawn by chance, while digests and commands are on their way.

By hand: `SOAK_KILLS=100 pytest -m soak tests/faults/test_soak.py -s`, with the number of kills for each
kind of database.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from databases import postgresql_url
from sqlalchemy import select
from town import Town, town
from waiting import eventually

from bot.push.sending import WINDOW
from storage.database import Session
from storage.records import MessageState
from storage.schema import ChatRow, MessageRow, UpdateRow

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7_200)]

KILLS = int(os.environ.get("SOAK_KILLS", "100"))
"""For each of the two kinds of database."""
READERS = 40
KILLS_A_MORNING = 4
ASKING = 5
"""People who ask for help each morning."""
HELP = "怎么用"
FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "error", "reason": "flood", "retry_after": 1, "times": 3},
    {"kind": "error", "reason": "outage", "times": 5},
    {"kind": "html", "reason": "bad_gateway", "times": 5},
    {"kind": "drop_before", "probability": 0.2, "times": 4},
    {"kind": "drop_after", "probability": 0.2, "times": 4},
    {"kind": "cut_json", "times": 2},
    {"kind": "not_ok", "reason": "outage", "times": 2},
    {"kind": "delay", "delay_seconds": 1, "times": 8},
    {"kind": "hang", "times": 2},
)
"""Of sendMessage."""
REFUSED = ("error", "html", "not_ok")
"""Faults after which the bot knows that nothing arrived."""


@dataclass(slots=True)
class Tally:
    """What happened in all mornings."""

    kills: int = 0
    mornings: int = 0
    messages: int = 0
    duplicates: int = 0
    parked: int = 0
    lost: int = 0
    answers: int = 0
    answers_lost: int = 0
    answers_given_up: int = 0
    answers_given_up_early: int = 0
    """Of those, by the sandbox's record sent less than twice: killed in between, or before the server read it."""
    answers_repeated: int = 0
    faults: Counter[str] = field(default_factory=Counter)


@pytest.fixture(params=["sqlite", "postgresql"])
def soaked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    if request.param == "sqlite":
        with town(tmp_path, READERS) as built:
            yield built
        return
    with (
        postgresql_url(request.getfixturevalue("postgresql_server")) as url,
        town(tmp_path, READERS, url) as built,
    ):
        yield built


def test_random_kills_lose_nothing(soaked: Town, request: pytest.FixtureRequest) -> None:
    """Every reader gets every morning's digest or it is parked by name; copies stay within their bound."""
    random, tally = Random(20261121), Tally()
    while tally.kills < KILLS:
        _one_morning(soaked, random, tally)
        print(request.node.callspec.id, tally, flush=True)
    assert (tally.lost, tally.answers_lost) == (0, 0)
    assert tally.duplicates <= tally.kills * WINDOW + tally.faults["drop_after"] + tally.faults["cut_json"]


def _one_morning(soaked: Town, random: Random, tally: Tally) -> None:
    asked_after = soaked.calls()[-1]["id"] if soaked.calls() else 0
    if soaked.bot.is_running:
        soaked.bot.kill()
    mark = soaked.next_morning()
    asking = random.sample(soaked.readers, ASKING)
    for person in asking:
        soaked.sandbox.send(person, person, "帮助")
    for _ in range(min(KILLS_A_MORNING, KILLS - tally.kills)):
        soaked.sandbox.fault(**random.choice(FAULTS), method="sendMessage", seed=random.randrange(1000))
        if not random.randrange(5):
            soaked.sandbox.fault("repeat", method="getUpdates")
        _run_for_a_while(soaked, random)
        soaked.bot.kill()
        soaked.let_time_pass()
        tally.kills += 1
    _recover(soaked)
    _count(soaked, mark, asking, asked_after, tally)


def _run_for_a_while(soaked: Town, random: Random) -> None:
    """The moment of the kill is what is drawn: most lie after the start, where the work is, some in it."""
    if random.randrange(5):
        soaked.bot.tries_to_start()
    else:
        soaked.bot.launch()
    time.sleep(random.uniform(0.0, 3.0))


def _recover(soaked: Town) -> None:
    """The faults are over, the bot runs, and its time passes until nothing is left to do."""
    soaked.sandbox.clear_faults()
    soaked.bot.start()

    def is_over() -> bool:
        soaked.let_time_pass()
        return soaked.is_quiet()

    eventually(is_over)


def _count(soaked: Town, mark: str, asking: list[int], asked_after: int, tally: Tally) -> None:
    post, parked = soaked.post(mark), _parked(soaked, mark)
    assert post.most_copies <= 2
    tally.mornings += 1
    tally.messages += len(post.copies) - len(post.missing)
    tally.duplicates += post.duplicates
    tally.parked += len(parked & set(post.missing))
    tally.lost += len(set(post.missing) - parked)

    def answers() -> Counter[int]:
        return Counter(
            int(call["parameters"]["chat_id"])
            for call in soaked.calls()
            if call["id"] > asked_after and not call["error_code"] and HELP in call["parameters"]["text"]
        )

    try:
        eventually(lambda: not set(asking) - answers().keys())
    except AssertionError:
        unanswered = set(asking) - answers().keys()
        given_up = unanswered & soaked.in_database(_given_up)
        tally.answers_given_up_early += len(given_up - _sent_twice(soaked, asked_after))
        tally.answers_given_up += len(given_up)
        tally.answers_lost += len(unanswered - given_up)
    found = answers()
    tally.answers += len(found)
    tally.answers_repeated += sum(count - 1 for count in found.values())
    tally.faults = Counter(call["fault"] for call in soaked.calls() if call["fault"])


def _sent_twice(soaked: Town, asked_after: int) -> set[int]:
    """Chats whose answer was sent twice without word of its arrival."""
    sent = Counter(
        int(call["parameters"]["chat_id"])
        for call in soaked.calls()
        if call["id"] > asked_after and HELP in call["parameters"]["text"] and call["fault"] not in REFUSED
    )
    return {chat for chat, count in sent.items() if count > 1}


async def _given_up(session: Session) -> set[int]:
    """Chats with an answer that was under way twice when the process died, or whose outcome was lost."""
    return set(await session.scalars(select(UpdateRow.lane).where(UpdateRow.answer_attempts > 1)))


def _parked(soaked: Town, mark: str) -> set[int]:
    """Readers whose message of a morning became a dead letter."""

    async def dead(session: Session) -> set[int]:
        rows = await session.execute(
            select(ChatRow.telegram_id, MessageRow.content)
            .join(MessageRow, MessageRow.chat_id == ChatRow.id)
            .where(MessageRow.state == MessageState.DEAD)
        )
        return {telegram_id for telegram_id, content in rows if mark in content["html"]}

    return soaked.in_database(dead)
