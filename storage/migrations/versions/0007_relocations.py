"""databases that moved, and those that are being filled from another"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("instance", sa.Column("relocation", document, nullable=True))


def downgrade() -> None:
    op.drop_column("instance", "relocation")
