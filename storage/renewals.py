"""
Digests already sent whose papers have since got a Chinese title: stored anew, then edited.

The stored message is what the way back from a card shows, so it is renewed first. Where a card or
a list lies over it in the chat nothing else happens. Else the edit waits in `edit_due` until it
was made: one that is made twice changes nothing. Leases follow the database's clock.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.chat_rows import chat_from
from storage.claimable import MAY_BE_WRITTEN_TO
from storage.claiming import LEASE
from storage.database_clock import database_now
from storage.deliveries import selection_from
from storage.identifiers import ChatId, DeliveryId, MessageId
from storage.outbox import content_document, content_from
from storage.records import Chat, ChatState, DeliveryKind, MessageContent, MessageState, Selection
from storage.schema import ChatRow, DeliveryRow, DestinationRow, MessageRow, PaperRow, ShownRow

RENEWED_FOR = timedelta(hours=36)
"""How long after it was sent a digest is renewed."""
_LOOKED_BACK = timedelta(days=30)
"""No digest of these hours has older news."""
_EDITED_EVERY = timedelta(hours=1)
_EDITABLE_FOR = timedelta(hours=47)
"""Telegram refuses after 48."""


@dataclass(frozen=True, slots=True)
class SentPart:
    """One message of a digest; `is_ripe` if it was sent lately and not edited within the hour."""

    id: MessageId
    content: MessageContent
    is_ripe: bool


@dataclass(frozen=True, slots=True)
class SentDigest:
    """A digest of which something was sent lately, with all its messages in order."""

    delivery_id: DeliveryId
    chat: Chat
    local_date: date
    selection: Selection
    parts: tuple[SentPart, ...]


@dataclass(frozen=True, slots=True)
class DueEdit:
    """A claimed edit."""

    id: MessageId
    chat_id: ChatId
    telegram_chat_id: int
    telegram_message_id: int
    content: MessageContent
    claimed_until: datetime


async def digests_to_renew(
    session: AsyncSession, after: int, now: datetime, *, is_again: bool = False
) -> list[DeliveryId]:
    """
    Digests, sent lately, with a paper whose Chinese title came with a revision beyond `after`.

    `is_again` asks for those that may have been passed over: edited too lately, or not yet sent.
    """
    lacking = MessageRow.content["untranslated"]
    statement = (
        select(MessageRow.delivery_id, PaperRow.id, lacking)
        .join(ShownRow, ShownRow.delivery_id == MessageRow.delivery_id)
        .join(PaperRow, PaperRow.id == ShownRow.paper_id)
        .where(
            PaperRow.revision > after,
            PaperRow.news_on >= (now - _LOOKED_BACK).date(),
            PaperRow.record["title_zh"].as_string().is_not(None),
            PaperRow.revised_at >= MessageRow.created_at,
            MessageRow.state == MessageState.SENT,
            MessageRow.sent_at >= now - RENEWED_FOR,
            lacking.as_string().is_not(None),
        )
    )
    if is_again:
        was_unsent = PaperRow.revised_at <= MessageRow.sent_at
        statement = statement.where(or_(MessageRow.edited_at.is_not(None), was_unsent))
    rows = await session.execute(statement)
    found = {number for number, paper_id, untranslated in rows if paper_id in untranslated}
    return [DeliveryId(number) for number in sorted(found)]


async def sent_digests(
    session: AsyncSession, delivery_ids: Collection[DeliveryId], now: datetime
) -> list[SentDigest]:
    """Those of them that are digests, as they were sent, for chats that are there and read Chinese."""
    rows = await session.execute(
        select(DeliveryRow, ChatRow)
        .join(DestinationRow, DestinationRow.id == DeliveryRow.destination_id)
        .join(ChatRow, ChatRow.id == DestinationRow.chat_id)
        .where(DeliveryRow.id.in_(delivery_ids), DeliveryRow.kind == DeliveryKind.DIGEST)
        .where(ChatRow.state == ChatState.ACTIVE)
        .order_by(DeliveryRow.id)
    )
    deliveries = [(delivery, chat_from(chat)) for delivery, chat in rows]
    parts: dict[int, list[SentPart]] = {}
    for row in await session.scalars(
        select(MessageRow).where(MessageRow.delivery_id.in_(delivery_ids)).order_by(MessageRow.part)
    ):
        assert row.delivery_id is not None
        parts.setdefault(row.delivery_id, []).append(
            SentPart(MessageId(row.id), content_from(row.content), _is_ripe(row, now))
        )
    return [
        SentDigest(
            DeliveryId(delivery.id),
            chat,
            delivery.local_date,
            selection_from(delivery.selection),
            tuple(parts.get(delivery.id, ())),
        )
        for delivery, chat in deliveries
        if chat.language.is_chinese and delivery.reason is None
    ]


async def store_renewed(session: AsyncSession, message_id: MessageId, content: MessageContent) -> None:
    """From now on the message is to say this: its edit is due."""
    await session.execute(
        update(MessageRow)
        .where(MessageRow.id == message_id, MessageRow.state == MessageState.SENT)
        .values(content=content_document(content), edit_due=await database_now(session))
    )


async def is_any_edit_due(session: AsyncSession) -> bool:
    """Whether there may be something for `claim_edit`; takes no lock."""
    due = MessageRow.edit_due <= await database_now(session)
    return await session.scalar(select(MessageRow.id).where(due).limit(1)) is not None


async def claim_edit(session: AsyncSession, app_now: datetime) -> DueEdit | None:
    """
    The edit that is due longest, not to be claimed by others for a while; None if there is none.

    Messages that are covered need none, and those too old for Telegram get none.
    """
    now = await database_now(session)
    pointless = or_(MessageRow.covered_at.is_not(None), MessageRow.sent_at < app_now - _EDITABLE_FOR)
    await session.execute(
        update(MessageRow).where(MessageRow.edit_due <= now, pointless).values(edit_due=None)
    )
    row = (
        await session.execute(
            select(MessageRow, ChatRow.telegram_id)
            .join(ChatRow, ChatRow.id == MessageRow.chat_id)
            .where(MessageRow.edit_due <= now, MessageRow.telegram_message_id.is_not(None), MAY_BE_WRITTEN_TO)
            .order_by(MessageRow.edit_due, MessageRow.id)
            .limit(1)
            .with_for_update(of=MessageRow, skip_locked=True),
            {"now": now},
        )
    ).one_or_none()
    if row is None:
        return None
    message, telegram_chat_id = row
    assert message.telegram_message_id is not None
    message.edit_due = now + LEASE
    await session.flush()
    return DueEdit(
        MessageId(message.id),
        ChatId(message.chat_id),
        telegram_chat_id,
        message.telegram_message_id,
        content_from(message.content),
        message.edit_due,
    )


async def settle_edit(session: AsyncSession, edit: DueEdit, app_now: datetime) -> None:
    """It was made, or never will be; nothing changes if the message was renewed once more meanwhile."""
    await session.execute(
        update(MessageRow)
        .where(MessageRow.id == edit.id, MessageRow.edit_due == edit.claimed_until)
        .values(edit_due=None, edited_at=app_now)
    )


def _is_ripe(row: MessageRow, now: datetime) -> bool:
    is_sent = row.state == MessageState.SENT and row.telegram_message_id is not None
    is_late = row.sent_at is not None and row.sent_at >= now - RENEWED_FOR
    return is_sent and is_late and (row.edited_at is None or row.edited_at <= now - _EDITED_EVERY)
