"""
The tables, once for SQLite and PostgreSQL.

Migrations build them; a test proves that both agree. Rows never leave storage: functions
read them into the records of `storage.records`.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite, which knows no zones, keeps it naive in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values, which could mean any zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive time {value.isoformat()}: give it a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back an aware UTC instant on every database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts rows only in a column of exactly INTEGER; PostgreSQL wants room for decades.
BigKey = BigInteger().with_variant(Integer(), "sqlite")
Document = JSON().with_variant(JSONB(), "postgresql")


class Table(DeclarativeBase):
    """All tables of this program."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012
        int: BigKey,
        datetime: UTCDateTime(),
        dict[str, Any]: Document,
        list[Any]: Document,
    }


class InstanceRow(Table):
    """The one row that says whose database this is and counts the revisions of papers and lexicon."""

    __tablename__ = "instance"
    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    bot_id: Mapped[int | None]
    bot_username: Mapped[str | None]
    revision: Mapped[int]
    lexicon_revision: Mapped[int]


class DigestRow(Table):
    """One content of one digest file."""

    __tablename__ = "digests"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    location: Mapped[str] = mapped_column(index=True)
    content_hash: Mapped[str] = mapped_column(unique=True)
    digest_on: Mapped[date]
    is_estimated: Mapped[bool]
    is_archive: Mapped[bool]
    ingested_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    entry_count: Mapped[int]
    rejected: Mapped[list[Any]]
    __table_args__ = (Index(None, "digest_on"),)


class PaperRow(Table):
    """One paper; everything but the identity is folded from its entries."""

    __tablename__ = "papers"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    arxiv_id: Mapped[str | None] = mapped_column(unique=True)
    is_removed: Mapped[bool] = mapped_column(default=False)
    record: Mapped[dict[str, Any]]
    first_digest_on: Mapped[date | None]
    news_at: Mapped[datetime | None]
    news_on: Mapped[date | None] = mapped_column(index=True)
    has_chinese: Mapped[bool]
    revision: Mapped[int] = mapped_column(unique=True)
    revised_at: Mapped[datetime]


class EntryRow(Table):
    """What one digest says about one paper."""

    __tablename__ = "entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest_id: Mapped[int] = mapped_column(ForeignKey("digests.id", ondelete="CASCADE"), index=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id", ondelete="CASCADE"), index=True)
    arxiv_id: Mapped[str | None]
    """As the digest gives it: an entry without one may still be joined to a paper that has it."""
    title_key: Mapped[str] = mapped_column(index=True)
    content: Mapped[dict[str, Any]]


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
    state: Mapped[str]
    state_reason: Mapped[str | None]
    created_at: Mapped[datetime]


class DestinationRow(Table):
    """Where digests go; `next_due_at` is the schedule."""

    __tablename__ = "destinations"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    next_due_at: Mapped[datetime | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("chat_id", "thread_id"),)


class QueryRow(Table):
    """A distinct saved search, widened and canonical; all topics with the same meaning share it."""

    __tablename__ = "queries"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(unique=True)
    matched_revision: Mapped[int]


class TopicRow(Table):
    """A saved search that a destination follows."""

    __tablename__ = "topics"
    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destinations.id", ondelete="CASCADE"))
    query_id: Mapped[int] = mapped_column(ForeignKey("queries.id"), index=True)
    query_text: Mapped[str]
    """The query as its reader means it, canonical, without what it was widened by."""
    additions: Mapped[list[Any]]
    """What it was widened by, as its reader saw it; no change of the lexicon touches it."""
    name: Mapped[str]
    position: Mapped[int]
    is_muted: Mapped[bool]
    followed_since: Mapped[datetime]
    """Set anew when it gets other words or is muted no longer."""
    __table_args__ = (UniqueConstraint("destination_id", "query_id"),)


class DraftRow(Table):
    """A topic that is previewed, or that was removed and may come back."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    destination_id: Mapped[int] = mapped_column(ForeignKey("destinations.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    query_text: Mapped[str]
    additions: Mapped[list[Any]]
    topic_id: Mapped[int | None]
    """The topic that would get these words; no key, for it may be gone by then."""
    ignored: Mapped[list[Any]]
    offers: Mapped[list[Any]]
    position: Mapped[int | None]
    is_muted: Mapped[bool | None]
    followed_since: Mapped[datetime | None]
    made_at: Mapped[datetime]


class QuestionRow(Table):
    """What a person was asked to write in a chat."""

    __tablename__ = "questions"
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    subject_id: Mapped[int]
    message_id: Mapped[int]
    asked_at: Mapped[datetime]


class MatchRow(Table):
    """A paper that a distinct query matches, within the news window."""

    __tablename__ = "matches"
    query_id: Mapped[int] = mapped_column(ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True)
    paper_id: Mapped[int] = mapped_column(
        ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    matched_at: Mapped[datetime] = mapped_column(index=True)
    is_about: Mapped[bool]
    score: Mapped[float]


class ShownRow(Table):
    """A paper that a destination was shown: never again there."""

    __tablename__ = "shown_papers"
    destination_id: Mapped[int] = mapped_column(
        ForeignKey("destinations.id", ondelete="CASCADE"), primary_key=True
    )
    paper_id: Mapped[int] = mapped_column(
        ForeignKey("papers.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), index=True)


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
    """One message of a delivery: the outbox. Its content never changes once stored."""

    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
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
    sent_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("delivery_id", "part"), Index(None, "state", "not_before"))


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
    created_at: Mapped[datetime]


class LearnedTranslationRow(Table):
    """A translation learned from papers in both languages, or from the parentheses in digests."""

    __tablename__ = "learned_translations"
    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]
    text: Mapped[str]
    confidence: Mapped[float]
    provenance: Mapped[str]
    seen: Mapped[int]
    """Sentences, or parentheses, that speak for it."""
    learned_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("term", "text"),)


class LearningRow(Table):
    """The one row that says from what the learned translations were learned."""

    __tablename__ = "learnings"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    rules: Mapped[str]
    """The version of text analysis and learning together."""
    pair_count: Mapped[int]
    learned_at: Mapped[datetime]


class AddedTermRow(Table):
    """A term of the operator's own, as a line of the glossary's file."""

    __tablename__ = "added_terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[datetime]


class RemovedTermRow(Table):
    """A name that the operator struck out: with one other name, or with all where that is empty."""

    __tablename__ = "removed_terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    other_name: Mapped[str]
    removed_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("name", "other_name"),)
