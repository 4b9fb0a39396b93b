"""An alerting process for tests: what it sees, and what it says."""

from datetime import date
from pathlib import Path

import pytest
from moving_clock import MovingClock
from readers import reader
from recording import NOON, TODAY, digest, entry, record
from sqlalchemy import select

from bot.alerting import Alerting
from bot.watchdog import PollTrouble
from storage.database import Database
from storage.instance import instance_of
from storage.named_sources import SourceState
from storage.records import DigestFormat, MessageContent
from storage.schema import MessageRow
from storage.source_polls import settle_poll

ADMIN = 11
GB = 1_000_000_000


class World:
    """What an alerting process sees, and what it sent past the outbox."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovingClock(NOON)
        self.free = 5 * GB
        self.trouble: PollTrouble | None = None
        self.said: list[str] = []
        self.is_reachable = True
        self.unreachable: set[int] = set()

    def alerting(self, *admins: int) -> Alerting:
        return self.alerting_of(admins or (ADMIN,))

    def alerting_of(self, admins: tuple[int, ...]) -> Alerting:
        return Alerting(
            self.database,
            self.clock,
            admins,
            Path(),
            poll_trouble=lambda: self.trouble,
            say=self.say,
            free_bytes=lambda _: self.free,
        )

    async def arrival(self, source: DigestFormat, day: date) -> None:
        """A digest of a day comes at noon of it."""
        async with self.database.transaction() as session:
            content = digest(source, entry(title=f"{source} paper of {day}"))
            at = NOON - (TODAY - day)
            await record(session, content, location=f"{source}-{day}.md", digest_on=day, now=at)

    async def poll(self, source: SourceState, problem: str | None) -> None:
        """A source is asked, and answers or not."""
        async with self.database.transaction() as session:
            now = self.clock.now()
            await settle_poll(
                session, source.id, now=now, next_poll_at=now, is_good=False, is_filled=False, problem=problem
            )

    async def say(self, chat: int, content: MessageContent) -> bool:
        is_reachable = self.is_reachable and chat not in self.unreachable
        if is_reachable:
            self.said.append(content.html)
        return is_reachable

    async def queued(self) -> list[str]:
        async with self.database.reading() as session:
            rows = await session.scalars(
                select(MessageRow).where(MessageRow.notice_key.startswith("alert:")).order_by(MessageRow.id)
            )
            return [row.content["html"] for row in rows]


@pytest.fixture
async def world(database: Database) -> World:
    async with database.transaction() as session:
        await instance_of(session)
        await reader(session, ADMIN)
    return World(database)
