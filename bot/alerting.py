"""
Operators hear of trouble once, and once when it is over; nobody is woken for what can wait.

What operators are told goes through the outbox, where it waits for the end of their quiet hours;
only what cannot wait is sent past both. What is said of several things alike is one message.
"""

import logging
import shutil
import socket
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bot.findings import (
    Finding,
    delivery_findings,
    planning_findings,
    polling_finding,
    reading_finding,
    reject_finding,
    source_finding,
)
from bot.watchdog import PollTrouble
from handlers.content_calls import send_content
from handlers.views.alerts import KINDS, alert_message, told_together
from storage.alerts import (
    Alert,
    close_alert,
    forget_alert,
    mark_told,
    open_alert,
    open_alerts,
    untold_alerts,
)
from storage.chats import chat_by_telegram_id
from storage.clock import Clock
from storage.database import Database, Session
from storage.delivery_health import delivery_health, last_planned, rejected_shares
from storage.identifiers import DestinationId
from storage.named_sources import all_sources
from storage.notices import queue_notice
from storage.quiet import quiet_until
from storage.records import Chat, ChatState, MessageContent
from storage.senders import senders_now
from storage.sending_pauses import sending_state
from storage.source_health import refusal_of
from storage.sources import habits

logger = logging.getLogger(__name__)

_URGENT = frozenset(("sending-stopped", "deliveries-failing", "disk", "poller"))
"""What gets worse until somebody acts."""
_ABOUT_WHAT_MAY_GO = frozenset(("source", "unreachable", "unreadable", "rejects", "unplanned"))
_DISK_LEAST_MB, _DISK_FINE_MB = 500, 1_000

Say = Callable[[int, MessageContent], Awaitable[bool]]
"""Sends to a chat by Telegram's number past the outbox; whether it arrived."""


class Alerting:
    """Looks for trouble and tells operators; one a process, and several do no harm."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        admins: Sequence[int],
        data_dir: Path,
        *,
        poll_trouble: Callable[[], PollTrouble | None],
        say: Say,
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        """`admins` are Telegram's numbers of people; those who never wrote to us hear nothing."""
        self._database = database
        self._clock = clock
        self._admins = admins
        self._data_dir = data_dir
        self._poll_trouble = poll_trouble
        self._say = say
        self._free_bytes = free_bytes

    async def look(self) -> None:
        """Find what began and what ended, and tell it."""
        async with self._database.reading() as session:
            known = await open_alerts(session)
            findings = await self._findings(session, known, self._clock.now())
        await self._record(findings, known)
        await self._tell()

    async def _findings(self, session: Session, known: Sequence[Alert], now: datetime) -> list[Finding]:
        sources = [source_finding(source, now) for source in await habits(session, now)]
        polls = [
            finding
            for source in await all_sources(session)
            for finding in (
                polling_finding(source),
                reading_finding(source, await refusal_of(session, source.id, now)),
            )
        ]
        rejects = [reject_finding(one) for one in await rejected_shares(session, now)]
        deliveries = delivery_findings(await delivery_health(session, now))
        unplanned = {DestinationId(int(one.subject)): one for one in known if one.kind == "unplanned"}
        planning = planning_findings(unplanned, await last_planned(session, unplanned))
        pollers = await self._pollers(session, known)
        return [*sources, *polls, *rejects, *deliveries, *planning, self._disk(), *pollers]

    def _disk(self) -> Finding:
        free = self._free_bytes(self._data_dir) // 1_000_000
        return Finding("disk", free < _DISK_LEAST_MB, free >= _DISK_FINE_MB, {"free": free})

    async def _pollers(self, session: Session, known: Sequence[Alert]) -> list[Finding]:
        """This machine's poll, for another one's may be fine; the trouble of one that is gone went with it."""
        trouble = self._poll_trouble()
        own = Finding(
            f"poller:{socket.gethostname()}", trouble is not None, trouble is None, {"reason": trouble or ""}
        )
        hosts = {name.partition(":")[0] for name in await senders_now(session)}
        others = [one for one in known if one.kind == "poller" and one.key != own.key]
        gone = [
            Finding(one.key, is_trouble=False, is_fine=own.is_fine)
            for one in others
            if one.subject not in hosts
        ]
        return [own, *gone]

    async def _record(self, findings: Sequence[Finding], known: Sequence[Alert]) -> None:
        is_open = {alert.key for alert in known}
        news = [one for one in findings if (one.key in is_open and one.is_fine) or one.is_trouble]
        looked_at = {one.key for one in findings}
        gone = [one.key for one in known if one.kind in _ABOUT_WHAT_MAY_GO and one.key not in looked_at]
        if all(one.key in is_open and one.is_trouble for one in news) and not gone:
            return
        now = self._clock.now()
        async with self._database.transaction() as session:
            for one in news:
                if one.is_trouble and await open_alert(session, one.key, one.arguments, now):
                    logger.warning("alert.opened key=%s", one.key)
                elif one.is_fine and await close_alert(session, one.key, now):
                    logger.info("alert.closed key=%s", one.key)
            for key in gone:
                await forget_alert(session, key)

    async def _tell(self) -> None:
        """Queue what can wait; send the rest past an outbox that is held, or past quiet hours."""
        now = self._clock.now()
        async with self._database.transaction() as session:
            alerts = [alert for alert in await untold_alerts(session) if alert.kind in KINDS]
            if not alerts:
                return
            chats = await self._chats(session)
            is_held = (await sending_state(session)).is_held
            groups = told_together(alerts)
            direct = [
                (group, chat)
                for group in groups
                for chat in chats
                if group[0].kind in _URGENT and (is_held or quiet_until(chat, now))
            ]
            queued = [(group, chat) for group in groups for chat in chats if (group, chat) not in direct]
            for alert in alerts:
                # Marked before it is sent: two processes must not both send it.
                await mark_told(session, alert.key, now)
            for group, chat in queued:
                await _queue(session, group, chat, now)
        if not chats:
            logger.warning("alert.unheard alerts=%s; %s", [alert.key for alert in alerts], self._remedy())
        await self._say_now(direct, {alert.key for group, _ in queued for alert in group})

    def _remedy(self) -> str:
        if not self._admins:
            return "set CHENBAO_ADMINS to your number at Telegram, and write to the bot once"
        return "nobody in CHENBAO_ADMINS has written to the bot yet: they must do so once"

    async def _chats(self, session: Session) -> list[Chat]:
        found = [await chat_by_telegram_id(session, admin) for admin in self._admins]
        return [chat for chat in found if chat is not None and chat.state is ChatState.ACTIVE]

    async def _say_now(self, direct: Sequence[tuple[Sequence[Alert], Chat]], heard: set[str]) -> None:
        """What nobody has `heard` is tried again at the next look; the outbox keeps what some did not hear."""
        unsaid = []
        for group, chat in direct:
            if await self._say(chat.telegram_id, alert_message(group, chat)):
                heard.update(alert.key for alert in group)
            else:
                unsaid.append((group, chat))
        if not unsaid:
            return
        now = self._clock.now()
        async with self._database.transaction() as session:
            for group, chat in unsaid:
                if group[0].key in heard:
                    await _queue(session, group, chat, now)
                    continue
                for alert in group:
                    await mark_told(session, alert.key, None)


def past_outbox(bot: Bot) -> Say:
    """Send by `bot`, at once."""

    async def say(telegram_id: int, content: MessageContent) -> bool:
        try:
            await send_content(bot, telegram_id, content)
        except (TelegramError, KeyError) as error:  # KeyError: a refusal under status 200
            logger.warning("alert.unsent error=%s", error)
            return False
        return True

    return say


async def _queue(session: Session, group: Sequence[Alert], chat: Chat, now: datetime) -> None:
    first = group[0]
    state = "over" if first.closed_at else "open"
    key = f"alert:{first.key}:{first.opened_at.isoformat()}:{state}:{chat.id}"
    await queue_notice(session, chat.id, 0, alert_message(group, chat), key=key, now=now)
