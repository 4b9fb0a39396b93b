"""learned translations, the operator's changes of the glossary, and a counter of both"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("instance") as instance:
        instance.add_column(sa.Column("lexicon_revision", Key, nullable=False, server_default="0"))
    with op.batch_alter_table("instance") as instance:
        instance.alter_column("lexicon_revision", server_default=None, existing_type=Key)
    op.create_table(
        "learned_translations",
        sa.Column("id", Key, nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("seen", Key, nullable=False),
        sa.Column("learned_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learned_translations"),
        sa.UniqueConstraint("term", "text", name="uq_learned_translations_term_text"),
    )
    op.create_table(
        "learnings",
        sa.Column("id", Key, nullable=False),
        sa.Column("revision", Key, nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("pair_count", Key, nullable=False),
        sa.Column("learned_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learnings"),
    )
    op.create_table(
        "added_terms",
        sa.Column("id", Key, nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_added_terms"),
        sa.UniqueConstraint("line", name="uq_added_terms_line"),
    )
    op.create_table(
        "removed_terms",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("other_name", sa.String(), nullable=False),
        sa.Column("removed_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_removed_terms"),
        sa.UniqueConstraint("name", "other_name", name="uq_removed_terms_name_other_name"),
    )


def downgrade() -> None:
    for table in ("removed_terms", "added_terms", "learnings", "learned_translations"):
        op.drop_table(table)
    with op.batch_alter_table("instance") as instance:
        instance.drop_column("lexicon_revision")
