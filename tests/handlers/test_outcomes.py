"""What failures of the Bot API mean, as a real server and a real network tell them."""

from collections.abc import AsyncGenerator, Generator
from datetime import timedelta
from typing import Any

import pytest
from sandbox_driver import SandboxDriver, running_sandbox
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.telegram_client import telegram_request
from handlers.outcomes import Meaning, Outcome, outcome_of


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Generator[SandboxDriver]:
    with running_sandbox(tmp_path_factory.mktemp("sandbox")) as driver:
        yield driver


@pytest.fixture
async def bot(sandbox: SandboxDriver) -> AsyncGenerator[Bot]:
    request = telegram_request(None)
    async with Bot(sandbox.token, base_url=sandbox.base_url, request=request) as opened:
        yield opened


def chat_that_wrote(sandbox: SandboxDriver) -> int:
    """A private chat in which a person wrote, so that the bot may answer."""
    chat = next(one for one in sandbox.state()["chats"] if one["type"] == "private")
    if not sandbox.messages(chat["id"]):
        sandbox.send(chat["id"], chat["person_id"], "hello")
    return int(chat["id"])


async def outcome_with(sandbox: SandboxDriver, bot: Bot, **fault: Any) -> Outcome:
    """What sending a message means while one fault is switched on."""
    sandbox.client.delete("/sandbox/faults")
    fault = {"kind": "error", "method": "sendMessage"} | fault
    assert sandbox.client.post("/sandbox/faults", json=fault).status_code == 200
    with pytest.raises((TelegramError, KeyError)) as raised:
        await bot.send_message(chat_that_wrote(sandbox), "text", read_timeout=0.5)
    return outcome_of(raised.value)


@pytest.mark.parametrize(
    ("error_code", "description", "meaning"),
    [
        (403, "Forbidden: bot was blocked by the user", Meaning.GONE),
        (403, "Forbidden: user is deactivated", Meaning.GONE),
        (403, "Forbidden: bot was kicked from the supergroup chat", Meaning.GONE),
        (403, "Forbidden: bot is not a member of the channel chat", Meaning.GONE),
        (403, "Forbidden: the group chat was deleted", Meaning.GONE),
        (400, "Bad Request: chat not found", Meaning.MISSING),
        (400, "Bad Request: PEER_ID_INVALID", Meaning.MISSING),
        (400, "Bad Request: not enough rights to send text messages to the chat", Meaning.RESTRICTED),
        (400, "Bad Request: have no write access to the chat", Meaning.RESTRICTED),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", Meaning.RESTRICTED),
        (400, "Bad Request: message thread not found", Meaning.THREAD_LOST),
        (400, "Bad Request: TOPIC_CLOSED", Meaning.THREAD_LOST),
        (400, "Bad Request: TOPIC_DELETED", Meaning.THREAD_LOST),
        (400, "Bad Request: can't parse entities: Unclosed start tag at byte offset 3", Meaning.MALFORMED),
        (400, "Bad Request: message is too long", Meaning.MALFORMED),
        (400, "Bad Request: text must be non-empty", Meaning.MALFORMED),
        (400, "Bad Request: BUTTON_DATA_INVALID", Meaning.MALFORMED),
        (400, "Bad Request: ENTITIES_TOO_LONG", Meaning.MALFORMED),
        (400, "Bad Request: message is not modified: specified new message content", Meaning.UNCHANGED),
        (400, "Bad Request: query is too old and response timeout expired", Meaning.STALE),
        (400, "Bad Request: message to edit not found", Meaning.STALE),
        (400, "Bad Request: there is no text in the message to edit", Meaning.STALE),
        (400, "Bad Request: something nobody has seen", Meaning.REJECTED),
        (401, "Unauthorized", Meaning.UNAUTHORIZED),
        (404, "Not Found", Meaning.UNAUTHORIZED),
        (409, "Conflict: terminated by other getUpdates request", Meaning.CONFLICT),
        (500, "Internal Server Error: restart", Meaning.REFUSED),
        (429, "Too Many Requests", Meaning.FLOOD),
    ],
)
async def test_refusal_means_what_its_description_says(
    sandbox: SandboxDriver, bot: Bot, error_code: int, description: str, meaning: Meaning
) -> None:
    """Each row of the table, through a real answer over HTTP."""
    outcome = await outcome_with(sandbox, bot, error_code=error_code, description=description)
    assert outcome.meaning is meaning


async def test_flood_control_tells_how_long_to_wait(sandbox: SandboxDriver, bot: Bot) -> None:
    """Retry-after comes back as the time to wait."""
    assert await outcome_with(sandbox, bot, retry_after=17) == Outcome(Meaning.FLOOD, timedelta(seconds=17))


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        ({"kind": "html", "error_code": 502}, Meaning.REFUSED),
        ({"kind": "html", "error_code": 429}, Meaning.FLOOD),
        ({"kind": "drop_before"}, Meaning.UNKNOWN),
        ({"kind": "drop_after"}, Meaning.UNKNOWN),
        ({"kind": "cut_json"}, Meaning.UNKNOWN),
        ({"kind": "hang"}, Meaning.UNKNOWN),
    ],
)
async def test_lost_answer_is_never_taken_for_a_refusal(
    sandbox: SandboxDriver, bot: Bot, fault: dict[str, Any], meaning: Meaning
) -> None:
    """What may have arrived is unknown; the page of a proxy is a refusal."""
    assert (await outcome_with(sandbox, bot, **fault)).meaning is meaning


async def test_what_never_left_may_be_sent_again() -> None:
    """Nobody listens: the message is certainly not sent."""
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    with pytest.raises(TelegramError) as raised:
        await Bot("1:a", base_url="http://127.0.0.1:9/bot", request=request).initialize()
    await request.shutdown()
    assert outcome_of(raised.value).meaning is Meaning.NOT_SENT
