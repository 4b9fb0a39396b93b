"""
One claimed message sent to Telegram, and what came back of it.

Nothing here is written down, and nothing is tried twice: what a failure leads to is decided by who settles it.
"""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

from telegram import Bot
from telegram.error import TelegramError

from bot.push.pacing import Pacing
from bot.push.settling import Result
from handlers.content_calls import send_content
from handlers.outcomes import Meaning, Outcome, outcome_of
from storage.claiming import LEASE, OutgoingMessage
from storage.stop_points import reached

_CALL_SECONDS = 60.0
"""For a whole call; the limits of its request begin anew with every byte that drips in."""
_TRUSTED_SECONDS = LEASE.total_seconds() - _CALL_SECONDS
"""Who was held up for so long since the claim does not begin to send: the lease may end meanwhile."""


async def call(bot: Bot, pacing: Pacing, message: OutgoingMessage, claimed_at: float) -> Result:
    """
    Send `message`, unless its claim, begun at `claimed_at` of the monotonic clock, is too long ago.

    What breaks our own code is raised.
    """
    if time.monotonic() - claimed_at > _TRUSTED_SECONDS:
        return Result(message, None, Outcome(Meaning.NOT_SENT), "held up before it was sent")
    rest = pacing.leave(message.telegram_chat_id)
    left_at = time.monotonic()
    try:
        async with asyncio.timeout(_CALL_SECONDS):
            sent = await send_content(
                bot, message.telegram_chat_id, message.content, thread_id=message.thread_id
            )
        reached("sending.accepted")
        result = Result(message, sent.message_id, None, lacks_rich=sent.lacks_rich)
    except (TelegramError, KeyError, TimeoutError) as error:
        result = Result(message, None, outcome_of(error), str(error) or "no whole answer in time")
    return replace(result, rest=rest - timedelta(seconds=time.monotonic() - left_at))
