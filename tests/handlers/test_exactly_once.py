"""One update, one effect, one answer: also when it comes twice, or when something breaks in between."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path

import pytest
from conversation import ALICE, XIAOLIN, Conversation
from sandbox_driver import running_sandbox
from sqlalchemy import text

from bot.backlog import Backlog
from bot.handling import UpdateHandling
from bot.lanes import Lanes
from bot.telegram_client import build_application
from handlers.registry import register
from handlers.services import Services
from storage.database import Database
from storage.kept_answers import has_kept_answers
from storage.search.query import parse
from storage.updates import StoredUpdate, waiting_updates


@pytest.fixture
def database_url(any_library_url: str) -> str:
    """These promises rest on the database: they are kept on both kinds."""
    return any_library_url


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


async def test_promise_14_the_same_update_again_changes_and_sends_nothing(conversation: Conversation) -> None:
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
    assert await left(conversation) == ([], True)
    await its_time_comes(conversation)
    [told] = conversation.sandbox.messages(XIAOLIN)[1:]
    assert told["text"].startswith("订阅「智能体」？\n")
    assert await left(conversation) == ([], False)


async def its_time_comes(conversation: Conversation) -> None:
    """The answers that are kept are tried now, by a process that starts."""
    async with conversation.database.transaction() as session:
        await session.execute(text("UPDATE updates SET answer_after = received_at"))
    lanes = Lanes(conversation.handling.handle)
    await Backlog(lanes, conversation.services).recover()
    await lanes.drain()


async def left(conversation: Conversation) -> tuple[list[StoredUpdate], bool]:
    """Updates to handle, and whether an answer to 小林 is kept."""
    async with conversation.database.reading() as session:
        return await waiting_updates(session, 10), await has_kept_answers(session, XIAOLIN)


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
    assert await left(conversation) == ([], False)
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


async def test_an_update_waits_where_the_database_takes_nothing(
    conversation: Conversation, services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be handled now is tried again, told once, and left to the next start at the end."""
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    application = build_application(conversation.sandbox.token, conversation.sandbox.url, None)
    without = replace(services, database=empty)
    register(application, without)
    lanes = Lanes(UpdateHandling(application, without).handle, back_off_seconds=[0.0])
    conversation.sandbox.start(ALICE)
    await application.initialize()
    [update] = conversation.sandbox.updates()
    lanes.add([StoredUpdate(update["update_id"], ALICE, update)])
    while caplog.text.count("update.delayed") < 6:  # noqa: ASYNC110 (a log has no event)
        await asyncio.sleep(0.01)
    await lanes.stop()
    await application.shutdown()
    await empty.close()
    [told] = conversation.sandbox.messages(ALICE)[1:]
    assert told["text"].startswith("Things are slower than usual")
    assert len(lanes) == 1


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
