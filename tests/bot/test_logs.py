"""No token and no password reaches a log line, whoever writes it."""

import asyncio
import io
import logging
import sys
import warnings
from collections.abc import Generator

import httpx
import pytest

from bot.logs import configure_logging, redacted

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-_x"


@pytest.fixture
def written() -> Generator[io.StringIO]:
    """What the program writes, with all loggers set back afterwards."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    stream = io.StringIO()
    configure_logging("DEBUG", [], stream)
    yield stream
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR])
def test_token_is_hidden_in_messages_and_arguments_at_every_level(written: io.StringIO, level: int) -> None:
    """Also where it arrives as an argument of another type than text."""
    logger = logging.getLogger("somewhere")
    logger.log(level, "one %s two", httpx.URL(f"https://api.telegram.org/bot{TOKEN}/getMe"))
    logger.log(level, "three 123456789%3AAAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw four")
    assert "AAHdq" not in written.getvalue()
    assert written.getvalue().count("[hidden]") == 2


async def test_httpx_writes_no_token_even_when_asked_to_talk(written: io.StringIO) -> None:
    """Its INFO and DEBUG lines carry whole addresses; they are off, and hidden if turned on."""
    url = f"http://127.0.0.1:1/bot{TOKEN}/getMe"

    async def request() -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get(url)

    await request()
    assert "127.0.0.1" not in written.getvalue()
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    await request()
    logging.getLogger("httpx").info('HTTP Request: GET %s "200 OK"', url)
    assert "connect_tcp" in written.getvalue()
    assert "AAHdq" not in written.getvalue()


def test_token_is_hidden_in_tracebacks(written: io.StringIO) -> None:
    """In the error's text, in its cause's, and when nobody caught it."""

    def fail() -> None:
        try:
            int(f"bot{TOKEN}")
        except ValueError as cause:
            raise RuntimeError(f"token {TOKEN}") from cause

    try:
        fail()
    except RuntimeError as error:
        logging.getLogger("somewhere").exception("it.failed")
        sys.excepthook(type(error), error, error.__traceback__)
    assert "RuntimeError: token [hidden]" in written.getvalue()
    assert written.getvalue().count("process.failed") == 1
    assert "AAHdq" not in written.getvalue()


async def test_token_is_hidden_when_a_task_fails_unseen(written: io.StringIO) -> None:
    """asyncio reports it later, through the same log."""
    asyncio.get_running_loop().call_exception_handler(
        {"message": "unseen", "exception": RuntimeError(f"bot{TOKEN}")}
    )
    assert "unseen" in written.getvalue()
    assert "AAHdq" not in written.getvalue()


def test_token_is_hidden_in_warnings(written: io.StringIO) -> None:
    """They go through the log too."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"bot{TOKEN}", UserWarning, stacklevel=1)
    assert "AAHdq" not in written.getvalue()


def test_password_of_an_address_and_given_secrets_are_hidden() -> None:
    """Database and proxy addresses are logged without their password, odd tokens as they were told."""
    line = redacted("postgresql://ada:s3cret@db/x via http://p:q@proxy for 1:short", ["1:short"])
    assert line == "postgresql://ada:[hidden]@db/x via http://p:[hidden]@proxy for [hidden]"


def test_ordinary_lines_stay_as_they_are() -> None:
    """Times, ratios and titles with colons are no tokens."""
    line = "at 12:30:45 ratio 3:1 for https://host:8080/a and 2507.19849: Agentic Policy Optimization"
    assert redacted(line) == line
