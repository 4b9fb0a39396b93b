"""who may use the bot, and how much"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "standings",
        sa.Column("telegram_id", Key, nullable=False, autoincrement=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_standings")),
    )
    op.create_index(op.f("ix_standings_standing"), "standings", ["standing"])
    op.create_table(
        "invitations",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("uses_left", Key, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_invitations")),
    )
    op.create_table(
        "search_counts",
        sa.Column("user_id", Key, nullable=False, autoincrement=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("searches", Key, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "day", name=op.f("pk_search_counts")),
    )
    op.add_column(
        "instance", sa.Column("is_private", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("instance", sa.Column("access_revision", Key, nullable=False, server_default="0"))
    op.add_column("instance", sa.Column("topic_limit", Key, nullable=True))
    op.add_column("instance", sa.Column("searches_per_day", Key, nullable=True))


def downgrade() -> None:
    for name in ("searches_per_day", "topic_limit", "access_revision", "is_private"):
        op.drop_column("instance", name)
    for name in ("search_counts", "invitations", "standings"):
        op.drop_table(name)
