"""searches keep what they were widened by, and what was suggested beside them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_COLUMNS = ("additions", "suggestions")


def upgrade() -> None:
    with op.batch_alter_table("searches") as searches:
        for name in _COLUMNS:
            searches.add_column(sa.Column(name, Document, nullable=False, server_default="[]"))
    with op.batch_alter_table("searches") as searches:
        for name in _COLUMNS:
            searches.alter_column(name, server_default=None, existing_type=Document)


def downgrade() -> None:
    with op.batch_alter_table("searches") as searches:
        for name in _COLUMNS:
            searches.drop_column(name)
