"""papers that people saved"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_papers",
        sa.Column("user_id", Key, nullable=False, autoincrement=False),
        sa.Column("paper_id", Key, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_saved_papers_paper_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "paper_id", name=op.f("pk_saved_papers")),
    )
    op.create_index(op.f("ix_saved_papers_paper_id"), "saved_papers", ["paper_id"])


def downgrade() -> None:
    op.drop_table("saved_papers")
