"""who looks after a group or channel, and by which number of it they may still call it"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("chats", sa.Column("caretaker_id", Key, nullable=True))
    op.add_column("chats", sa.Column("former_telegram_id", Key, nullable=True))


def downgrade() -> None:
    op.drop_column("chats", "former_telegram_id")
    op.drop_column("chats", "caretaker_id")
