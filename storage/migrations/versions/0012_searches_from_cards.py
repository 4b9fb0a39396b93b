"""searches know the card that they were asked from, and the paper that theirs are like"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("searches", sa.Column("similar_to", Key, nullable=True))
    op.add_column("searches", sa.Column("opened_from", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("searches", "opened_from")
    op.drop_column("searches", "similar_to")
