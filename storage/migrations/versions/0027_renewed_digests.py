"""digests that are edited after they were sent: what lies over a message, and when its edit is due"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

IS_EDIT_DUE = sa.text("edit_due IS NOT NULL")
COLUMNS = ("covered_at", "edit_due", "edited_at")


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("messages", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_messages_edit_due"),
        "messages",
        ["edit_due"],
        sqlite_where=IS_EDIT_DUE,
        postgresql_where=IS_EDIT_DUE,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_messages_edit_due"), "messages")
    for name in COLUMNS:
        op.drop_column("messages", name)
