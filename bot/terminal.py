"""
What commands write, and how they end: results on standard output, everything else on standard error.

Texts from files are printed as they are, never read as markup.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.logs import configure_logging
from bot.settings import Settings, SettingsError, load_settings, own_to_sandbox
from storage import stop_points
from storage.errors import StorageError


class Advance(Protocol):
    """Moves a progress bar."""

    def __call__(self, done: int, total: int | None = ..., label: str = ...) -> None:
        """Say how much is done, of how much if that is news, and of what."""
        ...


EXIT_INCOMPLETE = 1
"""Not everything that was asked was done."""
EXIT_MISUSE = 2
"""Settings or arguments that cannot be used."""
EXIT_INTERRUPTED = 130
_MOST_NAMES = 5


def output() -> Console:
    """The console of results for people."""
    return Console(markup=False, highlight=False, emoji=False)


def messages() -> Console:
    """The console of progress and trouble."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def some_of(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def print_json(document: Any, *, indent: int | None = 2) -> None:
    """Write `document` to standard output, in UTF-8 whatever the terminal, and at once."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


def run_command(command: Callable[[Settings], Coroutine[Any, Any, int]]) -> int:
    """
    Run `command` on the database that `chenbao run` would use with the same settings.

    Gives its exit code; see `guarded`.
    """

    def run(settings: Settings) -> int:
        configure_logging("DEBUG" if settings.log_level == "DEBUG" else "WARNING")
        stop_points.arm(settings.stop_at)
        if settings.telegram_token is None:
            settings = own_to_sandbox(settings)
        return asyncio.run(command(settings))

    return guarded(run)


def guarded(command: Callable[[Settings], int]) -> int:
    """Call `command` with the settings and give its exit code; trouble becomes a message and a code."""
    try:
        return command(load_settings())
    except SettingsError as error:
        messages().print("\n".join(["These settings cannot be used:", *error.problems]), style="red")
        return EXIT_MISUSE
    except StorageError as error:
        messages().print(str(error), style="red")
        return EXIT_INCOMPLETE
    except KeyboardInterrupt:
        messages().print("stopped; what was finished stays")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain once more when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_INCOMPLETE


@contextmanager
def progress_bar(label: str, total: int | None = None) -> Generator[Advance]:
    """A bar on standard error, on a terminal only; the function it gives moves it."""
    console = messages()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(label, total=total)

        def advance(done: int, total: int | None = total, label: str = label) -> None:
            progress.update(task, completed=done, total=total, description=label)

        yield advance
