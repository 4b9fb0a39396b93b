"""
Operators hear of trouble once, and once when it is over; nobody is woken for what can wait.

Each look compares figures with two limits, one at which trouble begins and a milder one at which
it ends, so that nothing flaps between them. What operators are told goes through the outbox,
where it waits for the end of their quiet hours; only what cannot wait is sent past both.
"""

import logging
import shutil
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.watchdog import PollTrouble
from handlers.replying import send_content
from handlers.views.alerts import KINDS, alert_message
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
from storage.delivery_health import DeliveryHealth, RejectedShare, delivery_health, rejected_shares
from storage.notices import queue_notice
from storage.quiet import quiet_until
from storage.records import Chat, ChatState, MessageContent
from storage.senders import senders_now
from storage.sending_pauses import StopReason, sending_state
from storage.sources import SourceHabit, habits

logger = logging.getLogger(__name__)

_URGENT = frozenset(("sending-stopped", "deliveries-failing", "disk", "poller"))
"""What gets worse until somebody acts."""
_FAILING_SHARE, _FINE_SHARE, _LEAST_FAILING = 0.2, 0.05, 5
_LONG_PAUSE = timedelta(minutes=10)
_DISK_LEAST_MB, _DISK_FINE_MB = 500, 1_000
_REJECTED_SHARE, _REJECTED_TIMES, _LEAST_REJECTED = 0.2, 3, 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: trouble, none, or neither for sure."""

    key: str
    is_trouble: bool
    is_fine: bool
    arguments: dict[str, Any] = field(default_factory=dict)


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
        rejects = [reject_finding(one) for one in await rejected_shares(session, now)]
        deliveries = delivery_findings(await delivery_health(session, now))
        return [*sources, *rejects, *deliveries, self._disk(), *await self._pollers(session, known)]

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
        gone = [one.key for one in known if one.kind in ("source", "rejects") and one.key not in looked_at]
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
            direct = [
                (alert, chat)
                for alert in alerts
                for chat in chats
                if alert.kind in _URGENT and (is_held or quiet_until(chat, now))
            ]
            queued = [(alert, chat) for alert in alerts for chat in chats if (alert, chat) not in direct]
            for alert in alerts:
                # Marked before it is sent: two processes must not both send it.
                await mark_told(session, alert.key, now)
            for alert, chat in queued:
                await _queue(session, alert, chat, now)
        if not chats:
            logger.warning(
                "alert.unheard no chat of CHENBAO_ADMINS is known; they must write to the bot once"
            )
        await self._say_now(direct, {alert.key for alert, _ in queued})

    async def _chats(self, session: Session) -> list[Chat]:
        found = [await chat_by_telegram_id(session, admin) for admin in self._admins]
        return [chat for chat in found if chat is not None and chat.state is ChatState.ACTIVE]

    async def _say_now(self, direct: Sequence[tuple[Alert, Chat]], heard: set[str]) -> None:
        """What nobody has `heard` is tried again at the next look; the outbox keeps what some did not hear."""
        unsaid = []
        for alert, chat in direct:
            if await self._say(chat.telegram_id, alert_message(alert, chat)):
                heard.add(alert.key)
            else:
                unsaid.append((alert, chat))
        if not unsaid:
            return
        now = self._clock.now()
        async with self._database.transaction() as session:
            for alert, chat in unsaid:
                if alert.key in heard:
                    await _queue(session, alert, chat, now)
                else:
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


async def _queue(session: Session, alert: Alert, chat: Chat, now: datetime) -> None:
    state = "over" if alert.closed_at else "open"
    key = f"alert:{alert.key}:{alert.opened_at.isoformat()}:{state}:{chat.id}"
    await queue_notice(session, chat.id, 0, alert_message(alert, chat), key=key, now=now)


def source_finding(source: SourceHabit, now: datetime) -> Finding:
    """A source that is late by its own habit."""
    hours = int((now - source.late_since).total_seconds() // 3_600) if source.late_since else 0
    is_late = source.late_since is not None
    return Finding(f"source:{source.source}", is_late, not is_late, {"hours": hours})


def reject_finding(one: RejectedShare) -> Finding:
    """A digest of which much more than usual could not be read."""
    is_much = one.share > max(_REJECTED_SHARE, _REJECTED_TIMES * one.usual_share)
    arguments = {"count": one.rejected, "percent": round(100 * one.share)}
    is_trouble = is_much and one.rejected >= _LEAST_REJECTED
    return Finding(f"rejects:{one.source}", is_trouble, one.share <= _REJECTED_SHARE / 2, arguments)


def delivery_findings(health: DeliveryHealth) -> list[Finding]:
    """What the figures of deliveries say."""
    share = health.failing_share
    reason = "token" if health.stopped_reason == StopReason.TOKEN_REFUSED else "chats"
    minutes = -(-int(health.pause.total_seconds()) // 60)
    return [
        Finding(
            "deliveries-failing",
            health.failing >= _LEAST_FAILING and share > _FAILING_SHARE,
            share < _FINE_SHARE,
            {"failing": health.failing, "sent": health.sent},
        ),
        Finding("dead-letters", health.dead > 0, health.recently_dead == 0, {"count": health.dead}),
        Finding("set-aside", health.set_aside > 0, health.set_aside == 0, {"count": health.set_aside}),
        Finding(
            "sending-stopped",
            health.stopped_reason is not None,
            health.stopped_reason is None,
            {"reason": reason},
        ),
        Finding(
            "sending-paused", health.pause > _LONG_PAUSE, health.pause <= timedelta(), {"minutes": minutes}
        ),
    ]
