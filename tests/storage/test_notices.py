"""Messages that belong to no digest are told once, in the order of their chat."""

from readers import reader
from recording import NOON

from storage.claiming import claim_messages
from storage.database import Database
from storage.notices import queue_notice
from storage.records import MessageContent

TROUBLE, LATER = MessageContent("<b>trouble</b>"), MessageContent("later")


async def test_a_notice_is_queued_once_for_its_key(database: Database) -> None:
    """The same trouble, found by two processes or again after a crash, is one message."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        queued = [
            await queue_notice(session, chat.id, 0, content, key=key, now=NOON)
            for content, key in ((TROUBLE, "disk:1"), (LATER, "disk:1"), (LATER, "disk:2"))
        ]
    assert queued == [True, False, True]
    async with database.transaction() as session:
        first = await claim_messages(session, "worker", 8, app_now=NOON)
    assert [(one.telegram_chat_id, one.content) for one in first] == [(chat.telegram_id, TROUBLE)]
