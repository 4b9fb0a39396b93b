"""the language in which a chat reads papers"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("card_language", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("chats", "card_language")
