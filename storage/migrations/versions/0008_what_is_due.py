"""what a destination's due time stands for: the local date and hour"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Left empty: both are filled from the rule when the bot starts.
    op.add_column("destinations", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("destinations", sa.Column("due_hour", sa.String(), nullable=True))


def downgrade() -> None:
    for name in ("due_hour", "due_on"):
        op.drop_column("destinations", name)
