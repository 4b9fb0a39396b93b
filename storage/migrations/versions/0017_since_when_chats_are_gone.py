"""since when a chat is gone, for its data are erased a while later"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chats", sa.Column("gone_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_chats_gone_since"), "chats", ["gone_since"])


def downgrade() -> None:
    op.drop_index(op.f("ix_chats_gone_since"), "chats")
    op.drop_column("chats", "gone_since")
