"""that a paper was shown outlasts the digest that showed it"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FOREIGN_KEY = "fk_shown_papers_delivery_id"


def upgrade() -> None:
    _change(is_lasting=True)


def downgrade() -> None:
    # The newest digest of each destination is always there.
    op.execute(
        "UPDATE shown_papers SET delivery_id = (SELECT max(id) FROM deliveries"
        " WHERE deliveries.destination_id = shown_papers.destination_id) WHERE delivery_id IS NULL"
    )
    op.execute("DELETE FROM shown_papers WHERE delivery_id IS NULL")
    _change(is_lasting=False)


def _change(*, is_lasting: bool) -> None:
    with op.batch_alter_table("shown_papers") as shown:
        shown.drop_constraint(op.f(FOREIGN_KEY), type_="foreignkey")
        shown.alter_column("delivery_id", existing_type=Key, nullable=is_lasting)
        shown.create_foreign_key(
            op.f(FOREIGN_KEY),
            "deliveries",
            ["delivery_id"],
            ["id"],
            ondelete="SET NULL" if is_lasting else "CASCADE",
        )
