"""`chenbao run` and `chenbao sandbox`: the processes that stay."""

import asyncio
import ctypes
from collections.abc import Sequence
from contextlib import suppress

from telegram.error import InvalidToken

from bot.logs import configure_logging
from bot.running import run
from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.server import PortTaken, serve
from bot.sandbox.store import UnusableStore
from bot.sandbox_process import TOKEN, SandboxFailed
from bot.settings import Settings, own_to_sandbox
from bot.terminal import EXIT_INCOMPLETE, guarded, messages, output, some_of
from storage import stop_points
from storage.errors import DatabaseMoved, DatabaseNewer, WrongBot

EXIT_WRONG_TOKEN = 3
"""An exit code of its own: starting again cannot help."""
EXIT_WRONG_DATABASE = 4
"""The database belongs to another bot or program, or its data is elsewhere: nor can it here."""

_M_ARENA_MAX, _HEAPS = -8, 2
"""As in glibc's malloc.h."""


def run_until_stopped() -> int:
    """Run the bot until Ctrl-C or a stop signal; the exit code."""
    return guarded(_run)


def serve_sandbox() -> int:
    """Serve the sandbox alone until Ctrl-C; the exit code."""
    return guarded(_serve)


def _run(settings: Settings) -> int:
    secret = settings.telegram_token
    configure_logging(settings.log_level, [secret.get_secret_value()] if secret else [])
    stop_points.arm(settings.stop_at)
    _share_heaps()
    try:
        asyncio.run(run(settings, _announce))
    except SandboxFailed as error:
        messages().print(str(error), style="red")
        return EXIT_INCOMPLETE
    except InvalidToken:
        messages().print(
            f"{settings.telegram_api_url} does not know the token in CHENBAO_TELEGRAM_TOKEN; "
            "copy it again from @BotFather, or unset it to try the sandbox",
            style="red",
        )
        return EXIT_WRONG_TOKEN
    except (WrongBot, DatabaseNewer, DatabaseMoved) as error:
        messages().print(str(error), style="red")
        return EXIT_WRONG_DATABASE
    return 0


def _share_heaps() -> None:
    """Keep glibc from giving each thread a heap of its own, which hold far more free memory than is used."""
    with suppress(OSError, AttributeError):  # another C library has no such heaps
        ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, _HEAPS)


def _serve(settings: Settings) -> int:
    folder = own_to_sandbox(settings).data_dir
    configuration = SandboxConfiguration(
        data_dir=folder, token=TOKEN, port=settings.sandbox_port, inbox=folder / "inbox"
    )
    try:
        serve(configuration)
    except PortTaken as error:
        messages().print(f"{error}; choose another port with CHENBAO_SANDBOX_PORT", style="red")
        return EXIT_INCOMPLETE
    except (UnusableStore, OSError) as error:
        messages().print(f"the sandbox cannot use {folder}: {error}", style="red")
        return EXIT_INCOMPLETE
    return 0


def _announce(sandbox_url: str | None, asked: Sequence[str]) -> None:
    output().print(welcome(sandbox_url, asked), soft_wrap=True)


def welcome(sandbox_url: str | None, asked: Sequence[str]) -> str:
    """What stands there once the bot runs; in the sandbox also what leaves this machine: questions to sources."""
    if sandbox_url is None:
        return "Chenbao 晨报 is running; stop it with Ctrl-C."
    but = f" but questions to these sources: {some_of(asked)}" if asked else ""
    return (
        f"\nChenbao 晨报 runs in its sandbox: no Telegram account, and nothing leaves this machine{but}.\n\n"
        f"  Open   {sandbox_url}/\n"
        "  Try    /start · 订阅 智能体 · /search diffusion · then “下一个早晨 / Next morning”\n"
        "  Stop   Ctrl-C\n"
    )
