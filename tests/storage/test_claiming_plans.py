"""How the databases find what is sent next: the same way, whatever they believe to wait."""

from typing import Any

from readers import reader
from recording import NOON
from sqlalchemy import event, insert, text

from storage.claiming import claim_messages
from storage.database import Database, Session
from storage.outbox import content_document
from storage.records import MessageContent, MessageState
from storage.schema import MessageRow

MESSAGES = 1_000
CONTENT = content_document(MessageContent("<b>晨报</b> " + "An agent that plans before it acts. " * 10))


async def store(session: Session, chat_ids: list[int], state: MessageState) -> None:
    row = {"thread_id": 0, "part": 0, "content": CONTENT, "attempts": 0, "repeats": 0, "created_at": NOON}
    rows = [row | {"chat_id": chat_ids[each % len(chat_ids)], "state": state} for each in range(MESSAGES)]
    await session.execute(insert(MessageRow), rows)


def plans_on(database: Database) -> list[str]:
    """Filled with the plan of each query that looks for messages with their content."""
    plans: list[str] = []
    explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"

    def note(connection: Any, _: object, statement: str, parameters: Any, *__: object) -> None:
        if statement.startswith("SELECT messages.id"):
            cursor = connection.connection.cursor()
            cursor.execute(f"{explain} {statement}", parameters)
            plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))
            cursor.close()

    event.listen(database._writer.sync_engine, "before_cursor_execute", note)
    return plans


async def test_new_messages_are_found_in_order_by_statistics_of_an_idle_night(database: Database) -> None:
    """Nothing is sorted, and a chat's earlier messages are looked up, though statistics say that none wait."""
    async with database.transaction() as session:
        chats = [(await reader(session, telegram_id))[0].id for telegram_id in range(1, 101)]
        await store(session, chats, MessageState.SENT)
    async with database.transaction() as session:
        await session.execute(text("ANALYZE"))
    async with database.transaction() as session:
        await store(session, chats, MessageState.QUEUED)
    plans = plans_on(database)
    async with database.transaction() as session:
        assert len(await claim_messages(session, "worker", 8, app_now=NOON)) == 8
    (plan,) = plans
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
    assert "ix_messages_unfinished" in plan
