"""
Announcements on their way: fed into the outbox a few at a time, stopped, or deleted where they arrived.

Promise: a digest waits for no more than what is in the outbox already, `AHEAD` messages, and no
chat gets an announcement twice. Whatever is done is committed a step at a time, so a process that
dies is simply followed by the next one.
"""

import logging
from collections.abc import Collection
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.push.pacing import Pacing
from handlers.outcomes import Meaning, outcome_of
from handlers.views.announcements import announcement_message
from storage.broadcast_messages import begin_round, cancel_announcements, queue_announcements, waiting_count
from storage.broadcast_removal import Arrived, arrived_messages, mark_deleted, mark_undeletable
from storage.broadcasts import broadcasts_at_work, end_broadcast, let_broadcast_sleep
from storage.claimable import is_any_but_announcements_claimable
from storage.clock import Clock
from storage.database import Database, Session
from storage.deliveries import is_any_planned
from storage.identifiers import MessageId
from storage.records import Broadcast, BroadcastState
from storage.sending_pauses import sending_state
from storage.stop_points import reached

logger = logging.getLogger(__name__)

AHEAD = 20
"""Messages of announcements in the outbox at once: less than a second's worth."""
DELETED_AT_ONCE = 10
NEXT_ROUND = timedelta(minutes=10)
"""After it the chats whose hours were quiet are looked at again."""
TRIED_FOR = timedelta(hours=24)
_LATER = frozenset(
    {Meaning.NOT_SENT, Meaning.UNKNOWN, Meaning.REFUSED, Meaning.CONFLICT, Meaning.UNAUTHORIZED}
)
_NOT_THERE = "not found"


class Announcer:
    """Brings announcements a step further each time it is called; several processes do no harm."""

    def __init__(
        self, bot: Bot, database: Database, clock: Clock, pacing: Pacing, operators: Collection[int]
    ) -> None:
        """Delete through `bot` at the pace that sending leaves; `operators` are numbers of people."""
        self._bot = bot
        self._database = database
        self._clock = clock
        self._pacing = pacing
        self._operators = operators

    async def announce(self) -> None:
        """Take one step with each announcement that somebody is at work on."""
        async with self._database.reading() as session:
            at_work = await broadcasts_at_work(session)
        now = self._clock.now()
        for broadcast in at_work:
            if broadcast.wakes_at is not None and broadcast.wakes_at > now:
                continue
            match broadcast.state:
                case BroadcastState.RUNNING:
                    await self._send(broadcast)
                case BroadcastState.STOPPING:
                    await self._stop(broadcast)
                case BroadcastState.UNDOING:
                    await self._undo(broadcast)

    async def _send(self, broadcast: Broadcast) -> None:
        async with self._database.reading() as session:
            room = AHEAD - await waiting_count(session)
            is_held = (await sending_state(session)).is_held
            gives_way = await is_any_planned(session) or await is_any_but_announcements_claimable(session)
        if room <= 0 or is_held or gives_way:
            return
        now = self._clock.now()
        async with self._database.transaction() as session:
            _, is_over = await queue_announcements(
                session, broadcast, announcement_message, room=room, operators=self._operators, now=now
            )
            if is_over:
                await self._end_round(session, broadcast)
            reached("announcing.uncommitted")

    async def _end_round(self, session: Session, broadcast: Broadcast) -> None:
        now = self._clock.now()
        is_young = broadcast.begun_at is not None and now - broadcast.begun_at < TRIED_FOR
        if await begin_round(session, broadcast.id) and is_young:
            await let_broadcast_sleep(session, broadcast.id, now + NEXT_ROUND)
        else:
            await end_broadcast(session, broadcast.id, BroadcastState.DONE)

    async def _stop(self, broadcast: Broadcast) -> None:
        async with self._database.transaction() as session:
            if not await cancel_announcements(session, broadcast.id):
                await end_broadcast(session, broadcast.id, BroadcastState.STOPPED)

    async def _undo(self, broadcast: Broadcast) -> None:
        """Cancel what waits, then delete what arrived; what is being sent is waited for."""
        async with self._database.transaction() as session:
            is_sending = await cancel_announcements(session, broadcast.id)
        now, allowed = self._clock.now(), self._pacing.allowance(DELETED_AT_ONCE)
        async with self._database.reading() as session:
            arrived = await arrived_messages(session, broadcast.id, DELETED_AT_ONCE, now)
        if not arrived and not is_sending:
            async with self._database.transaction() as session:
                await end_broadcast(session, broadcast.id, BroadcastState.UNDONE)
            return
        deleted, undeletable, wait = await self._delete(arrived[:allowed])
        async with self._database.transaction() as session:
            await mark_deleted(session, deleted)
            await mark_undeletable(session, undeletable)
            if wait:
                await let_broadcast_sleep(session, broadcast.id, now + wait)

    async def _delete(
        self, arrived: Collection[Arrived]
    ) -> tuple[list[MessageId], list[MessageId], timedelta]:
        """Which are gone now, which stay for good, and how long to wait; the others are tried again."""
        deleted: list[MessageId] = []
        undeletable: list[MessageId] = []
        for one in arrived:
            self._pacing.leave(one.chat_id)
            try:
                await self._bot.delete_message(one.chat_id, one.message_id)
            except (TelegramError, KeyError) as error:  # KeyError: a refusal under status 200
                outcome = outcome_of(error)
                if outcome.meaning is Meaning.FLOOD or outcome.meaning in _LATER:
                    return deleted, undeletable, outcome.wait or timedelta(seconds=5)
                is_gone = _NOT_THERE in str(error).lower() and outcome.meaning is Meaning.STALE
                (deleted if is_gone else undeletable).append(one.id)
                continue
            deleted.append(one.id)
        return deleted, undeletable, timedelta()
