"""One update, one effect, one answer: also when it comes twice, or when something breaks in between."""

import logging
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest
from conversation import ALICE, XIAOLIN, Conversation
from sandbox_driver import running_sandbox
from sqlalchemy import text

from bot.handling import UpdateHandling
from bot.receiving import Lanes
from bot.telegram_client import build_application
from handlers.registry import register
from handlers.services import Services
from storage.database import Database
from storage.search.query import parse
from storage.updates import StoredUpdate, unfinished_updates


@pytest.fixture
def database_url(any_database_url: str) -> str:
    """These promises rest on the database: they are kept on both kinds."""
    return any_database_url


@pytest.fixture
async def unreachable(services: Services, tmp_path: Path) -> AsyncGenerator[UpdateHandling]:
    """The same bot, whose server has gone away after a good start."""
    with running_sandbox(tmp_path / "gone") as gone:
        application = build_application(gone.token, gone.url, None)
        register(application, services)
        await application.initialize()
    yield UpdateHandling(application, services)
    await application.shutdown()


async def count(conversation: Conversation, table: str) -> int:
    async with conversation.database.reading() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0


async def last_update(conversation: Conversation, said: str) -> dict[str, object]:
    conversation.sandbox.send(XIAOLIN, XIAOLIN, said)
    [update] = await conversation.settle()
    return update


async def test_the_same_update_again_changes_and_sends_nothing(conversation: Conversation) -> None:
    """Telegram may send an update twice, and we may meet it again after a crash."""
    update = await last_update(conversation, "订阅 智能体")
    sent = len(conversation.sandbox.messages(XIAOLIN))
    await conversation.handle(update)
    assert len(conversation.sandbox.messages(XIAOLIN)) == sent
    assert await count(conversation, "drafts") == 1


async def test_an_answer_that_never_left_is_sent_later(
    conversation: Conversation, unreachable: UpdateHandling
) -> None:
    """The effect is committed with the answer; the answer waits until the server is back."""
    conversation.sandbox.send(XIAOLIN, XIAOLIN, "订阅 智能体")
    await conversation.settle(unreachable)
    assert await count(conversation, "drafts") == 1
    assert conversation.sandbox.calls("sendMessage") == []
    async with conversation.database.transaction() as session:
        to_handle, [to_answer] = await unfinished_updates(session)
    assert to_handle == []
    await conversation.handling.handle(to_answer)
    [told] = conversation.sandbox.messages(XIAOLIN)[1:]
    assert told["text"].startswith("订阅「智能体」？\n")
    async with conversation.database.transaction() as session:
        assert await unfinished_updates(session) == ([], [])


async def break_table(conversation: Conversation, name: str) -> None:
    async with conversation.database.transaction() as session:
        await session.execute(text(f"ALTER TABLE {name} RENAME TO {name}_away"))


async def test_a_failure_is_told_changes_nothing_and_the_bot_goes_on(
    conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader hears of it, the log has the traceback without their words, other things work."""
    await conversation.say("/help")
    await break_table(conversation, "searches")
    with caplog.at_level(logging.INFO):
        [said] = await conversation.say("智能体 geheim")
    assert said["text"].startswith("抱歉，刚才出错了")
    assert "Traceback" in caplog.text
    assert "geheim" not in caplog.text
    async with conversation.database.transaction() as session:
        assert await unfinished_updates(session) == ([], [])
    [card] = await conversation.say("2510.01051")
    assert card["text"].startswith("GEM")


async def test_a_failed_tap_is_told_over_the_chat(conversation: Conversation) -> None:
    """The waiting sign on the button ends with a word about what happened."""
    [results] = await conversation.say("agent")
    await break_table(conversation, "searches")
    assert await conversation.tap(results, "1") == []
    assert conversation.last_toast().startswith("抱歉，刚才出错了")


async def test_without_a_database_the_client_decides_the_language(conversation: Conversation) -> None:
    """Even then the reader is told, in a language they probably read."""
    await break_table(conversation, "chats")
    [said] = await conversation.say("/help", ALICE)
    assert said["text"].startswith("Sorry, something went wrong")


async def test_a_lane_goes_on_where_the_database_takes_nothing(
    conversation: Conversation, services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An update that cannot even be marked is left for the next start, and its chat is not stuck."""
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    handling = UpdateHandling(conversation.handling._application, replace(services, database=empty))
    lanes = Lanes(handling.handle)
    lanes.add([StoredUpdate(number, 1, {"update_id": number, "message": {}}) for number in (1, 2)])
    await lanes.drain()
    await empty.close()
    assert [line for line in caplog.messages if "update.left" in line][1].startswith("update.left update=2")


async def test_a_chat_that_blocked_us_during_an_answer_is_left_alone(conversation: Conversation) -> None:
    """The refusal of an answer is proof enough."""
    conversation.sandbox.send(XIAOLIN, XIAOLIN, "订阅 智能体")
    conversation.sandbox.block(XIAOLIN)
    await conversation.settle()
    async with conversation.database.reading() as session:
        state = await session.scalar(text("SELECT state FROM chats"))
    assert state == "gone"
    assert await count(conversation, "drafts") == 1


async def test_nothing_is_followed_twice(conversation: Conversation) -> None:
    """Two updates with the same wish leave one topic."""
    for words in ("订阅 智能体", "/subscribe agents"):
        previews = await conversation.say(words)
        for preview in previews * 2:
            await conversation.tap_data(preview, "fd:1")
    assert await count(conversation, "topics") == 1
    assert parse("智能体 OR agent OR agentic").canonical == parse("agentic | agent | 智能体").canonical
