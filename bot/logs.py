"""
Logging: no secret in any line.

A line begins with a constant dotted event name, then its data as `name=value`:
`logger.info("digest.ingested papers=%d", count)`. Texts that people wrote are never data.

Redaction happens where a record is finally written out, so that messages, their arguments and
tracebacks of any library pass through it, whatever the level.
"""

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import TextIO

_TOKEN = re.compile(r"(?<!\d)\d+(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s/@]+(?=@)")
_HIDDEN = "[hidden]"
_TALKATIVE = ("httpx", "httpcore", "alembic", "apscheduler", "aiosqlite", "telegram")
"""
Libraries whose lines repeat every few seconds, or tell too much.

Those of httpx carry addresses with the token, those of telegram at DEBUG all that people are told.
"""


class RedactingFormatter(logging.Formatter):
    """Formats as usual, then hides bot tokens, passwords in addresses and the given secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """`secrets` are hidden wherever they stand, also those that look like no token."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The whole line, traceback included."""
        return redacted(super().format(record), self._secrets)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without anything that looks like a bot token or a password in an address."""
    for secret in secrets:
        text = text.replace(secret, _HIDDEN)
    return _PASSWORD.sub(rf"\1:{_HIDDEN}", _TOKEN.sub(_HIDDEN, text))


def configure_logging(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logging and uncaught errors to `stream` (standard error), redacted; no other handler stays."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    logging.getLogger("bot").critical("process.failed", exc_info=(kind, error, traceback))
