"""Messages that a dead process held are taken up again, sooner where nobody else can be at work."""

from readers import reader
from recording import NOON

from storage.claiming import claim_messages
from storage.database import Database
from storage.notices import queue_notice
from storage.records import MessageContent
from storage.settling import end_leases


async def claimed_by(database: Database, worker: str) -> list[int]:
    """The attempts of what `worker` is given."""
    async with database.transaction() as session:
        messages = await claim_messages(session, worker, 8, app_now=NOON)
    return [message.attempts for message in messages]


async def test_who_holds_the_database_alone_need_not_wait_for_leases(database: Database) -> None:
    """What the dead process held is tried once more as soon as leases are ended, and only once more."""
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await queue_notice(session, chat.id, 0, MessageContent("<b>晨报</b>"), key="once", now=NOON)
    tries = []
    for worker in ("first", "second", "third"):
        tries.append((await claimed_by(database, worker), await claimed_by(database, "another")))
        async with database.transaction() as session:
            await end_leases(session)
    assert tries == [([1], []), ([2], []), ([], [])]
