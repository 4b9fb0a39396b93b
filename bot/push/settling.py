"""
What came back becomes what happens next: the state of the message, and what we hold of its chat.

All of it in the transaction that the caller commits. Made twice it changes nothing more, for the
caller repeats it where a commit's outcome was lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from bot.push.breaker import WITHIN, CircuitBreaker
from handlers.outcomes import Meaning, Outcome
from handlers.restricting import restrict
from handlers.views.notices import rich_lost_notice, thread_lost_notice
from storage.chat_waits import (
    forget_missed,
    forgive_chats,
    hold_chat,
    lose_thread,
    miss_chat,
    rest_chats,
)
from storage.chats import chat_by_telegram_id, mark_gone, migrate_chat, replace_layout
from storage.claiming import OutgoingMessage
from storage.clock import Clock
from storage.database import Session
from storage.notices import queue_notice
from storage.records import Layout, MessageState
from storage.savepoints import apart
from storage.sending_pauses import StopReason, pause_sending, stop_sending
from storage.settling import Settlement, settle_messages

_BACK_OFF_SECONDS = (5, 15, 60, 300, 900, 3_600)
_DISTRUST = timedelta(minutes=5)
"""How long a message waits once sending goes on, where we did not believe what came back."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came back for a message: Telegram's number for it, or what the failure means."""

    message: OutgoingMessage
    telegram_message_id: int | None
    outcome: Outcome | None
    error: str = ""
    rest: timedelta = timedelta()
    """How long its chat must rest from now on."""
    pause: timedelta = timedelta()
    """How long the whole bot must wait, as flood control in several chats asks."""
    lacks_rich: bool = False
    """The server took the text alone: it does not know rich messages."""


class Settling:
    """Marks what came back; `worker` names the process in leases."""

    def __init__(
        self, worker: str, clock: Clock, breaker: CircuitBreaker, random: Random, *, retries_unknown: bool
    ) -> None:
        """Ask `breaker` whether refusals are to be believed; `random` spreads what is tried again."""
        self._worker = worker
        self._clock = clock
        self._breaker = breaker
        self._random = random
        self._retries_unknown = retries_unknown

    async def settle(self, session: Session, results: Sequence[Result]) -> None:
        """Mark messages and chats, and stop or pause everything if need be."""
        is_distrusted = await self._hold_all(session, results)
        settlements = [self._settlement(result) for result in results]
        await settle_messages(session, settlements, self._worker, self._clock.now())
        rests = {one.message.chat_id: one.rest for one in results if one.rest > timedelta()}
        if rests:
            await rest_chats(session, rests)
        reached = [one.message.chat_id for one in results if one.message.is_troubled and one.outcome is None]
        if reached:
            await forgive_chats(session, reached)
        for result in results:
            if result.lacks_rich:
                async with apart(session, f"message {result.message.id}"):
                    await self._leave_rich(session, result.message)
            if result.outcome is not None and not (is_distrusted and _is_lost(result.outcome)):
                async with apart(session, f"message {result.message.id}"):
                    await self._act_on(session, result, result.outcome)

    async def _hold_all(self, session: Session, results: Sequence[Result]) -> bool:
        """Whether chats that cannot be reached are not believed to be gone."""
        if pause := max((result.pause for result in results), default=timedelta()):
            await pause_sending(session, pause, "flood")
        if self._breaker.is_token_refused:
            await stop_sending(session, StopReason.TOKEN_REFUSED)
            return True
        if self._breaker.are_chats_gone:
            await stop_sending(session, StopReason.CHATS_GONE)
            await forget_missed(session, WITHIN)
            return True
        return False

    def _settlement(self, result: Result) -> Settlement:
        message, outcome = result.message, result.outcome
        if outcome is None:
            return Settlement(message.id, MessageState.SENT, result.telegram_message_id)
        if self._breaker.is_tripped and _is_lost(outcome):
            return Settlement(
                message.id, MessageState.DEFERRED, error=result.error, wait=_DISTRUST, is_attempt=False
            )
        return settlement_of(
            message, outcome, result.error, self._random, retries_unknown=self._retries_unknown
        )

    async def _act_on(self, session: Session, result: Result, outcome: Outcome) -> None:
        """What a failure says about the chat itself."""
        message = result.message
        match outcome.meaning:
            case Meaning.GONE:
                await mark_gone(session, message.telegram_chat_id, result.error, self._clock.now())
            case Meaning.MISSING:
                if await miss_chat(session, message.chat_id):
                    await mark_gone(session, message.telegram_chat_id, result.error, self._clock.now())
            case Meaning.FLOOD:
                await hold_chat(session, message.telegram_chat_id, outcome.wait)
            case Meaning.RESTRICTED:
                await restrict(session, message.telegram_chat_id, self._clock.now())
            case Meaning.THREAD_LOST:
                await self._lose_thread(session, message)
            case Meaning.MIGRATED if outcome.migrated_to is not None:
                await migrate_chat(session, message.telegram_chat_id, outcome.migrated_to, self._clock.now())
            case _:
                pass

    async def _leave_rich(self, session: Session, message: OutgoingMessage) -> None:
        """Send digests in the detailed layout from now on, and say so once."""
        if not await replace_layout(session, message.chat_id, Layout.RICH, Layout.NORMAL):
            return
        now = self._clock.now()
        chat = await chat_by_telegram_id(session, message.telegram_chat_id)
        assert chat is not None
        key = f"rich-lost:{chat.id}:{now.isoformat()}"
        await queue_notice(session, chat.id, message.thread_id, rich_lost_notice(chat), key=key, now=now)

    async def _lose_thread(self, session: Session, message: OutgoingMessage) -> None:
        """Let a lost topic's messages go to the chat itself and say so there, once; without topic we may not write."""
        now = self._clock.now()
        if not message.thread_id:
            await restrict(session, message.telegram_chat_id, now)
        elif await lose_thread(session, message.chat_id, message.thread_id, now):
            chat = await chat_by_telegram_id(session, message.telegram_chat_id)
            assert chat is not None
            key = f"thread-lost:{message.chat_id}:{message.thread_id}:{now.isoformat()}"
            await queue_notice(session, chat.id, 0, thread_lost_notice(chat), key=key, now=now)


def settlement_of(
    message: OutgoingMessage, outcome: Outcome, error: str, random: Random, *, retries_unknown: bool = True
) -> Settlement:
    """The next state of a message whose sending failed; what is tried for too long ends by its age."""
    failed = Settlement(message.id, MessageState.DEAD, error=error)
    later = replace(failed, state=MessageState.DEFERRED, wait=_back_off(message.attempts, random))
    match outcome.meaning:
        case Meaning.FLOOD:
            # Not all at the same moment when it is over.
            wait = outcome.wait + timedelta(seconds=random.uniform(0, 2))
            return replace(later, wait=wait, is_attempt=False)
        case Meaning.UNKNOWN if retries_unknown:
            return replace(later, state=MessageState.UNKNOWN)
        case Meaning.GONE:
            return replace(failed, state=MessageState.CANCELLED)
        case Meaning.MISSING | Meaning.RESTRICTED | Meaning.UNAUTHORIZED:
            return replace(later, is_attempt=False)
        case Meaning.MIGRATED | Meaning.THREAD_LOST:
            # At once, by its new address; a server that sends us round and round is met less and less.
            return replace(failed, state=MessageState.QUEUED) if message.attempts == 1 else later
        case Meaning.NOT_SENT | Meaning.REFUSED | Meaning.CONFLICT:
            return later
        case _:
            return failed


def _is_lost(outcome: Outcome) -> bool:
    return outcome.meaning in (Meaning.GONE, Meaning.MISSING, Meaning.UNAUTHORIZED)


def _back_off(attempts: int, random: Random) -> timedelta:
    """With full jitter: anything up to the step's whole length."""
    longest = _BACK_OFF_SECONDS[min(attempts, len(_BACK_OFF_SECONDS)) - 1]
    return timedelta(seconds=random.uniform(0, longest))
