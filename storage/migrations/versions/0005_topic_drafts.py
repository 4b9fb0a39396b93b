"""topics count from a day of their own; drafts of topics, and questions that people were asked"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("topics") as topics:
        topics.alter_column("created_at", new_column_name="followed_since", existing_type=Instant)
    op.create_table(
        "drafts",
        sa.Column("id", Key, nullable=False),
        sa.Column("destination_id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query_text", sa.String(), nullable=False),
        sa.Column("additions", Document, nullable=False),
        sa.Column("topic_id", Key, nullable=True),
        sa.Column("ignored", Document, nullable=False),
        sa.Column("offers", Document, nullable=False),
        sa.Column("position", Key, nullable=True),
        sa.Column("is_muted", sa.Boolean(), nullable=True),
        sa.Column("followed_since", Instant, nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["destination_id"],
            ["destinations.id"],
            name=op.f("fk_drafts_destination_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_destination_id"), "drafts", ["destination_id"])
    op.create_table(
        "questions",
        sa.Column("chat_id", Key, nullable=False),
        sa.Column("user_id", Key, nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", Key, nullable=False),
        sa.Column("message_id", Key, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_questions_chat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_questions")),
    )


def downgrade() -> None:
    op.drop_table("questions")
    op.drop_table("drafts")
    with op.batch_alter_table("topics") as topics:
        topics.alter_column("followed_since", new_column_name="created_at", existing_type=Instant)
