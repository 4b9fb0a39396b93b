"""what the forum topics are called to which digests go"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("destinations", sa.Column("thread_name", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("destinations", "thread_name")
