"""
Messages of deliveries on their way to Telegram: claimed, sent outside any transaction, settled.

At most `limit` rows are marked `sending` in one commit before the calls, and what came back is
marked in one commit after them. A process that dies in between leaves rows whose lease runs
out; each of them is sent once more at most, then parked. Leases follow the database's clock.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.database_clock import database_now
from storage.identifiers import ChatId, DeliveryId, MessageId, PaperId
from storage.records import Button, ChatState, MessageContent, MessageState
from storage.schema import ChatRow, MessageRow

LEASE = timedelta(minutes=2)
"""Longer than any call to the Bot API may take."""
_UNFINISHED = (MessageState.QUEUED, MessageState.SENDING, MessageState.UNKNOWN, MessageState.DEFERRED)

_NEW = and_(MessageRow.state == MessageState.QUEUED, MessageRow.not_before.is_(None))


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A claimed message; `attempts` counts this one."""

    id: MessageId
    chat_id: ChatId
    telegram_chat_id: int
    thread_id: int
    content: MessageContent
    attempts: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a claimed message."""

    id: MessageId
    state: MessageState
    telegram_message_id: int | None = None
    error: str | None = None
    wait: timedelta | None = None
    """For deferred messages: how long to wait, by the database's clock."""
    is_attempt: bool = True
    """False where the failure does not count, as with flood control."""


async def store_messages(
    session: AsyncSession,
    delivery_id: DeliveryId,
    chat_id: ChatId,
    thread_id: int,
    contents: Sequence[MessageContent],
    *,
    now: datetime,
) -> None:
    """Queue the messages of a delivery, in order; their content never changes afterwards."""
    session.add_all(
        MessageRow(
            delivery_id=delivery_id,
            chat_id=chat_id,
            thread_id=thread_id,
            part=part,
            content=asdict(content),
            state=MessageState.QUEUED,
            attempts=0,
            repeats=0,
            created_at=now,
        )
        for part, content in enumerate(contents, start=1)
    )
    await session.flush()


async def is_any_claimable(session: AsyncSession) -> bool:
    """Whether there may be a message for `claim_messages`; takes no lock."""
    claimable = exists().where(
        or_(_NEW, _again(await database_now(session))),
        ChatRow.id == MessageRow.chat_id,
        ChatRow.state == ChatState.ACTIVE,
    )
    return bool(await session.scalar(select(claimable)))


async def claim_messages(session: AsyncSession, worker: str, limit: int) -> list[OutgoingMessage]:
    """
    Mark up to `limit` messages as being sent by `worker`, at most one a chat.

    New ones come before deferred ones; within a chat the order of recording is kept. Messages
    whose lease ran out, and those of unknown outcome, are claimed once more; a second loss parks them.
    """
    now = await database_now(session)
    await _park_lost(session, now)
    # New ones by themselves: they lie in the order of an index, however many wait.
    rows = await _first_in_their_chats(session, _NEW, limit)
    if len(rows) < limit:
        rows += await _first_in_their_chats(session, _again(now), limit - len(rows))
    for row, _ in rows:
        row.repeats += row.state in (MessageState.SENDING, MessageState.UNKNOWN)
        row.state, row.attempts = MessageState.SENDING, row.attempts + 1
        row.leased_by, row.lease_until = worker, now + LEASE
    await session.flush()
    return [
        OutgoingMessage(
            MessageId(row.id),
            ChatId(row.chat_id),
            telegram_id,
            row.thread_id,
            content_from(row.content),
            row.attempts,
        )
        for row, telegram_id in rows
    ]


async def settle_messages(
    session: AsyncSession, settlements: Sequence[Settlement], worker: str, app_now: datetime
) -> None:
    """
    Mark what became of messages that `worker` claimed; `app_now` dates those that were sent.

    Of a message that was cancelled or claimed by another meanwhile only that it was sent is news:
    a failure that comes late must not have it sent once more.
    """
    now = await database_now(session)
    for one in settlements:
        row = await session.get_one(MessageRow, one.id, with_for_update=True)
        is_first_sent = one.state is MessageState.SENT and row.state != MessageState.SENT
        if row.leased_by != worker and not is_first_sent:
            continue
        row.state, row.error = one.state, one.error
        row.leased_by = row.lease_until = None
        row.not_before = now + one.wait if one.wait else None
        row.attempts -= not one.is_attempt
        if one.state is MessageState.SENT:
            row.telegram_message_id, row.sent_at = one.telegram_message_id, app_now
    await session.flush()


async def cancel_messages(session: AsyncSession, chat_id: ChatId, reason: str) -> None:
    """Give up everything that is on its way to a chat."""
    await session.execute(
        update(MessageRow)
        .where(MessageRow.chat_id == chat_id, MessageRow.state.in_(_UNFINISHED))
        .values(state=MessageState.CANCELLED, error=reason, leased_by=None, lease_until=None)
    )


async def sent_content(
    session: AsyncSession, chat_id: ChatId, telegram_message_id: int
) -> MessageContent | None:
    """The content of a digest message as it was sent; None if that message is none of ours."""
    document = await session.scalar(
        select(MessageRow.content).where(
            MessageRow.chat_id == chat_id, MessageRow.telegram_message_id == telegram_message_id
        )
    )
    return content_from(document) if document is not None else None


def content_from(document: dict[str, Any]) -> MessageContent:
    """The message that `asdict` wrote down."""
    return MessageContent(
        document["html"],
        tuple(tuple(Button(**button) for button in row) for row in document["keyboard"]),
        tuple(map(PaperId, document["paper_ids"])),
        document.get("is_silent", False),
    )


async def _first_in_their_chats(
    session: AsyncSession, claimable: ColumnElement[bool], limit: int
) -> list[Row[MessageRow, int]]:
    """Claimable messages for which no earlier one of their chat is on its way, locked, oldest first."""
    earlier = aliased(MessageRow)
    waits_for_earlier = exists().where(
        earlier.chat_id == MessageRow.chat_id,
        earlier.id < MessageRow.id,
        earlier.state.in_(_UNFINISHED),
    )
    rows = await session.execute(
        select(MessageRow, ChatRow.telegram_id)
        .join(ChatRow, ChatRow.id == MessageRow.chat_id)
        .where(claimable, ChatRow.state == ChatState.ACTIVE, ~waits_for_earlier)
        .order_by(MessageRow.id)
        .limit(limit)
        .with_for_update(of=MessageRow, skip_locked=True)
    )
    return list(rows)


def _again(now: datetime) -> ColumnElement[bool]:
    """What may be tried once more: its time has come, or its lease ran out."""
    return or_(
        and_(
            MessageRow.state.in_([MessageState.DEFERRED, MessageState.UNKNOWN]),
            or_(MessageRow.not_before.is_(None), MessageRow.not_before <= now),
        ),
        and_(MessageRow.state == MessageState.SENDING, MessageRow.lease_until < now),
    )


async def _park_lost(session: AsyncSession, now: datetime) -> None:
    """A message lost twice stays lost: one duplicate is the most we risk."""
    lost = or_(
        MessageRow.state == MessageState.UNKNOWN,
        and_(MessageRow.state == MessageState.SENDING, MessageRow.lease_until < now),
    )
    await session.execute(
        update(MessageRow)
        .where(lost, MessageRow.repeats >= 1)
        .values(state=MessageState.DEAD, error="its outcome was lost twice")
    )
