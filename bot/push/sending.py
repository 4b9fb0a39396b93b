"""
The outbox emptied into Telegram: claim, send outside any transaction, settle.

What a failure means is decided in `handlers.outcomes`; here it becomes the next state of the
message. A message that cannot be sent never stops the others.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.push.pacing import Pacing
from handlers.outcomes import Meaning, Outcome, outcome_of
from handlers.replying import send_content
from storage.chats import mark_gone, migrate_chat
from storage.clock import Clock
from storage.database import Database, Session
from storage.outbox import (
    OutgoingMessage,
    Settlement,
    claim_messages,
    is_any_claimable,
    settle_messages,
)
from storage.records import MessageState

logger = logging.getLogger(__name__)

WINDOW = 8
"""Messages in flight at once, and so the most that a crash can send twice."""
_BACK_OFF_SECONDS = (5, 15, 60, 300, 900, 3_600)
_MAXIMUM_ATTEMPTS = 30
"""With the back-off above, a day."""


@dataclass(frozen=True, slots=True)
class _Result:
    message: OutgoingMessage
    settlement: Settlement
    outcome: Outcome | None = None


class Sender:
    """Sends what waits in the outbox; one a process."""

    def __init__(self, bot: Bot, database: Database, clock: Clock, pacing: Pacing, worker: str) -> None:
        """Send through `bot`; `worker` names this process in leases."""
        self._bot = bot
        self._database = database
        self._clock = clock
        self._pacing = pacing
        self._worker = worker
        self.is_stopping = False

    async def send_waiting(self) -> int:
        """Send until nothing is left to claim, or `is_stopping`; how many were tried."""
        async with self._database.reading() as session:
            if not await is_any_claimable(session):
                return 0
        tried = 0
        while not self.is_stopping and (batch := await self._send_window()):
            tried += batch
        return tried

    async def _send_window(self) -> int:
        async with self._database.transaction() as session:
            messages = await claim_messages(session, self._worker, WINDOW)
        if not messages:
            return 0
        results = await asyncio.gather(*map(self._send, messages))
        async with self._database.transaction() as session:
            settlements = [result.settlement for result in results]
            await settle_messages(session, settlements, self._worker, self._clock.now())
            await _act_on(session, results)
        return len(messages)

    async def _send(self, message: OutgoingMessage) -> _Result:
        await self._pacing.wait(message.telegram_chat_id)
        try:
            sent = await send_content(
                self._bot, message.telegram_chat_id, message.content, thread_id=message.thread_id
            )
        except (TelegramError, KeyError) as error:
            outcome = outcome_of(error)
            logger.warning("delivery.failed message=%s meaning=%s", message.id, outcome.meaning)
            return _Result(message, settlement_of(message, outcome, str(error)), outcome)
        return _Result(message, Settlement(message.id, MessageState.SENT, sent.message_id))


def settlement_of(message: OutgoingMessage, outcome: Outcome, error: str) -> Settlement:
    """The next state of a message whose sending failed."""
    failed = Settlement(message.id, MessageState.DEAD, error=error)
    match outcome.meaning:
        case Meaning.FLOOD:
            return replace(failed, state=MessageState.DEFERRED, wait=outcome.wait, is_attempt=False)
        case Meaning.UNKNOWN:
            return replace(failed, state=MessageState.UNKNOWN, wait=_back_off(message.attempts))
        case Meaning.MIGRATED:
            return replace(failed, state=MessageState.QUEUED, is_attempt=False)
        case Meaning.GONE:
            return replace(failed, state=MessageState.CANCELLED)
        case (
            Meaning.NOT_SENT | Meaning.REFUSED | Meaning.MISCONFIGURED | Meaning.RESTRICTED | Meaning.MISSING
        ):
            if message.attempts >= _MAXIMUM_ATTEMPTS:
                return failed
            return replace(failed, state=MessageState.DEFERRED, wait=_back_off(message.attempts))
        case _:
            return failed


async def _act_on(session: Session, results: Sequence[_Result]) -> None:
    """What a failure says about the chat itself."""
    for result in results:
        match result.outcome:
            case Outcome(meaning=Meaning.GONE):
                await mark_gone(session, result.message.telegram_chat_id, str(result.settlement.error))
            case Outcome(meaning=Meaning.MIGRATED, migrated_to=int(new_id)):
                await migrate_chat(session, result.message.telegram_chat_id, new_id)
            case _:
                pass


def _back_off(attempts: int) -> timedelta:
    seconds = _BACK_OFF_SECONDS[min(attempts, len(_BACK_OFF_SECONDS)) - 1]
    return timedelta(seconds=seconds)
