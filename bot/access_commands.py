"""`chenbao chats ban`, `allow`, `clear`: who may use the bot, for operators without Telegram."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.opening import opened_database
from bot.settings import Settings
from bot.terminal import output
from storage.acts import ActKind, record_act
from storage.clock import SystemClock
from storage.database import Session
from storage.standings import ban, clear_standing, let_in

_Change = Callable[[Session, int, datetime], Awaitable[None]]


async def ban_chat(settings: Settings, telegram_id: int) -> int:
    """Answer it no more."""
    return await _changed(settings, telegram_id, ban, ActKind.BANNED, "banned")


async def allow_chat(settings: Settings, telegram_id: int) -> int:
    """Let it in."""
    return await _changed(settings, telegram_id, let_in, ActKind.LET_IN, "let in")


async def clear_chat(settings: Settings, telegram_id: int) -> int:
    """Neither."""
    return await _changed(settings, telegram_id, clear_standing, ActKind.STANDING_CLEARED, "cleared")


async def _changed(settings: Settings, telegram_id: int, change: _Change, kind: ActKind, told: str) -> int:
    now = SystemClock().now()
    async with opened_database(settings) as database, database.transaction() as session:
        await change(session, telegram_id, now)
        await record_act(session, kind, telegram_id, now)
    output().print(f"{told}: {telegram_id}; a running bot follows within seconds")
    return 0
