"""Deliveries and messages in every state, put into a database as the bot leaves them."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from readers import reader
from recording import NOON, TODAY

from storage.database import Session
from storage.deliveries import selection_document
from storage.identifiers import PaperId
from storage.records import (
    Chat,
    DeliveryKind,
    DeliveryState,
    Match,
    MessageContent,
    MessageState,
    Selection,
    TopicGroup,
)
from storage.schema import DeliveryRow, MessageRow


async def keep_delivery(
    session: Session,
    *parts: dict[str, Any],
    chat: int = 100,
    days: int = 0,
    papers: tuple[int, ...] = (),
    **changed: Any,
) -> tuple[int, Chat]:
    """A rendered digest of `days` ago for the chat, with a message for each of `parts`; its number."""
    found, destination = await reader(session, telegram_id=chat)
    matches = tuple(Match(PaperId(one), ("智能体",), is_about=True) for one in papers)
    selection = Selection((TopicGroup("智能体", len(papers), matches),), (), len(papers), (TODAY,))
    row = DeliveryRow(
        **{
            "destination_id": destination.id,
            "kind": DeliveryKind.DIGEST,
            "local_date": TODAY - timedelta(days=days),
            "local_hour": "08:00",
            "due_at": NOON - timedelta(days=days),
            "planned_at": NOON - timedelta(days=days),
            "state": DeliveryState.RENDERED,
            "reason": None,
            "selection": selection_document(selection),
        }
        | changed
    )
    session.add(row)
    await session.flush()
    for number, part in enumerate(parts, start=1):
        await keep_message(session, found, delivery_id=row.id, part=number, papers=papers, **part)
    return row.id, found


async def keep_message(session: Session, chat: Chat, *, papers: tuple[int, ...] = (), **changed: Any) -> int:
    """A message of the chat, queued unless something else is said; its number."""
    row = MessageRow(
        **{
            "chat_id": chat.id,
            "thread_id": 0,
            "part": 1,
            "content": asdict(MessageContent("<b>晨报</b>", paper_ids=tuple(map(PaperId, papers)))),
            "state": MessageState.QUEUED,
            "attempts": 0,
            "repeats": 0,
            "created_at": NOON,
        }
        | changed
    )
    session.add(row)
    await session.flush()
    return row.id
