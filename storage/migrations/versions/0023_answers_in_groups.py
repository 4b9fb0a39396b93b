"""whom an answer in a group was for, and when it goes"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "group_answers",
        sa.Column("chat_id", Key, nullable=False, autoincrement=False),
        sa.Column("message_id", Key, nullable=False, autoincrement=False),
        sa.Column("user_id", Key, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delete_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_group_answers_chat_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_group_answers")),
    )
    op.create_index(op.f("ix_group_answers_delete_at"), "group_answers", ["delete_at"])


def downgrade() -> None:
    op.drop_table("group_answers")
