"""Every way in which the Bot API, or what stands between, can misbehave: each message arrives, twice at most."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pushing import change_chats, people, queue, received, sender_to, states, wake_messages
from sandbox_driver import running_sandbox
from sqlalchemy import update

from storage.database import Database
from storage.records import MessageState
from storage.schema import InstanceRow

UNTOLD: dict[str, dict[str, Any]] = {
    "the answer is lost": {"kind": "drop_after"},
    "the answer is cut": {"kind": "cut_json"},
    "the answer is called a page": {"kind": "wrong_type"},
    "two messages get one id": {"kind": "same_id"},
    "the answer drips": {"kind": "drip", "delay_seconds": 0.002},
}
"""The message arrived, whatever came back."""
REFUSED: dict[str, dict[str, Any]] = {
    "a flood without a wait": {"kind": "error", "reason": "flood_without_wait"},
    "a flood by a proxy's page": {"kind": "html", "reason": "flood", "retry_after": 5},
    "a refusal under status 200": {"kind": "not_ok", "reason": "outage"},
    "a conflict": {"kind": "error", "reason": "other_poller"},
    "a bad gateway": {"kind": "html", "reason": "bad_gateway"},
    "the call is cut off": {"kind": "drop_before"},
}
"""The message did not arrive at first."""


@pytest.mark.parametrize("trouble", [*UNTOLD, *REFUSED])
async def test_whatever_the_server_does_each_message_arrives(
    tmp_path: Path, database: Database, trouble: str
) -> None:
    """Both chats get both parts in order, with one copy at most of what may have arrived."""
    with running_sandbox(tmp_path / "sandbox", waits=False) as sandbox:
        async with sender_to(sandbox, database) as sender:
            chats = people(sandbox)[:2]
            for chat_id in chats:
                await queue(database, chat_id, "part 1", "part 2")
            sandbox.fault(**(UNTOLD | REFUSED)[trouble], method="sendMessage", times=2)
            for _ in range(4):
                await sender.send_waiting()
                await wake_messages(database)
                await change_chats(database, not_before=None)
                async with database.transaction() as session:
                    await session.execute(update(InstanceRow).values(sending_paused_until=None))
            for chat_id in chats:
                got = received(sandbox, chat_id)
                assert list(dict.fromkeys(got)) == ["part 1", "part 2"]
                assert max(Counter(got).values()) <= 2
            assert set(await states(database)) == {MessageState.SENT}


async def test_a_server_that_is_gone_is_waited_for(tmp_path: Path, database: Database) -> None:
    """Refused connections prove that nothing was sent; nothing comes twice."""
    with running_sandbox(tmp_path / "sandbox", waits=False) as sandbox:
        async with sender_to(sandbox, database) as sender:
            chat_id = people(sandbox)[0]
            await queue(database, chat_id, "part 1", "part 2")
            sandbox.refuse_connections(1)
            while set(await states(database)) != {MessageState.SENT}:
                await wake_messages(database)
                await sender.send_waiting()
            assert received(sandbox, chat_id) == ["part 1", "part 2"]
