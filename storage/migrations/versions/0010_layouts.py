"""how a chat wants to see papers, and whether it wants to hear of them"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("layout", sa.String(), nullable=False, server_default="compact"))
    op.add_column("chats", sa.Column("is_silent", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("chats", "is_silent")
    op.drop_column("chats", "layout")
