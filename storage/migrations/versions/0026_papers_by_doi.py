"""the DOI that an entry claims, by which those of one paper find one another"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

HAS_DOI = sa.text("doi IS NOT NULL")


def upgrade() -> None:
    op.add_column("entries", sa.Column("doi", sa.String(), nullable=True))
    op.create_index(
        op.f("ix_entries_doi"), "entries", ["doi"], sqlite_where=HAS_DOI, postgresql_where=HAS_DOI
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_entries_doi"), "entries")
    op.drop_column("entries", "doi")
