"""Chats, the destinations in them, and what comes from them: updates, searches, questions asked back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.schema.table import Table


class ChatRow(Table):
    """A chat and how it wants its digest."""

    __tablename__ = "chats"
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(unique=True)
    type: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]
    timezone: Mapped[str | None]
    hours: Mapped[list[Any]]
    weekdays: Mapped[list[Any]]
    maximum: Mapped[int]
    waits_for_chinese: Mapped[bool]
    paused_until: Mapped[date | None]
    quiet_from: Mapped[str | None]
    quiet_until: Mapped[str | None]
    empty_days: Mapped[str]
    card_language: Mapped[str | None]
    """In which language papers are read; None for what the chat's own language suggests."""
    layout: Mapped[str]
    is_silent: Mapped[bool]
    wants_announcements: Mapped[bool] = mapped_column(default=True)
    own_menu: Mapped[str | None]
    """What its own command menu was made of when it was last set; see `storage.chat_menus`."""
    caretaker_id: Mapped[int | None]
    """Telegram's number of the admin who last steered a group or channel: who is told what is wrong there."""
    former_telegram_id: Mapped[int | None]
    """Of a supergroup: the group's number, which old links and buttons carry."""
    state: Mapped[str]
    state_reason: Mapped[str | None]
    gone_since: Mapped[datetime | None] = mapped_column(index=True)
    """Its data are erased a while later; None while it is with us."""
    not_before: Mapped[datetime | None]
    """Nothing is pushed before it, by the database's clock: the server said to wait, or forbade to write."""
    restricted_since: Mapped[datetime | None]
    missing_since: Mapped[datetime | None]
    created_at: Mapped[datetime]


class DestinationRow(Table):
    """Where digests go; `next_due_at` is the schedule."""

    __tablename__ = "destinations"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    next_due_at: Mapped[datetime | None] = mapped_column(index=True)
    due_on: Mapped[date | None]
    due_hour: Mapped[str | None]
    """With the date before it what is due then: zones and clocks may change, this does not."""
    thread_name: Mapped[str | None]
    """None where Telegram did not tell it."""
    thread_lost_at: Mapped[datetime | None]
    """Since then its messages go to the chat itself: the forum topic is gone."""
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("chat_id", "thread_id"),)


class UpdateRow(Table):
    """An update, stored before Telegram hears that we have it."""

    __tablename__ = "updates"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lane: Mapped[int]
    content: Mapped[dict[str, Any]]
    received_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(index=True)
    attempts: Mapped[int]
    answer: Mapped[list[Any] | None]
    answer_attempts: Mapped[int]
    answer_after: Mapped[datetime | None]
    """By the database's clock: when an answer that did not get through is tried again."""


class SearchRow(Table):
    """The result of one search, so that its pages stay the same while one reads them."""

    __tablename__ = "searches"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    paper_ids: Mapped[list[Any]]
    total: Mapped[int]
    word_total: Mapped[int]
    sort_order: Mapped[str]
    within_days: Mapped[int | None]
    is_widened: Mapped[bool]
    additions: Mapped[list[Any]]
    suggestions: Mapped[list[Any]]
    similar_to: Mapped[int | None]
    """The paper that these are like, where no words were searched; no key, for nothing else asks for it."""
    opened_from: Mapped[str | None]
    """What the button of the card says from which it was asked."""
    created_at: Mapped[datetime]


class QuestionRow(Table):
    """What a person was asked to write in a chat."""

    __tablename__ = "questions"
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    subject_id: Mapped[int]
    message_id: Mapped[int]
    asked_at: Mapped[datetime]
