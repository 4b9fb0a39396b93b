"""`chenbao run` as people start it: a process of its own, with its sandbox."""

import contextlib
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from processes import Forked, Started
from waiting import eventually

ROOT = Path(__file__).resolve().parent.parent
WELCOME = "Stop   Ctrl-C"
_QUIET = ("CHENBAO_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


class RunningBot:
    """A bot in its sandbox; `url` is the sandbox's page."""

    def __init__(self, folder: Path, port: int, kind: type[Started | Forked], **environment: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._folder, self._kind = folder, kind
        own = {key: value for key, value in os.environ.items() if not key.upper().startswith(_QUIET)}
        self._environment = own | {"CHENBAO_SANDBOX_PORT": str(port)} | environment
        self._process: Started | Forked | None = None

    def start(self, **environment: str) -> None:
        """Start, with more in its environment this time, and return once it says what to open."""
        if not self.tries_to_start(**environment):
            raise AssertionError(f"chenbao run ended with {self._ended()}: {self.log()}")

    def tries_to_start(self, **environment: str) -> bool:
        """Start; whether it came so far as to say what to open."""
        self.launch(**environment)
        assert self._process is not None
        return any(WELCOME in line for line in self._process.lines())

    def launch(self, **environment: str) -> None:
        """Start without waiting for anything."""
        environment = self._environment | environment | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self._process = self._kind(["run"], self._folder, environment, self._folder / "bot.log")

    def wait_for_end(self) -> int:
        """The exit code, once it ends by itself."""
        return self._ended()

    def wait_for_samples(self) -> None:
        """Until the samples of the first start are read: what comes while a library fills is no news."""
        inbox = self._folder / "data" / "sandbox" / "inbox"
        eventually(lambda: self.log().count("digest.ingested") >= len(list(inbox.iterdir())))

    def log(self) -> str:
        """All that it logged."""
        return (self._folder / "bot.log").read_text()

    def kill(self) -> None:
        """kill -9: the sandbox lives on."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to stop; the exit code."""
        return self._end(signal.SIGTERM)

    def stop_sandbox(self) -> None:
        """End the sandbox that a killed bot left behind."""
        mine = ["-m", "bot.sandbox", "--port", self.url.rpartition(":")[2]]
        for process in psutil.process_iter(["cmdline"]):
            if (process.info["cmdline"] or [])[1:5] == mine:
                process.terminate()
                process.wait(timeout=10)

    def _end(self, number: int) -> int:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return self._ended()

    def _ended(self) -> int:
        assert self._process is not None
        code, self._process = self._process.ended(), None
        return code

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it was started and not ended since."""
        return self._process is not None


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_bot(
    folder: Path, kind: type[Started | Forked] = Forked, **environment: str
) -> Iterator[RunningBot]:
    """A bot that runs; at the end it and its sandbox are gone."""
    bot = RunningBot(folder, free_port(), kind, **environment)
    bot.start()
    try:
        yield bot
    finally:
        if bot.is_running:
            bot.stop()
        bot.stop_sandbox()
