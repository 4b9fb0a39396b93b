"""Whose database this is, how far its counters are, who sends for it, and what its operators know."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class InstanceRow(Table):
    """The one row that says whose database this is and counts the revisions of papers and lexicon."""

    __tablename__ = "instance"
    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    bot_id: Mapped[int | None]
    bot_username: Mapped[str | None]
    revision: Mapped[int]
    lexicon_revision: Mapped[int]
    sending_paused_until: Mapped[datetime | None]
    """By the database's clock: the server told several chats to wait."""
    sending_pause_reason: Mapped[str | None]
    sending_stopped_reason: Mapped[str | None]
    """Set where sending on would do harm; only an operator takes it away."""
    is_private: Mapped[bool] = mapped_column(default=False)
    """Whether only those are answered who were let in."""
    access_revision: Mapped[int] = mapped_column(default=0)
    """Grows with every change of who may use the bot, and how much."""
    topic_limit: Mapped[int | None]
    searches_per_day: Mapped[int | None]
    """None for what the settings say, as with topics; 0 for any number."""
    relocation: Mapped[dict[str, Any] | None]
    """Where the data went, or where it is coming from: until that is over no bot runs here."""


class SenderRow(Table):
    """A process that sends; those seen lately share the overall rate."""

    __tablename__ = "senders"
    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
    """By the database's clock."""


class AlertRow(Table):
    """Trouble that the operators are told of once, and once more when it is over."""

    __tablename__ = "alerts"
    key: Mapped[str] = mapped_column(primary_key=True)
    arguments: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
