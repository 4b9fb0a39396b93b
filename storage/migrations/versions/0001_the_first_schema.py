"""the first schema"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)
Document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", Key, nullable=False),
        sa.Column("telegram_id", Key, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=True),
        sa.Column("hours", Document, nullable=False),
        sa.Column("weekdays", Document, nullable=False),
        sa.Column("maximum", Key, nullable=False),
        sa.Column("waits_for_chinese", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_reason", sa.String(), nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_chats_telegram_id")),
    )
    op.create_table(
        "digests",
        sa.Column("id", Key, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=False),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("is_archive", sa.Boolean(), nullable=False),
        sa.Column("ingested_at", Instant, nullable=False),
        sa.Column("superseded_at", Instant, nullable=True),
        sa.Column("entry_count", Key, nullable=False),
        sa.Column("rejected", Document, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_digests_content_hash")),
    )
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digests_digest_on"), ["digest_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_digests_location"), ["location"], unique=False)

    op.create_table(
        "instance",
        sa.Column("id", Key, nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("bot_id", Key, nullable=True),
        sa.Column("bot_username", sa.String(), nullable=True),
        sa.Column("revision", Key, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
    )
    op.create_table(
        "papers",
        sa.Column("id", Key, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("arxiv_id", sa.String(), nullable=True),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("record", Document, nullable=False),
        sa.Column("first_digest_on", sa.Date(), nullable=True),
        sa.Column("news_at", Instant, nullable=True),
        sa.Column("news_on", sa.Date(), nullable=True),
        sa.Column("has_chinese", sa.Boolean(), nullable=False),
        sa.Column("revision", Key, nullable=False),
        sa.Column("revised_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("arxiv_id", name=op.f("uq_papers_arxiv_id")),
        sa.UniqueConstraint("key", name=op.f("uq_papers_key")),
        sa.UniqueConstraint("revision", name=op.f("uq_papers_revision")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papers_news_on"), ["news_on"], unique=False)

    op.create_table(
        "queries",
        sa.Column("id", Key, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("matched_revision", Key, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queries")),
        sa.UniqueConstraint("text", name=op.f("uq_queries_text")),
    )
    op.create_table(
        "updates",
        sa.Column("id", Key, autoincrement=False, nullable=False),
        sa.Column("lane", Key, nullable=False),
        sa.Column("content", Document, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", Key, nullable=False),
        sa.Column("answer", Document, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_updates_received_at"), ["received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_updates_state"), ["state"], unique=False)

    op.create_table(
        "destinations",
        sa.Column("id", Key, nullable=False),
        sa.Column("chat_id", Key, nullable=False),
        sa.Column("thread_id", Key, nullable=False),
        sa.Column("next_due_at", Instant, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_destinations_chat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destinations")),
        sa.UniqueConstraint("chat_id", "thread_id", name=op.f("uq_destinations_chat_id_thread_id")),
    )
    with op.batch_alter_table("destinations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_destinations_next_due_at"), ["next_due_at"], unique=False)

    op.create_table(
        "entries",
        sa.Column("id", Key, nullable=False),
        sa.Column("digest_id", Key, nullable=False),
        sa.Column("paper_id", Key, nullable=False),
        sa.Column("arxiv_id", sa.String(), nullable=True),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("content", Document, nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"], ["digests.id"], name=op.f("fk_entries_digest_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_entries_paper_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_digest_id"), ["digest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_paper_id"), ["paper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_title_key"), ["title_key"], unique=False)

    op.create_table(
        "matches",
        sa.Column("query_id", Key, nullable=False),
        sa.Column("paper_id", Key, nullable=False),
        sa.Column("matched_at", Instant, nullable=False),
        sa.Column("is_about", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_matches_paper_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_matches_query_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("query_id", "paper_id", name=op.f("pk_matches")),
    )
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matches_matched_at"), ["matched_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_matches_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "searches",
        sa.Column("id", Key, nullable=False),
        sa.Column("chat_id", Key, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("paper_ids", Document, nullable=False),
        sa.Column("total", Key, nullable=False),
        sa.Column("word_total", Key, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_searches_chat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searches")),
    )
    with op.batch_alter_table("searches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_searches_chat_id"), ["chat_id"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("id", Key, nullable=False),
        sa.Column("destination_id", Key, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("local_hour", sa.String(), nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("planned_at", Instant, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("selection", Document, nullable=False),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["destinations.id"],
            name=op.f("fk_deliveries_destination_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "destination_id",
            "kind",
            "local_date",
            "local_hour",
            name=op.f("uq_deliveries_destination_id_kind_local_date_local_hour"),
        ),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_state_id"), ["state", "id"], unique=False)

    op.create_table(
        "topics",
        sa.Column("id", Key, nullable=False),
        sa.Column("destination_id", Key, nullable=False),
        sa.Column("query_id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", Key, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["destinations.id"], name=op.f("fk_topics_destination_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["query_id"], ["queries.id"], name=op.f("fk_topics_query_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("destination_id", "query_id", name=op.f("uq_topics_destination_id_query_id")),
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topics_query_id"), ["query_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", Key, nullable=False),
        sa.Column("delivery_id", Key, nullable=False),
        sa.Column("chat_id", Key, nullable=False),
        sa.Column("thread_id", Key, nullable=False),
        sa.Column("part", Key, nullable=False),
        sa.Column("content", Document, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", Key, nullable=False),
        sa.Column("repeats", Key, nullable=False),
        sa.Column("leased_by", sa.String(), nullable=True),
        sa.Column("lease_until", Instant, nullable=True),
        sa.Column("not_before", Instant, nullable=True),
        sa.Column("telegram_message_id", Key, nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("sent_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_messages_chat_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_messages_delivery_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("delivery_id", "part", name=op.f("uq_messages_delivery_id_part")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_messages_state_not_before"), ["state", "not_before"], unique=False
        )

    op.create_table(
        "shown_papers",
        sa.Column("destination_id", Key, nullable=False),
        sa.Column("paper_id", Key, nullable=False),
        sa.Column("delivery_id", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_shown_papers_delivery_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["destinations.id"],
            name=op.f("fk_shown_papers_destination_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_shown_papers_paper_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("destination_id", "paper_id", name=op.f("pk_shown_papers")),
    )
    with op.batch_alter_table("shown_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shown_papers_delivery_id"), ["delivery_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shown_papers_paper_id"), ["paper_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("shown_papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shown_papers_paper_id"))
        batch_op.drop_index(batch_op.f("ix_shown_papers_delivery_id"))

    op.drop_table("shown_papers")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_state_not_before"))
        batch_op.drop_index(batch_op.f("ix_messages_chat_id"))

    op.drop_table("messages")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topics_query_id"))

    op.drop_table("topics")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_state_id"))

    op.drop_table("deliveries")
    with op.batch_alter_table("searches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_searches_chat_id"))

    op.drop_table("searches")
    with op.batch_alter_table("matches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matches_paper_id"))
        batch_op.drop_index(batch_op.f("ix_matches_matched_at"))

    op.drop_table("matches")
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entries_title_key"))
        batch_op.drop_index(batch_op.f("ix_entries_paper_id"))
        batch_op.drop_index(batch_op.f("ix_entries_digest_id"))

    op.drop_table("entries")
    with op.batch_alter_table("destinations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_destinations_next_due_at"))

    op.drop_table("destinations")
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_updates_state"))
        batch_op.drop_index(batch_op.f("ix_updates_received_at"))

    op.drop_table("updates")
    op.drop_table("queries")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_news_on"))

    op.drop_table("papers")
    op.drop_table("instance")
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_digests_location"))
        batch_op.drop_index(batch_op.f("ix_digests_digest_on"))

    op.drop_table("digests")
    op.drop_table("chats")
