"""Rich messages that the server does not take: nothing is lost, nothing comes twice."""

from typing import Any

import pytest
from pushing import chat_of, fault, marks, people, states
from readers import reader
from recording import NOON, TODAY
from sandbox_driver import SandboxDriver
from sqlalchemy import update

from bot.push.sending import Sender
from storage.database import Database
from storage.deliveries import record_delivery
from storage.outbox import store_messages
from storage.records import Button, Layout, MessageContent, MessageState, Selection
from storage.schedule import Slot
from storage.schema import ChatRow

NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
ROWS = ((Button("1", data="x"),),)


async def queue_rich(database: Database, telegram_id: int, *texts: str) -> None:
    """A digest of so many rich messages, each of which says in its text that it is none."""
    async with database.transaction() as session:
        chat, destination = await reader(session, telegram_id)
        await session.execute(update(ChatRow).where(ChatRow.id == chat.id).values(layout=Layout.RICH))
        delivery_id = await record_delivery(session, destination, Slot(NOON, TODAY, texts[0]), NOTHING, NOON)
        assert delivery_id is not None
        contents = [
            MessageContent(f"{text} in classic form", ROWS, is_silent=True, rich_html=f"<p>{text}</p>")
            for text in texts
        ]
        await store_messages(session, delivery_id, chat.id, 0, contents, now=NOON)


def came(sandbox: SandboxDriver, chat_id: int) -> list[str]:
    """What the bot wrote, rich or not."""
    ours = [one for one in sandbox.messages(chat_id) if one["from"]["is_bot"]]
    return [one["text"] if "text" in one else one["rich_message"]["blocks"][0]["text"] for one in ours]


async def test_rich_message_leaves_with_its_buttons(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """One call, the published one, and quiet where the digest is."""
    chat_id = people(sandbox)[0]
    await queue_rich(database, chat_id, "one", "two")
    await sender.send_waiting()
    assert came(sandbox, chat_id) == ["one", "two"]
    [call, _] = sandbox.calls("sendRichMessage")
    assert (call["unknown"], call["mistyped"], call["parameters"]["disable_notification"]) == ([], [], "true")
    assert sandbox.messages(chat_id)[-1]["reply_markup"]["inline_keyboard"][0][0]["text"] == "1"
    assert sandbox.calls("sendMessage") == []


@pytest.mark.parametrize(
    ("document", "layout"),
    [
        ({"reason": "not_found"}, Layout.NORMAL),
        ({"reason": "method_not_found"}, Layout.NORMAL),
        ({"error_code": 400, "description": "Bad Request: RICH_MESSAGE_TOO_LONG"}, Layout.RICH),
        ({"reason": "malformed_entities"}, Layout.RICH),
    ],
)
async def test_promise_12_what_is_refused_as_rich_comes_as_text_at_once(
    sandbox: SandboxDriver, sender: Sender, database: Database, document: dict[str, Any], layout: Layout
) -> None:
    """In its place, once; where the server knows no rich messages the chat is told once and keeps to texts."""
    chat_id = people(sandbox)[0]
    fault(sandbox, method="sendRichMessage", times=None, **document)
    await queue_rich(database, chat_id, "one", "two")
    await sender.send_waiting()
    texts = came(sandbox, chat_id)
    assert texts[:2] == ["one in classic form", "two in classic form"]
    assert len(texts[2:]) == (layout is Layout.NORMAL)
    assert (await chat_of(database, chat_id)).layout is layout
    assert [attempts for _, attempts, *_ in await marks(database)] == [1] * len(texts)


async def test_promise_4_lost_answer_to_a_rich_message_brings_one_copy_at_most(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """What may have arrived is not sent as a text, too."""
    chat_id = people(sandbox)[0]
    fault(sandbox, method="sendRichMessage", kind="drop_after", times=1)
    await queue_rich(database, chat_id, "one")
    await sender.send_waiting()
    assert came(sandbox, chat_id) == ["one"]
    assert await states(database) == [MessageState.UNKNOWN]


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("flood", MessageState.DEFERRED),
        ("bad_gateway", MessageState.DEFERRED),
        ("outage", MessageState.DEFERRED),
        ("blocked", MessageState.CANCELLED),
        ("unauthorized", MessageState.DEFERRED),
    ],
)
async def test_refusal_that_is_not_about_the_content_means_what_it_always_means(
    sandbox: SandboxDriver, sender: Sender, database: Database, reason: str, state: MessageState
) -> None:
    """No second call is made for it."""
    chat_id = people(sandbox)[0]
    fault(sandbox, method="sendRichMessage", reason=reason, times=1)
    await queue_rich(database, chat_id, "one")
    await sender.send_waiting()
    assert (await states(database))[0] == state
    assert (came(sandbox, chat_id), sandbox.calls("sendMessage")) == ([], [])
    assert (await chat_of(database, chat_id)).layout is Layout.RICH


async def test_token_that_is_refused_says_nothing_about_rich_messages(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """A server that knows neither the method nor the text disowns the token."""
    chat_id = people(sandbox)[0]
    fault(sandbox, method=None, reason="not_found", times=None)
    await queue_rich(database, chat_id, "one")
    await sender.send_waiting()
    assert (await states(database))[0] == MessageState.DEFERRED
    assert (await chat_of(database, chat_id)).layout is Layout.RICH
