"""what the command menu of a chat with one of its own was made of"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("own_menu", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("chats", "own_menu")
