"""Rows of chats and destinations as records, wherever they are read."""

from typing import Any

from sqlalchemy import Row

from storage.identifiers import ChatId, DestinationId
from storage.records import CardLanguage, Chat, ChatState, ChatType, Destination, EmptyDays, Language, Layout
from storage.schema import ChatRow, DestinationRow


def chat_from(row: ChatRow | Row[Any]) -> Chat:
    """The record of a row, or of one that has all its columns."""
    return Chat(
        id=ChatId(row.id),
        telegram_id=row.telegram_id,
        type=ChatType(row.type),
        title=row.title,
        language=Language(row.language),
        timezone=row.timezone,
        hours=tuple(row.hours),
        weekdays=tuple(row.weekdays),
        maximum=row.maximum,
        waits_for_chinese=row.waits_for_chinese,
        paused_until=row.paused_until,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        empty_days=EmptyDays(row.empty_days),
        card_language=CardLanguage(row.card_language) if row.card_language else None,
        layout=Layout(row.layout),
        is_silent=row.is_silent,
        wants_announcements=row.wants_announcements,
        state=ChatState(row.state),
    )


def destination_from(row: DestinationRow) -> Destination:
    """The record of a row."""
    return Destination(
        DestinationId(row.id),
        ChatId(row.chat_id),
        row.thread_id,
        row.next_due_at,
        (row.due_on, row.due_hour) if row.due_on and row.due_hour else None,
        is_thread_lost=row.thread_lost_at is not None,
    )
