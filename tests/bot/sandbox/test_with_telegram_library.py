"""python-telegram-bot's own Bot against the sandbox over HTTP."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sandbox_driver import SandboxDriver, running_sandbox
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

XIAOLIN = 710_000_001


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxDriver]:
    with running_sandbox(tmp_path) as driver:
        yield driver


@pytest.fixture
async def bot(sandbox: SandboxDriver) -> AsyncIterator[Bot]:
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    polls = HTTPXRequest(httpx_kwargs={"trust_env": False})
    async with Bot(
        sandbox.token, base_url=sandbox.base_url, request=request, get_updates_request=polls
    ) as bot:
        yield bot


async def test_a_conversation_by_buttons(sandbox: SandboxDriver, bot: Bot) -> None:
    """A person writes, the bot answers with a button, the tap is answered and the message edited."""
    sandbox.send(XIAOLIN, XIAOLIN, "/start")
    [update] = await bot.get_updates(timeout=10)
    assert update.message.text == "/start"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("好", callback_data="yes")]])
    sent = await bot.send_message(XIAOLIN, "<b>你好</b> 😀", parse_mode="HTML", reply_markup=keyboard)
    assert sent.text == "你好 😀"
    sandbox.tap(XIAOLIN, XIAOLIN, sent.message_id, "yes")
    [tapped] = await bot.get_updates(offset=update.update_id + 1, timeout=10)
    assert tapped.callback_query.data == "yes"
    assert await bot.answer_callback_query(tapped.callback_query.id, "收到")
    edited = await bot.edit_message_text("好的", XIAOLIN, sent.message_id)
    assert edited.text == "好的"
    assert [message["text"] for message in sandbox.messages(XIAOLIN)] == ["/start", "好的"]
