"""
One `chenbao run`: which bot, which database, which clock; alone on its SQLite file.

With a token the bot is real. Without one it runs in the sandbox, on a database of its own, so
that nothing of the sandbox ever stands beside real deliveries.
"""

import asyncio
import logging
import signal
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.application import Chenbao
from bot.naming_sources import name_sources
from bot.sandbox_process import TOKEN, SandboxProcess, follow_clock
from bot.settings import Settings, own_to_sandbox
from bot.source_settings import watched_folders
from bot.watchdog import notify
from storage.clock import Clock, OffsetClock, SystemClock
from storage.database import Database
from storage.errors import WrongBot
from storage.holding import Hold, Purpose, held
from storage.instance import instance_of
from storage.relocation import refuse_relocated
from storage.upgrading import upgrade

logger = logging.getLogger(__name__)

_CLOCK_SECONDS = 1.0
_HOLD_SECONDS = 30
Announce = Callable[[str | None, Sequence[str]], None]
"""Called once the bot takes updates, with the sandbox's address or None, and the names of the sources it asks."""


async def run(settings: Settings, announce: Announce) -> None:
    """
    Run the bot until SIGINT or SIGTERM.

    Raises:
        StorageError: the database cannot be used; the message says why.
        SandboxFailed: the sandbox cannot be started.
        InvalidToken: Telegram does not know the token.
    """
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        await _run_bot(settings, token, SystemClock(), stopping, announce)
    else:
        await _refuse_without_token(settings)
        await _run_in_sandbox(settings, stopping, announce)


async def _run_bot(
    settings: Settings, token: str, clock: Clock, stopping: asyncio.Event, announce: Announce
) -> None:
    async with opened_alone(settings.database_url) as (database, hold):
        asked = await name_sources(database, settings, clock, has_default=True)
        bot = Chenbao(settings, token, database, clock, watched_folders(settings.inbox, settings.sources))
        bot.every(_HOLD_SECONDS, "hold", lambda: keep_hold(hold, stopping))

        def ready() -> None:
            notify(settings.notify_socket, "READY=1")
            announce(None, asked)

        await bot.run(stopping, ready=ready)


async def _run_in_sandbox(settings: Settings, stopping: asyncio.Event, announce: Announce) -> None:
    settings = own_to_sandbox(settings)
    samples = settings.data_dir / "inbox"
    sandbox = SandboxProcess(settings.sandbox_port, settings.data_dir, samples)
    settings = settings.model_copy(update={"telegram_api_url": sandbox.url, "telegram_proxy": None})
    clock = OffsetClock()
    # The database first: a second run is told what is wrong, not that its sandbox did not start.
    async with opened_alone(settings.database_url) as (database, hold):
        await sandbox.start()
        try:
            clock.offset = await sandbox.offset() or clock.offset
            asked = await name_sources(database, settings, clock, has_default=False)
            inboxes = list(dict.fromkeys([samples, *watched_folders(settings.inbox, settings.sources)]))
            bot = Chenbao(settings, TOKEN, database, clock, inboxes)
            bot.every(_HOLD_SECONDS, "hold", lambda: keep_hold(hold, stopping))
            bot.every(_CLOCK_SECONDS, "clock", lambda: follow_clock(sandbox, clock, bot.after))
            await bot.run(stopping, ready=lambda: announce(sandbox.url, asked))
        finally:
            await sandbox.stop()


@asynccontextmanager
async def opened_alone(url: str) -> AsyncGenerator[tuple[Database, Hold]]:
    """
    The migrated database, held against a restore, a move, and on SQLite a second `run`.

    Raises:
        DatabaseInUse: others work on it.
        DatabaseMoved: its data is elsewhere, or not here yet.
    """
    database = Database(url)
    try:
        async with held(database, Purpose.RUN) as hold:
            await upgrade(database)
            async with database.reading() as session:
                await refuse_relocated(session, database.place)
            yield database, hold
    finally:
        await database.close()


async def keep_hold(hold: Hold, stopping: asyncio.Event) -> None:
    """Stop at once if the database was taken for a restore or a move while our connection was broken."""
    if not await hold.renew():
        logger.error("hold.taken")
        stopping.set()


async def _refuse_without_token(settings: Settings) -> None:
    """A token that got lost must not put the sandbox's bot in the place of the real one."""
    database = Database(settings.database_url)
    try:
        if database.path is not None and not database.path.exists():
            return
        await upgrade(database)
        async with database.transaction() as session:
            instance = await instance_of(session)
    finally:
        await database.close()
    if instance.bot_id not in (None, int(TOKEN.partition(":")[0])):
        raise WrongBot(
            f"this database belongs to @{instance.bot_username} ({instance.bot_id}), and there is no token; "
            "set CHENBAO_TELEGRAM_TOKEN, or name another database with CHENBAO_DATABASE_URL"
        )
