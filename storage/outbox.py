"""
The outbox: messages on their way to Telegram, stored once and not changed before they are sent.

What was sent is renewed by `storage.renewals`.
`storage.claiming` hands them to whoever sends, `storage.settling` marks what came back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.identifiers import ChatId, DeliveryId, PaperId
from storage.records import Button, MessageContent, MessageState
from storage.schema import MessageRow
from storage.settling import UNFINISHED


async def store_messages(
    session: AsyncSession,
    delivery_id: DeliveryId,
    chat_id: ChatId,
    thread_id: int,
    contents: Sequence[MessageContent],
    *,
    now: datetime,
) -> None:
    """Queue the messages of a delivery, in order; their content stays as it is until they are sent."""
    session.add_all(
        MessageRow(
            delivery_id=delivery_id,
            chat_id=chat_id,
            thread_id=thread_id,
            part=part,
            content=content_document(content),
            state=MessageState.QUEUED,
            attempts=0,
            repeats=0,
            created_at=now,
        )
        for part, content in enumerate(contents, start=1)
    )
    await session.flush()


async def cancel_messages(session: AsyncSession, chat_id: ChatId, reason: str) -> None:
    """Give up everything that is on its way to a chat."""
    await session.execute(
        update(MessageRow)
        .where(MessageRow.chat_id == chat_id, MessageRow.state.in_(UNFINISHED))
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


async def part_content(
    session: AsyncSession, chat_id: ChatId, delivery_id: DeliveryId, part: int
) -> MessageContent | None:
    """The content of a chat's digest message by its place in the digest, from 0; None where there is none."""
    document = await session.scalar(
        select(MessageRow.content).where(
            MessageRow.chat_id == chat_id, MessageRow.delivery_id == delivery_id, MessageRow.part == part + 1
        )
    )
    return content_from(document) if document is not None else None


async def cover_message(
    session: AsyncSession, chat_id: ChatId, telegram_message_id: int, now: datetime
) -> None:
    """A card or a list is shown in the place of a digest message: it must not be edited away."""
    await _mark_covered(session, chat_id, telegram_message_id, now)


async def uncover_message(session: AsyncSession, chat_id: ChatId, telegram_message_id: int) -> None:
    """A digest message is shown again; call it before its content is read, for it may just be renewed."""
    await _mark_covered(session, chat_id, telegram_message_id, None)


async def _mark_covered(
    session: AsyncSession, chat_id: ChatId, telegram_message_id: int, covered_at: datetime | None
) -> None:
    await session.execute(
        update(MessageRow)
        .where(MessageRow.chat_id == chat_id, MessageRow.telegram_message_id == telegram_message_id)
        .values(covered_at=covered_at)
    )


def content_document(content: MessageContent) -> dict[str, Any]:
    """The message as JSON values; by hand, because `asdict` takes longer than everything around it."""
    document: dict[str, Any] = {
        "html": str(content.html),
        "keyboard": [[_button_document(one) for one in row] for row in content.keyboard],
        "paper_ids": list(content.paper_ids),
        "is_silent": content.is_silent,
    }
    if content.preview_url is not None:
        document["preview_url"] = content.preview_url
    if content.rich_html is not None:
        document["rich_html"] = str(content.rich_html)
    if content.untranslated:
        document["untranslated"] = list(content.untranslated)
    return document


def _button_document(one: Button) -> dict[str, Any]:
    document = {"text": one.text, "data": one.data, "url": one.url}
    if one.copied_text is not None:
        document["copied_text"] = one.copied_text
    if one.shared_query is not None:
        document["shared_query"] = one.shared_query
    return document


def content_from(document: dict[str, Any]) -> MessageContent:
    """The message that `content_document` wrote down."""
    return MessageContent(
        document["html"],
        tuple(tuple(Button(**button) for button in row) for row in document["keyboard"]),
        tuple(map(PaperId, document["paper_ids"])),
        document.get("is_silent", False),
        document.get("preview_url"),
        document.get("rich_html"),
        tuple(map(PaperId, document.get("untranslated", ()))),
    )
