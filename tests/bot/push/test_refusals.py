"""What a refusal does to the message and to its chat, each row of the table over HTTP."""

from datetime import timedelta

import pytest
from pushing import (
    change_chats,
    chat_of,
    chat_row,
    fault,
    marks,
    people,
    queue,
    received,
    sender_to,
    states,
    wake_messages,
)
from readers import reader
from recording import NOON, TODAY
from sandbox_driver import GROUP, SandboxDriver
from sqlalchemy import update

from bot.push.sending import Sender
from storage.chats import destination_of, remember_chat
from storage.claiming import UNREADABLE
from storage.database import Database
from storage.database_clock import database_now
from storage.deliveries import record_delivery
from storage.outbox import store_messages
from storage.records import ChatState, ChatType, Language, MessageContent, MessageState, Selection
from storage.schedule import Slot
from storage.schema import MessageRow

NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())
DAY = timedelta(days=1)


async def forum_digest(database: Database, telegram_id: int, thread_id: int, hour: str, *texts: str) -> None:
    """A digest for a forum topic of a supergroup."""
    async with database.transaction() as session:
        chat = await remember_chat(
            session,
            telegram_id,
            type=ChatType.SUPERGROUP,
            title="forum",
            language=Language.EN,
            maximum=10,
            now=NOON,
        )
        destination = await destination_of(session, chat, thread_id, NOON)
        delivery = await record_delivery(session, destination, Slot(NOON, TODAY, hour), NOTHING, NOON)
        assert delivery is not None
        contents = [MessageContent(text) for text in texts]
        await store_messages(session, delivery, chat.id, thread_id, contents, now=NOON)


@pytest.mark.parametrize(
    "description",
    [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bot was kicked from the channel chat",
        "Forbidden: bot is not a member of the group chat",
        "Forbidden: the group chat was deleted",
    ],
)
async def test_chat_that_is_gone_is_disabled_at_once(
    sandbox: SandboxDriver, sender: Sender, database: Database, description: str
) -> None:
    """One such answer is proof; what waits for the chat is given up, and its own act brings it back."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "part 1", "part 2")
    fault(sandbox, error_code=403, description=description)
    await sender.send_waiting()
    assert await states(database) == [MessageState.CANCELLED] * 2
    assert (await chat_of(database, chat_id)).state is ChatState.GONE
    async with database.transaction() as session:
        await reader(session, chat_id)
    assert (await chat_of(database, chat_id)).state is ChatState.ACTIVE


@pytest.mark.parametrize("description", ["chat not found", "private chat not found", "PEER_ID_INVALID"])
async def test_unknown_chat_is_disabled_once_that_is_proven_on_two_days(
    sandbox: SandboxDriver, sender: Sender, database: Database, description: str
) -> None:
    """A wrong token or an own server that just started says the same: one day proves nothing."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest")
    for _ in range(2):
        fault(sandbox, error_code=400, description=f"Bad Request: {description}")
        await sender.send_waiting()
        assert (await chat_of(database, chat_id)).state is ChatState.ACTIVE
        assert await sender.send_waiting() == 0
        await wake_messages(database)
        await change_chats(database, not_before=None)
    async with database.reading() as session:
        yesterday = await database_now(session) - DAY
    await change_chats(database, missing_since=yesterday)
    fault(sandbox, error_code=400, description=f"Bad Request: {description}")
    await sender.send_waiting()
    assert (await chat_of(database, chat_id)).state is ChatState.GONE
    assert await states(database) == [MessageState.CANCELLED]


@pytest.mark.parametrize(
    "description",
    [
        "not enough rights to send text messages to the chat",
        "have no write access to the chat",
        "CHAT_WRITE_FORBIDDEN",
        "need administrator rights in the channel chat",
        "CHAT_RESTRICTED",
    ],
)
async def test_chat_that_forbids_us_to_write_is_asked_again_after_a_day(
    sandbox: SandboxDriver, sender: Sender, database: Database, description: str
) -> None:
    """Nobody is disabled, nobody is pestered, and the first message that gets through ends it."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "part 1", "part 2")
    fault(sandbox, error_code=400, description=f"Bad Request: {description}")
    assert await sender.send_waiting() == 1
    await wake_messages(database)
    assert await sender.send_waiting() == 0
    row = await chat_row(database, chat_id)
    assert row.restricted_since is not None
    assert row.not_before is not None
    assert timedelta() <= row.not_before - row.restricted_since - DAY < timedelta(seconds=5)
    await change_chats(database, not_before=row.restricted_since)
    assert await sender.send_waiting() == 2
    assert received(sandbox, chat_id) == ["part 1", "part 2"]
    row = await chat_row(database, chat_id)
    assert (row.restricted_since, row.not_before) == (None, None)


@pytest.mark.parametrize("state", ["closed", "deleted"])
async def test_lost_topic_hands_its_digests_to_the_chat_and_says_so_once(
    sandbox: SandboxDriver, sender: Sender, database: Database, state: str
) -> None:
    """This digest and later ones arrive all the same; whoever reads there learns why."""
    forum = sandbox.upgrade(GROUP)
    sandbox.set_member(forum, present=True)
    thread_id = sandbox.set_topic(forum)
    await forum_digest(database, forum, thread_id, "08:00", "first")
    await sender.send_waiting()
    sandbox.set_topic(forum, thread_id, state)
    await forum_digest(database, forum, thread_id, "09:00", "second", "third")
    await forum_digest(database, forum, thread_id, "10:00", "fourth")
    await sender.send_waiting()
    sent = [one for one in sandbox.messages(forum) if one["from"]["is_bot"]]
    assert [(one.get("message_thread_id"), one["text"][:25]) for one in sent] == [
        (thread_id, "first"),
        (None, "second"),
        (None, "third"),
        (None, "fourth"),
        (None, "The thread that digests w"),
    ]


@pytest.mark.parametrize(
    "description",
    [
        "can't parse entities: Unsupported start tag",
        "message is too long",
        "text is too long",
        "text must be non-empty",
        "message text is empty",
        "ENTITIES_TOO_LONG",
        "BUTTON_DATA_INVALID",
    ],
)
async def test_what_the_server_cannot_read_goes_once_as_plain_text_and_then_nowhere(
    sandbox: SandboxDriver, sender: Sender, database: Database, description: str
) -> None:
    """Two calls and no more; the next part of the digest follows."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "<b>part 1</b>", "part 2")
    fault(sandbox, error_code=400, description=f"Bad Request: {description}", times=2)
    await sender.send_waiting()
    calls = [call["parameters"] for call in sandbox.calls("sendMessage")]
    assert [(call["text"], call.get("parse_mode")) for call in calls] == [
        ("<b>part 1</b>", "HTML"),
        ("part 1", None),
        ("part 2", "HTML"),
    ]
    assert await states(database) == [MessageState.DEAD, MessageState.SENT]


async def test_group_that_became_a_supergroup_gets_its_digest_there(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """The new number is written down and used at once."""
    sandbox.set_member(GROUP, present=True)
    await queue(database, GROUP, "part 1", "part 2")
    supergroup = sandbox.upgrade(GROUP)
    await sender.send_waiting()
    assert received(sandbox, supergroup) == ["part 1", "part 2"]
    assert (await chat_of(database, supergroup)).type is ChatType.SUPERGROUP


@pytest.mark.parametrize(
    ("error", "state"),
    [
        ({"error_code": 500}, MessageState.DEFERRED),
        ({"kind": "html", "error_code": 502}, MessageState.DEFERRED),
        ({"kind": "html", "error_code": 504}, MessageState.DEFERRED),
        ({"error_code": 409, "description": "Conflict: terminated"}, MessageState.DEFERRED),
        ({"kind": "cut_json"}, MessageState.UNKNOWN),
        ({"kind": "drop_before"}, MessageState.UNKNOWN),
        ({"kind": "drop_after"}, MessageState.UNKNOWN),
        ({"error_code": 400, "description": "Bad Request: never seen"}, MessageState.DEAD),
    ],
)
async def test_trouble_of_the_server_is_waited_for(
    sandbox: SandboxDriver, sender: Sender, database: Database, error: dict[str, object], state: str
) -> None:
    """What was refused or lost is tried later; only what can never pass ends at once."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest")
    fault(sandbox, **error)
    await sender.send_waiting()
    assert [(mark[0], mark[1]) for mark in await marks(database)] == [(state, 1)]


async def test_lost_answer_risks_one_copy_and_no_more(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """The oracle is what the server took: twice at most, then the operator decides."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest", "part 2")
    fault(sandbox, kind="drop_after", times=2)
    for _ in range(3):
        await wake_messages(database)
        await sender.send_waiting()
    assert received(sandbox, chat_id) == ["digest", "digest", "part 2"]
    assert [mark[0] for mark in await marks(database)] == [MessageState.DEAD, MessageState.SENT]


async def test_nothing_is_sent_twice_where_that_is_wished(sandbox: SandboxDriver, database: Database) -> None:
    """With `park` a lost answer leaves the message to the operator."""
    chat_id = people(sandbox)[0]
    await queue(database, chat_id, "digest", "part 2")
    fault(sandbox, kind="drop_after")
    async with sender_to(sandbox, database, retries_unknown=False) as sender:
        await sender.send_waiting()
        await wake_messages(database)
        await sender.send_waiting()
    assert received(sandbox, chat_id) == ["digest", "part 2"]
    assert [mark[0] for mark in await marks(database)] == [MessageState.DEAD, MessageState.SENT]


async def test_message_that_cannot_be_read_stops_nobody(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """It becomes a dead letter with its reason; its chat and the others get theirs."""
    first, second = people(sandbox)[:2]
    await queue(database, first, "broken", "whole")
    await queue(database, second, "other")
    async with database.transaction() as session:
        await session.execute(update(MessageRow).where(MessageRow.id == 1).values(content={"html": 7}))
    await sender.send_waiting()
    assert (received(sandbox, first), received(sandbox, second)) == (["whole"], ["other"])
    assert (await marks(database))[0] == (MessageState.DEAD, 0, 0, UNREADABLE)


async def test_message_that_breaks_our_own_code_stops_nobody(
    sandbox: SandboxDriver, sender: Sender, database: Database
) -> None:
    """A keyboard that python-telegram-bot refuses to build kills its own message alone."""
    first, second = people(sandbox)[:2]
    await queue(database, first, "broken", "whole")
    await queue(database, second, "other")
    async with database.transaction() as session:
        button = {"text": "a", "data": None, "url": {"no": "url"}}
        content = {"html": 7, "keyboard": [[button]], "paper_ids": []}
        await session.execute(update(MessageRow).where(MessageRow.id == 1).values(content=content))
    await sender.send_waiting()
    assert (received(sandbox, first), received(sandbox, second)) == (["whole"], ["other"])
    assert (await marks(database))[0][0] == MessageState.DEAD
