"""Digests that were due, their messages, and what they have shown."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table

_OF_BROADCASTS = text("broadcast_id IS NOT NULL")
_UNFINISHED = text("state IN ('queued', 'sending', 'unknown', 'deferred')")

_IS_EDIT_DUE = text("edit_due IS NOT NULL")


class ShownRow(Table):
    """A paper that a destination was shown: never again there."""

    __tablename__ = "shown_papers"
    destination_id: Mapped[int] = mapped_column(
        ForeignKey("destinations.id", ondelete="CASCADE"), primary_key=True
    )
    paper_id: Mapped[int] = mapped_column(
        ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    delivery_id: Mapped[int | None] = mapped_column(
        ForeignKey("deliveries.id", ondelete="SET NULL"), index=True
    )
    """None once it is forgotten which digest it was."""


class DeliveryRow(Table):
    """A digest that was due: what it holds, recorded before anything is sent."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destinations.id", ondelete="CASCADE"))
    kind: Mapped[str]
    local_date: Mapped[date]
    local_hour: Mapped[str]
    due_at: Mapped[datetime]
    planned_at: Mapped[datetime]
    state: Mapped[str]
    reason: Mapped[str | None]
    selection: Mapped[dict[str, Any]]
    __table_args__ = (
        UniqueConstraint("destination_id", "kind", "local_date", "local_hour"),
        Index(None, "state", "id"),
    )


class MessageRow(Table):
    """One message of a delivery, or a notice by itself: the outbox. Its content stays until it is sent."""

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    notice_key: Mapped[str | None] = mapped_column(unique=True)
    """What a notice is about: nobody is told the same thing twice."""
    broadcast_id: Mapped[int | None]
    """The announcement that it is; no key, for that may be forgotten first."""
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), index=True)
    thread_id: Mapped[int]
    part: Mapped[int]
    content: Mapped[dict[str, Any]]
    state: Mapped[str]
    attempts: Mapped[int]
    repeats: Mapped[int]
    leased_by: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    not_before: Mapped[datetime | None]
    telegram_message_id: Mapped[int | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    covered_at: Mapped[datetime | None]
    """Since when a card or a list is shown in its place; None while it shows itself."""
    edit_due: Mapped[datetime | None]
    """When it is to be edited, as its content was renewed after it was sent; None if it need not."""
    edited_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("delivery_id", "part"),
        # With the number, so that the sender takes them in their order and nobody sorts.
        Index(None, "state", "not_before", "id"),
        Index(
            "ix_messages_of_broadcasts",
            "broadcast_id",
            "chat_id",
            sqlite_where=_OF_BROADCASTS,
            postgresql_where=_OF_BROADCASTS,
        ),
        Index(None, "edit_due", sqlite_where=_IS_EDIT_DUE, postgresql_where=_IS_EDIT_DUE),
        # What a chat still waits for, however much it once got.
        Index(
            "ix_messages_unfinished",
            "chat_id",
            "id",
            sqlite_where=_UNFINISHED,
            postgresql_where=_UNFINISHED,
        ),
    )
