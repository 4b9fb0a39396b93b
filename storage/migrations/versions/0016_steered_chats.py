"""which group or channel somebody steers from the private chat"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "steerings",
        sa.Column("chat_id", Key, nullable=False, autoincrement=False),
        sa.Column("steered_id", Key, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chats.id"], name=op.f("fk_steerings_chat_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["steered_id"], ["chats.id"], name=op.f("fk_steerings_steered_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_steerings")),
    )
    op.create_index(op.f("ix_steerings_steered_id"), "steerings", ["steered_id"])


def downgrade() -> None:
    op.drop_table("steerings")
