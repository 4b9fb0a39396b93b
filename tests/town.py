"""
Many readers of a bot that runs as its own process, and dies; the sandbox's record says what they got.

The bot's database is written to directly only for what would take long otherwise: readers who
follow a topic already, and leases that run out.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from digest_files import api, weekly
from inbox_files import put
from processes import Forked, Started
from readers import reader, topic
from running_bot import RunningBot, running_bot
from sandbox_driver import SandboxDriver
from sqlalchemy import select, text

from bot.sandbox_process import TOKEN
from storage.chats import change_chat
from storage.database import Database, Session
from storage.records import MessageState
from storage.schema import DeliveryRow, DestinationRow, MessageRow

Result = TypeVar("Result")
HOUR = "08:00"
FINISHED = (MessageState.SENT, MessageState.DEAD, MessageState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Post:
    """What one morning brought, by the sandbox's record: how often each reader's message was accepted."""

    copies: dict[int, int]

    @property
    def missing(self) -> list[int]:
        """Readers without a digest."""
        return [person for person, count in self.copies.items() if not count]

    @property
    def duplicates(self) -> int:
        """Messages beyond the first of each reader."""
        return sum(max(count - 1, 0) for count in self.copies.values())

    @property
    def most_copies(self) -> int:
        """How often the unluckiest reader got the same."""
        return max(self.copies.values())


class Town:
    """Readers who follow one topic, at the same hour, and papers for each morning."""

    def __init__(self, folder: Path, bot: RunningBot, database_url: str) -> None:
        """Readers come with `settle`."""
        self.bot = bot
        self.sandbox = SandboxDriver(bot.url, TOKEN)
        self.readers: list[int] = []
        self._folder = folder
        self._url = database_url
        self._mornings = 0
        self._calls: list[dict[str, Any]] = []

    def settle(self, count: int) -> None:
        """Let so many people start the bot and follow 智能体's papers."""
        people = self.sandbox.add_people(count, has_started=True)

        now = self.now()

        async def follow(session: Session) -> None:
            for person in people:
                chat, destination = await reader(session, person)
                row = await session.get_one(DestinationRow, destination.id)
                row.next_due_at = row.due_on = row.due_hour = None
                await change_chat(session, chat.id, now, hours=(HOUR,))
                await topic(session, destination, "agents", since=now)

        self.in_database(follow)
        self.readers += people

    def now(self) -> datetime:
        """The sandbox's time."""
        return datetime.fromisoformat(self.sandbox.state()["clock"]["now"])

    def next_morning(self) -> str:
        """Papers of a new morning lie in the inbox, and it comes; the mark in each of their titles."""
        self._mornings += 1
        mark = f"Agents of morning {self._mornings:04d}"
        papers = [
            (f"2611.{self._mornings * 10 + number:05d}", f"{mark}, part {number}") for number in range(3)
        ]
        inbox = self._folder / "data" / "sandbox" / "inbox"
        unfinished = put(self._folder, f"{mark}.part", api(*papers))
        unfinished.rename(inbox / f"morning-{self._mornings:04d}.json")
        self.sandbox.next_morning()
        return mark

    def translate(self, title_zh: str) -> None:
        """The first paper of the last morning comes again, with a Chinese title."""
        paper = (f"2611.{self._mornings * 10:05d}", "Agents", title_zh)
        inbox = self._folder / "data" / "sandbox" / "inbox"
        unfinished = put(self._folder, "translation.part", weekly(paper))
        unfinished.rename(inbox / f"translated-{self._mornings:04d}.md")

    def post(self, mark: str) -> Post:
        """What the morning of `mark` brought so far."""
        copies = Counter(
            int(call["parameters"]["chat_id"])
            for call in self.calls()
            if not call["error_code"] and mark in call["parameters"]["text"]
        )
        return Post({person: copies[person] for person in self.readers})

    def calls(self) -> list[dict[str, Any]]:
        """All messages that the bot tried to send, as the sandbox saw them."""
        while more := self.sandbox.calls("sendMessage", after=self._calls[-1]["id"] if self._calls else 0):
            self._calls += more
        return self._calls

    def is_quiet(self) -> bool:
        """Whether nobody is due and nothing is on its way any more."""
        now = self.now()

        async def look(session: Session) -> bool:
            due = select(DestinationRow.id).where(DestinationRow.next_due_at <= now).limit(1)
            planned = select(DeliveryRow.id).where(DeliveryRow.state == "planned").limit(1)
            waiting = select(MessageRow.id).where(MessageRow.state.not_in(FINISHED)).limit(1)
            return not any([await session.scalar(found) for found in (due, planned, waiting)])

        return self.in_database(look)

    def let_time_pass(self) -> None:
        """Leases, pauses and back-off are over; they follow the database's clock, which tests cannot move."""

        async def age(session: Session) -> None:
            long_ago = "2000-01-01 00:00:00.000000"
            for statement in (
                f"UPDATE messages SET lease_until = '{long_ago}' WHERE lease_until IS NOT NULL",
                f"UPDATE messages SET not_before = '{long_ago}' WHERE not_before IS NOT NULL",
                "UPDATE chats SET not_before = NULL",
                "UPDATE instance SET sending_paused_until = NULL",
            ):
                await session.execute(text(statement))

        self.in_database(age)

    def in_database(self, work: Callable[[Session], Awaitable[Result]]) -> Result:
        """Do something in the bot's database, beside it."""

        async def whole() -> Result:
            database = Database(self._url)
            try:
                async with database.transaction() as session:
                    return await work(session)
            finally:
                await database.close()

        return asyncio.run(whole())


@contextmanager
def town(
    folder: Path, readers: int, database_url: str = "", kind: type[Started | Forked] = Forked
) -> Iterator[Town]:
    """A running bot with so many readers, on SQLite or the database named."""
    url = database_url or f"sqlite:///{folder / 'data' / 'sandbox' / 'chenbao.db'}"
    with running_bot(folder, kind, CHENBAO_DATABASE_URL=url) as bot:
        bot.wait_for_samples()
        built = Town(folder, bot, url)
        built.settle(readers)
        try:
            yield built
        finally:
            built.sandbox.client.close()
