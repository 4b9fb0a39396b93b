"""What operators did, and what they decided about who may use the bot."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class ActRow(Table):
    """Something that an operator did, in chat or on the command line."""

    __tablename__ = "acts"
    id: Mapped[int] = mapped_column(primary_key=True)
    acted_at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None]
    """Telegram's number of the operator; None for the command line."""
    act: Mapped[str]
    subject: Mapped[str]
    """On what: a number, never a name or words."""


class BroadcastRow(Table):
    """An announcement to many chats; its messages in the outbox name it."""

    __tablename__ = "broadcasts"
    id: Mapped[int] = mapped_column(primary_key=True)
    made_by: Mapped[int]
    """Telegram's number of the operator."""
    made_at: Mapped[datetime]
    text: Mapped[str | None]
    """Telegram HTML: for readers of Chinese, or for all where there is no other."""
    english_text: Mapped[str | None]
    audience: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    begun_at: Mapped[datetime | None]
    """Chats that came later do not get it."""
    audience_size: Mapped[int]
    """How many chats it was for when it began."""
    last_chat_id: Mapped[int]
    """How far the chats were gone through."""
    has_passed_over: Mapped[bool]
    """Whether chats were left for another round, since their hours were quiet."""
    wakes_at: Mapped[datetime | None]
    """Nothing is done before it."""


class StandingRow(Table):
    """Whether a person or chat may use the bot, by Telegram's number alone; it outlives the chat's data."""

    __tablename__ = "standings"
    telegram_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    standing: Mapped[str] = mapped_column(index=True)
    since: Mapped[datetime]
    told_at: Mapped[datetime | None]
    """When it was told that it is not answered."""


class InvitationRow(Table):
    """A link by which people let themselves into a private instance."""

    __tablename__ = "invitations"
    token: Mapped[str] = mapped_column(primary_key=True)
    uses_left: Mapped[int]
    made_at: Mapped[datetime]


class SearchCountRow(Table):
    """How often a person searched on a day."""

    __tablename__ = "search_counts"
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    searches: Mapped[int]
