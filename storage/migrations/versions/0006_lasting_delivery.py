"""what delivery remembers: quiet hours, waits, lost threads, notices, who sends, what operators know"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Columns are added one by one: a batch copies a table and drops the old one, and with the
    # chats their destinations and topics would go.
    for name in ("quiet_from", "quiet_until"):
        op.add_column("chats", sa.Column(name, sa.String(), nullable=True))
    op.add_column("chats", sa.Column("empty_days", sa.String(), nullable=False, server_default="some"))
    for name in ("not_before", "restricted_since", "missing_since"):
        op.add_column("chats", sa.Column(name, Instant, nullable=True))
    op.add_column("destinations", sa.Column("thread_lost_at", Instant, nullable=True))
    op.add_column("instance", sa.Column("sending_paused_until", Instant, nullable=True))
    op.add_column("instance", sa.Column("sending_pause_reason", sa.String(), nullable=True))
    op.add_column("instance", sa.Column("sending_stopped_reason", sa.String(), nullable=True))
    _messages_by_themselves()
    op.add_column("updates", sa.Column("answer_attempts", Key, nullable=False, server_default="0"))
    op.add_column("updates", sa.Column("answer_after", Instant, nullable=True))
    op.create_table(
        "senders",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_senders")),
    )
    op.create_table(
        "alerts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("arguments", Document, nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("told_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_alerts")),
    )


def _messages_by_themselves() -> None:
    """Messages without a delivery, dated; those from before take the time of their delivery's planning."""
    with op.batch_alter_table("messages") as messages:
        messages.alter_column("delivery_id", existing_type=Key, nullable=True)
        messages.add_column(sa.Column("notice_key", sa.String(), nullable=True))
        messages.add_column(sa.Column("created_at", Instant, nullable=True))
        messages.create_unique_constraint(op.f("uq_messages_notice_key"), ["notice_key"])
    op.execute(
        "UPDATE messages SET created_at ="
        " (SELECT planned_at FROM deliveries WHERE deliveries.id = messages.delivery_id)"
    )
    with op.batch_alter_table("messages") as messages:
        messages.alter_column("created_at", existing_type=Instant, nullable=False)


def downgrade() -> None:
    op.drop_table("alerts")
    op.drop_table("senders")
    for name in ("answer_after", "answer_attempts"):
        op.drop_column("updates", name)
    op.execute("DELETE FROM messages WHERE delivery_id IS NULL")
    with op.batch_alter_table("messages") as messages:
        messages.drop_constraint(op.f("uq_messages_notice_key"), type_="unique")
        messages.drop_column("notice_key")
        messages.drop_column("created_at")
        messages.alter_column("delivery_id", existing_type=Key, nullable=False)
    for name in ("sending_stopped_reason", "sending_pause_reason", "sending_paused_until"):
        op.drop_column("instance", name)
    op.drop_column("destinations", "thread_lost_at")
    for name in (
        "missing_since", "restricted_since", "not_before", "empty_days", "quiet_until", "quiet_from",
    ):  # fmt: skip
        op.drop_column("chats", name)
