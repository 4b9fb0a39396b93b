"""A Bot API server that is not ours, or a page that stands in its place, misleads nobody."""

import asyncio
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from other_server import TOKEN, OtherServer, other_server
from recording import NOON
from services_of_receiving import receiving_services
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.backlog import Backlog
from bot.flooding import PersonLimits
from bot.inline_queries import InlineQueries
from bot.introducing import introduce
from bot.lanes import Lanes
from bot.receiving import Receiver
from bot.telegram_client import meet, push_bot, telegram_request
from handlers.asking import Asked
from handlers.content_calls import send_content
from handlers.outcomes import Meaning, outcome_of
from handlers.rights import KnownAdmins, may_change
from handlers.services import Services
from storage.database import Database
from storage.records import Button, ChatType, Language, MessageContent
from storage.updates import StoredUpdate

PAGE = b"<html>no way</html>"
UNAUTHORIZED = (401, b'{"ok": false, "error_code": 401, "description": "Unauthorized"}')


@pytest.fixture
async def server() -> AsyncGenerator[OtherServer]:
    async with other_server() as server:
        yield server


@pytest.fixture
async def bot(server: OtherServer) -> AsyncGenerator[Bot]:
    request = telegram_request(None)
    await request.initialize()
    yield push_bot(TOKEN, server.url, request)
    await request.shutdown()


@pytest.fixture
async def services(database: Database, tmp_path: Path) -> AsyncGenerator[Services]:
    async with receiving_services(database, tmp_path / "index") as services:
        yield services


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 409, 500])
@pytest.mark.parametrize("page", [PAGE, b"[]", b""])
async def test_a_page_says_nothing_about_chat_or_token(
    server: OtherServer, bot: Bot, status: int, page: bytes
) -> None:
    """The block page of a proxy disables no chat and makes no token wrong."""
    server.next_answers = [(status, page)]
    with pytest.raises(TelegramError) as raised:
        await send_content(bot, 5, MessageContent("words"))
    assert outcome_of(raised.value).meaning is Meaning.REFUSED
    assert "no way" not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ((404, b'{"description": "Not Found: method not found"}'), Meaning.REJECTED),
        ((403, b'{"description": 7}'), Meaning.REFUSED),
        ((429, b'{"description": "Too Many Requests", "parameters": ["x"]}'), Meaning.FLOOD),
        ((429, b'{"description": "Too Many Requests", "parameters": {"retry_after": "9"}}'), Meaning.FLOOD),
        ((200, b'{"ok": false, "error_code": 400, "description": "Bad Request: no"}'), Meaning.REJECTED),
        ((200, b'{"ok": false, "error_code": 403, "description": "Forbidden: x"}'), Meaning.GONE),
        ((200, b'{"ok": false}'), Meaning.REFUSED),
        ((200, b'{"ok": true}'), Meaning.UNKNOWN),
        ((200, b"[]"), Meaning.UNKNOWN),
        ((200, b"null"), Meaning.UNKNOWN),
        ((200, b"[" * 100_000), Meaning.UNKNOWN),
        ((200, b'{"ok": true, "resu'), Meaning.UNKNOWN),
    ],
)
async def test_an_answer_of_another_shape_has_a_meaning(
    server: OtherServer,
    bot: Bot,
    caplog: pytest.LogCaptureFixture,
    answer: tuple[int, bytes],
    meaning: Meaning,
) -> None:
    """Whatever comes back is one of the failures that we know, and nothing of it goes to the log."""
    server.next_answers = [answer]
    with pytest.raises(TelegramError) as raised:
        await send_content(bot, 5, MessageContent("words"))
    assert outcome_of(raised.value).meaning is meaning
    assert caplog.text == ""


@pytest.mark.parametrize("result", [b"true", b"{}", b"null", b'{"message_id": "x"}'])
async def test_a_message_that_was_taken_counts_as_sent(server: OtherServer, bot: Bot, result: bytes) -> None:
    """A server that takes it and does not number it is not sent a second copy."""
    server.next_answers = [(200, b'{"ok": true, "result": ' + result + b"}")]
    assert (await send_content(bot, 5, MessageContent("words"))).message_id is None
    assert server.times("sendMessage") == 1


async def test_a_server_that_reads_json_gets_objects(server: OtherServer, bot: Bot) -> None:
    """Buttons are lists and objects, numbers are numbers, as the specification has them."""
    keyboard = ((Button("go", data="x"),),)
    await send_content(bot, 5, MessageContent("words", keyboard=keyboard))
    [(_, parameters)] = server.calls
    assert parameters["chat_id"] == 5
    assert parameters["reply_markup"] == {"inline_keyboard": [[{"text": "go", "callback_data": "x"}]]}


async def test_a_bot_that_is_told_no_username_has_one(server: OtherServer, bot: Bot) -> None:
    """Answers without a user are waited out; commands are compared with the name."""
    server.next_answers = [(200, b'{"ok": true, "result": true}')]
    user = await meet(bot, asyncio.Event())
    assert user is not None
    assert (user.id, user.username, bot.username) == (77, "bot77", "bot77")


async def test_a_method_that_is_not_known_is_told_once(
    server: OtherServer, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    """Menus and descriptions in all languages are one line each in the log."""
    await meet(bot, asyncio.Event())
    await introduce(bot)
    assert caplog.text.count("introduction.refused") == 3


@pytest.mark.parametrize(("status", "may"), [("administrator", True), ("member", False), (None, False)])
async def test_a_members_status_is_all_that_rights_need(
    server: OtherServer, bot: Bot, status: str | None, *, may: bool
) -> None:
    """The many rights of an admin may be left out."""
    server.member = {"status": status, "user": {"id": 5}}
    asked = Asked(-5, ChatType.GROUP, "", 5, Language.EN, 1, 0)
    assert await may_change(bot, asked, KnownAdmins(), NOON) is may


async def polled(server: OtherServer, services: Services, seconds: float) -> list[int]:
    """The ids of what is handled while polling for some time."""
    handled: list[int] = []

    async def handle(update: StoredUpdate) -> bool:
        handled.append(update.id)
        return True

    async def never(_: object) -> None: ...

    request, stopping, lanes = telegram_request(None), asyncio.Event(), Lanes(handle)
    await request.initialize()
    receiver = Receiver(
        request,
        f"{server.url}/bot{TOKEN}",
        services,
        backlog=Backlog(lanes, services),
        limits=PersonLimits(time.monotonic),
        inline_queries=InlineQueries(never),
    )
    asyncio.get_running_loop().call_later(seconds, stopping.set)
    try:
        await receiver.run(stopping)
        await lanes.drain()
    finally:
        await request.shutdown()
    return handled


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_server_that_does_not_wait_is_not_flooded(server: OtherServer, services: Services) -> None:
    """What it reads from the body alone confirms, and empty answers are asked for a few times a second."""
    server.updates = [{"update_id": number} for number in range(1, 251)]
    assert await polled(server, services, 1) == list(range(1, 251))
    assert server.updates == []
    assert server.times("getUpdates") < 12


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_one_refusal_of_the_token_ends_no_bot(server: OtherServer, services: Services) -> None:
    """A server in trouble says so, too; three in a row are believed."""
    server.updates = [{"update_id": 1}]
    server.next_answers = [UNAUTHORIZED]
    assert await polled(server, services, 2) == [1]
    server.next_answers = [UNAUTHORIZED] * 3
    with pytest.raises(InvalidToken):
        await polled(server, services, 60)
    assert server.next_answers == []
