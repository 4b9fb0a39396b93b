"""announcements to many chats, and which chats want none"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_BROADCASTS = sa.text("broadcast_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", Key, nullable=False),
        sa.Column("made_by", Key, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("english_text", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("audience_size", Key, nullable=False),
        sa.Column("last_chat_id", Key, nullable=False),
        sa.Column("has_passed_over", sa.Boolean(), nullable=False),
        sa.Column("wakes_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index(op.f("ix_broadcasts_state"), "broadcasts", ["state"])
    op.add_column("messages", sa.Column("broadcast_id", Key, nullable=True))
    op.create_index(
        "ix_messages_of_broadcasts",
        "messages",
        ["broadcast_id", "chat_id"],
        sqlite_where=OF_BROADCASTS,
        postgresql_where=OF_BROADCASTS,
    )
    op.add_column(
        "chats", sa.Column("wants_announcements", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    op.drop_column("chats", "wants_announcements")
    op.drop_index("ix_messages_of_broadcasts", "messages")
    op.drop_column("messages", "broadcast_id")
    op.drop_table("broadcasts")
