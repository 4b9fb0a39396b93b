"""
`chenbao` as a process: started as people start it, or forked from one that has imported it already.

Importing takes most of the processor's time of a start, and tests start hundreds. Nothing happens
at import, so a fork is what a start would be by then: with its own folder, environment and output,
and it dies of the signals that it is sent. What a start itself does is tested with `Started`.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from unittest.mock import patch

Environment = Mapping[str, str]
_ENDS_WITHIN_SECONDS = 40


class Started:
    """A command in an interpreter of its own; what it complains of is added to the file `errors`."""

    def __init__(
        self, arguments: Sequence[str], folder: Path, environment: Environment, errors: Path
    ) -> None:
        """Start it in `folder`."""
        with errors.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments],
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )
        self.pid = self._process.pid

    def lines(self) -> Iterator[str]:
        """What it prints, until it ends."""
        assert self._process.stdout is not None
        yield from self._process.stdout

    def ended(self) -> int:
        """The exit code, once it has ended: the negative number of the signal that it died of."""
        code = self._process.wait(timeout=_ENDS_WITHIN_SECONDS)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code


class Forked:
    """A command in a fork; what it complains of is added to the file `errors`."""

    def __init__(
        self, arguments: Sequence[str], folder: Path, environment: Environment, errors: Path
    ) -> None:
        """Fork it into `folder`."""
        context = _fork_server()
        self._output, output = context.Pipe(duplex=False)
        with closing(output):
            self._process = context.Process(
                target=_become, args=(tuple(arguments), folder, dict(environment), errors, output)
            )
            self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def lines(self) -> Iterator[str]:
        """What it prints, until it ends."""
        with os.fdopen(os.dup(self._output.fileno()), encoding="utf-8") as output:
            yield from output

    def ended(self) -> int:
        """The exit code, once it has ended: the negative number of the signal that it died of."""
        self._process.join(_ENDS_WITHIN_SECONDS)
        code = self._process.exitcode
        assert code is not None, f"it did not end within {_ENDS_WITHIN_SECONDS} s"
        self._output.close()
        self._process.close()
        return code


@cache
def _fork_server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["imported_program"])
    # Until Python 3.13 what it imports beforehand is not looked for where we would look.
    with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
        multiprocessing.forkserver.ensure_running()
    return context


def _become(
    arguments: tuple[str, ...], folder: Path, environment: dict[str, str], errors: Path, output: Connection
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with closing(output), errors.open("a") as log:
        os.dup2(output.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.argv = ["chenbao", *arguments]

    from bot.cli import main

    main()
