"""the outbox as the sender looks at it: new messages in their order, and what each chat still waits for"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNFINISHED = sa.text("state IN ('queued', 'sending', 'unknown', 'deferred')")


def upgrade() -> None:
    op.create_index(op.f("ix_messages_state_not_before_id"), "messages", ["state", "not_before", "id"])
    op.drop_index(op.f("ix_messages_state_not_before"), "messages")
    op.create_index(
        "ix_messages_unfinished",
        "messages",
        ["chat_id", "id"],
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )


def downgrade() -> None:
    op.drop_index("ix_messages_unfinished", "messages")
    op.create_index(op.f("ix_messages_state_not_before"), "messages", ["state", "not_before"])
    op.drop_index(op.f("ix_messages_state_not_before_id"), "messages")
