"""since when a topic's papers are pushed at once"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

AT_ONCE = sa.text("instant_since IS NOT NULL")


def upgrade() -> None:
    for table in ("topics", "drafts"):
        op.add_column(table, sa.Column("instant_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_topics_instant", "topics", ["destination_id"], sqlite_where=AT_ONCE, postgresql_where=AT_ONCE
    )


def downgrade() -> None:
    op.drop_index("ix_topics_instant", "topics")
    for table in ("drafts", "topics"):
        op.drop_column(table, "instant_since")
