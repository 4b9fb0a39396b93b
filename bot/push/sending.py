"""
The outbox emptied into Telegram: claim, send outside any transaction, settle.

Up to `WINDOW` messages are in flight. As they come back, one transaction marks all that did and
claims as many anew, so nobody waits for the slowest and commits stay few. What a failure means is
decided in `handlers.outcomes` and `bot.push.settling`. A message that cannot be sent, or that
breaks our own code, never stops the others.
"""

import asyncio
import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from telegram import Bot

from bot.push.breaker import CircuitBreaker, FloodWatch
from bot.push.calling import call
from bot.push.pacing import Pacing
from bot.push.settling import Result, Settling
from handlers.outcomes import Meaning, Outcome
from storage.claimable import is_any_claimable
from storage.claiming import OutgoingMessage, claim_messages
from storage.clock import Clock
from storage.database import Database, Session
from storage.errors import StorageError
from storage.senders import announce_sender, withdraw_sender
from storage.sending_pauses import sending_state
from storage.settling import release_messages
from storage.stale_deliveries import give_up_late, is_any_late
from storage.stop_points import reached

logger = logging.getLogger(__name__)

WINDOW = 8
"""Messages in flight at once, and so the most that a crash can send twice."""
_STOP_SECONDS = 15.0
"""What is in flight may take so long to come back once we are asked to stop."""
_SEEN_EVERY_SECONDS = 10.0
_LATE_EVERY = timedelta(minutes=1)
_LOOK_SECONDS = 1.0
"""How often we look for what became due meanwhile, while calls take their time."""


class Sender:
    """Sends what waits in the outbox; one a process."""

    def __init__(
        self,
        bot: Bot,
        database: Database,
        clock: Clock,
        pacing: Pacing,
        worker: str,
        *,
        retries_unknown: bool = True,
        random: Random | None = None,
    ) -> None:
        """
        Send through `bot`; `worker` names this process in leases, and no other, not even an earlier one.

        `retries_unknown` has messages of unknown outcome sent once more; else they are parked at once.
        """
        self._bot = bot
        self._database = database
        self._clock = clock
        self._pacing = pacing
        self._worker = worker
        self._repeats = int(retries_unknown)
        self._breaker, self._floods = CircuitBreaker(), FloodWatch()
        self._settling = Settling(
            worker,
            clock,
            self._breaker,
            random or Random(),  # noqa: S311 (it only spreads retries)
            retries_unknown=retries_unknown,
        )
        self._in_flight: dict[asyncio.Task[Result], OutgoingMessage] = {}
        self._unsettled: list[Result] = []
        self._is_unsure = False
        """Whether the database may hold messages as ours that we do not know of."""
        self._announced_at = -_SEEN_EVERY_SECONDS
        self._looked_for_late_at: datetime | None = None
        self._woken = asyncio.Event()
        self._stops_at: float | None = None

    async def send_waiting(self) -> int:
        """
        Send until nothing is left that may leave now, or until `stop`; how many messages were tried.

        Trouble with the database ends it, too; what was sent by then is marked at the next call.
        """
        tried = 0
        try:
            if await self._is_anything_to_do():
                while (claimed := await self._turn()) is not None:
                    tried += claimed
                    await self._wait_for_news()
        except StorageError as error:
            logger.warning("sending.database error=%s", error)
            self._is_unsure = True
        while self._in_flight:
            await self._wait_for_news()
        return tried

    def stop(self) -> None:
        """Claim no more; what is in flight comes back in some seconds or is given up as unknown."""
        self._stops_at = time.monotonic() + _STOP_SECONDS
        self._woken.set()

    async def close(self) -> None:
        """Settle what is left, and leave the whole rate to others; call it once `send_waiting` runs no more."""
        try:
            async with self._database.transaction() as session:
                if self._unsettled:
                    await self._settling.settle(session, self._unsettled)
                await release_messages(session, self._worker, ())
                await withdraw_sender(session, self._worker)
        except StorageError as error:
            logger.warning("sending.database error=%s", error)

    async def _is_anything_to_do(self) -> bool:
        """Looked at without a lock, for mostly there is nothing."""
        async with self._database.reading() as session:
            state = await sending_state(session)
            if self._breaker.is_tripped and state.stopped_reason is None and not self._unsettled:
                self._breaker.resumed()
            is_claimable = not state.is_held and await is_any_claimable(session)
            is_late = self._is_time_for_late and await is_any_late(session, self._clock.now())
        if is_late or (self._is_time_to_announce and not self._database.is_sqlite):
            async with self._database.transaction() as session:
                await give_up_late(session, self._clock.now())
                await self._announce(session)
        if self._is_time_for_late:
            self._looked_for_late_at = self._clock.now()
        return is_claimable or bool(self._unsettled) or self._is_unsure

    async def _turn(self) -> int | None:
        """Settle what came back and claim as many as may leave; how many, None if there is nothing left to do."""
        free = 0 if self._stops_at is not None else WINDOW - len(self._in_flight)
        allowed = self._pacing.allowance(free) if free else 0
        claimed: list[OutgoingMessage] = []
        if allowed or self._unsettled or self._is_unsure:
            claimed = await self._exchange(allowed)
        is_over = not (claimed or self._in_flight or self._unsettled or self._is_unsure)
        return None if is_over and (allowed or not free) else len(claimed)

    async def _exchange(self, allowed: int) -> list[OutgoingMessage]:
        """One transaction: what came back is marked, and up to `allowed` are claimed and begin to be sent."""
        if allowed:
            reached("sending.before-claim")
        settling, claimed_at = list(self._unsettled), time.monotonic()
        claimed: list[OutgoingMessage] = []
        async with self._database.transaction() as session:
            await self._announce(session)
            if settling:
                await self._settling.settle(session, settling)
            if self._is_unsure:
                await release_messages(session, self._worker, [one.id for one in self._in_flight.values()])
            if allowed:
                claimed = await claim_messages(
                    session, self._worker, allowed, app_now=self._clock.now(), repeats=self._repeats
                )
        # Only what was committed is forgotten; a lost commit is made again.
        del self._unsettled[: len(settling)]
        self._is_unsure = False
        if settling:
            reached("sending.settled")
        if claimed:
            reached("sending.claimed")
        return self._begin(claimed, claimed_at)

    def _begin(self, claimed: list[OutgoingMessage], claimed_at: float) -> list[OutgoingMessage]:
        if self._stops_at is not None and claimed:
            self._is_unsure = True  # the next turn gives them back
            return []
        for message in claimed:
            task = asyncio.create_task(call(self._bot, self._pacing, message, claimed_at))
            self._in_flight[task] = message
            task.add_done_callback(self._came_back)
        return claimed

    def _came_back(self, task: asyncio.Task[Result]) -> None:
        """Keep a result to be settled; what breaks our own code is a dead letter and no more."""
        message = self._in_flight.pop(task)
        if task.cancelled():
            result = Result(message, None, Outcome(Meaning.UNKNOWN), "given up at the end of the program")
        elif (fault := task.exception()) is not None:
            logger.error("delivery.broken message=%s", message.id, exc_info=fault)
            result = Result(message, None, Outcome(Meaning.REJECTED), f"broke the program: {fault!r}")
        else:
            result = task.result()
        self._unsettled.append(replace(result, pause=self._note(result)))
        self._woken.set()

    def _note(self, result: Result) -> timedelta:
        """Keep count of what says something about more than its own message; how long all must wait for it."""
        chat_id, outcome = result.message.telegram_chat_id, result.outcome
        meaning = outcome.meaning if outcome else None
        if outcome is not None:
            logger.warning("delivery.failed message=%s meaning=%s", result.message.id, meaning)
        if outcome is None:
            self._floods.reached(chat_id)
        # Announcements reach chats that nothing was sent to for months: that many of them are gone is no news.
        is_lost = meaning in (Meaning.GONE, Meaning.MISSING) and not result.message.is_announcement
        self._breaker.note(chat_id, is_lost=is_lost)
        if meaning is Meaning.UNAUTHORIZED:
            self._breaker.is_token_refused = True
        if outcome is not None and meaning is Meaning.FLOOD:
            return self._floods.note(chat_id, outcome.wait) or timedelta()
        return timedelta()

    async def _wait_for_news(self) -> None:
        """Until something came back, or something may leave, or it is time to go."""
        if self._stops_at is not None and time.monotonic() >= self._stops_at:
            for task in self._in_flight:
                task.cancel()
        try:
            async with asyncio.timeout(self._patience()):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    def _patience(self) -> float:
        if self._stops_at is not None:
            return max(self._stops_at - time.monotonic(), 0.0)
        if len(self._in_flight) == WINDOW:
            return _LOOK_SECONDS
        return min(self._pacing.seconds_until_free() or _LOOK_SECONDS, _LOOK_SECONDS)

    async def _announce(self, session: Session) -> None:
        """Be seen by the other processes now and then, and take our part of the rate."""
        if self._is_time_to_announce:
            self._pacing.share(await announce_sender(session, self._worker))
            self._announced_at = time.monotonic()

    @property
    def _is_time_to_announce(self) -> bool:
        return time.monotonic() - self._announced_at >= _SEEN_EVERY_SECONDS

    @property
    def _is_time_for_late(self) -> bool:
        last = self._looked_for_late_at
        return last is None or abs(self._clock.now() - last) >= _LATE_EVERY
