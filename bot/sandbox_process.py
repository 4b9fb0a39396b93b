"""
The sandbox as a child process of `chenbao run`, and the clock that follows it.

The child has a session of its own: a bot that is killed leaves it alive, and the next `run`
finds it again on its port.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from storage.clock import OffsetClock

logger = logging.getLogger(__name__)

TOKEN = "7000000001:SANDBOX-this-token-opens-only-the-sandbox"  # noqa: S105 (public by design)
_START_SECONDS = 30
_LOOK_SECONDS = 0.1
_STOP_SECONDS = 5


class SandboxFailed(Exception):
    """The sandbox could not be started; the message says why and what to do."""


class SandboxProcess:
    """The sandbox on its port: found running, or started here and then stopped here."""

    def __init__(self, port: int, data_dir: Path, inbox: Path) -> None:
        """Keep its data in `data_dir`; its sample digests arrive in `inbox`."""
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._data_dir = data_dir
        self._note = data_dir / "sandbox.port"
        """Where it was served last."""
        self._inbox = inbox
        self._client = httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=5)
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """
        Find the sandbox or start it; returns once it answers.

        Raises:
            SandboxFailed: the port is taken by something else or another sandbox, or the child ended.
        """
        if (found := await self._clock()) is not None:
            self._refuse_another(found)
            self._remember()
            return
        await self._refuse_left_over()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.sandbox", "--port", str(self._port)),
            *("--data-dir", str(self._data_dir), "--inbox", str(self._inbox), "--token", TOKEN),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        for _ in range(int(_START_SECONDS / _LOOK_SECONDS)):
            if await self.offset() is not None:
                self._remember()
                return
            if self._process.returncode is not None:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        raise SandboxFailed(
            f"the sandbox did not start on port {self._port}; "
            "if something else listens there, choose another with CHENBAO_SANDBOX_PORT"
        )

    async def offset(self) -> timedelta | None:
        """How far the sandbox's clock is ahead of this machine's; None while it does not answer."""
        clock = await self._clock()
        return None if clock is None else timedelta(seconds=clock["offset_seconds"])

    async def _clock(self, url: str = "") -> dict[str, Any] | None:
        try:
            answer = await self._client.get(f"{url}/sandbox/clock")
            document = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError):
            return None
        return document if isinstance(document, dict) and "offset_seconds" in document else None

    def _refuse_another(self, clock: dict[str, Any]) -> None:
        folder = clock.get("data_dir")
        if folder != str(self._data_dir.resolve()):
            raise SandboxFailed(
                f"port {self._port} serves the sandbox of {folder}; stop that one, "
                "or choose another port with CHENBAO_SANDBOX_PORT"
            )

    def _remember(self) -> None:
        self._note.write_text(f"{self._port}\n", encoding="ascii")

    async def _refuse_left_over(self) -> None:
        """A `run` that was killed left its sandbox alive, and no second one can serve the same data."""
        try:
            port = int(self._note.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return
        found = await self._clock(f"http://127.0.0.1:{port}")
        if found is not None and found.get("data_dir") == str(self._data_dir.resolve()):
            raise SandboxFailed(
                f"the sandbox of {self._data_dir} still serves port {port}, left by a run that was killed; "
                f"go on there with CHENBAO_SANDBOX_PORT={port}, or end `python -m bot.sandbox --port {port}`"
            )

    async def revive(self) -> None:
        """Start the child again if it was started here and has ended; its data is as it was."""
        if self._process is not None and self._process.returncode is not None:
            logger.warning("sandbox.ended returncode=%s", self._process.returncode)
            await self.start()

    async def stop(self) -> None:
        """Stop the child, if it was started here."""
        await self._client.aclose()
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


async def follow_clock(
    sandbox: SandboxProcess,
    clock: OffsetClock,
    after: Callable[[Callable[[], object]], Awaitable[object]],
) -> None:
    """
    Bring the application's clock to the sandbox's.

    Sample digests that arrive with a move are in the inbox before the sandbox shows its new
    time. `after` is given the move to make, and takes them in before anything is planned.
    """
    offset = await sandbox.offset()
    if offset is None:
        await sandbox.revive()
    if offset is None or offset == clock.offset:
        return
    logger.info("sandbox.clock_moved by=%s", offset - clock.offset)
    await after(lambda: setattr(clock, "offset", offset))
