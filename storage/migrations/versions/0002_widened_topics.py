"""topics keep what they were widened by, searches how they were sorted and bounded"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("topics") as topics:
        topics.add_column(sa.Column("query_text", sa.String(), nullable=True))
        topics.add_column(sa.Column("additions", Document, nullable=False, server_default="[]"))
        topics.add_column(sa.Column("is_muted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE topics SET query_text = (SELECT text FROM queries WHERE queries.id = topics.query_id)")
    with op.batch_alter_table("topics") as topics:
        topics.alter_column("query_text", nullable=False, existing_type=sa.String())
        topics.alter_column("additions", server_default=None, existing_type=Document)
        topics.alter_column("is_muted", server_default=None, existing_type=sa.Boolean())
    with op.batch_alter_table("searches") as searches:
        searches.add_column(sa.Column("sort_order", sa.String(), nullable=False, server_default="best"))
        searches.add_column(sa.Column("within_days", Key, nullable=True))
        searches.add_column(sa.Column("is_widened", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("searches") as searches:
        searches.alter_column("sort_order", server_default=None, existing_type=sa.String())
        searches.alter_column("is_widened", server_default=None, existing_type=sa.Boolean())


def downgrade() -> None:
    with op.batch_alter_table("searches") as searches:
        searches.drop_column("is_widened")
        searches.drop_column("within_days")
        searches.drop_column("sort_order")
    with op.batch_alter_table("topics") as topics:
        topics.drop_column("is_muted")
        topics.drop_column("additions")
        topics.drop_column("query_text")
