"""all places at which a digest lies"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "digest_places",
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("digest_id", Key, nullable=False),
        sa.Column("first_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["digest_id"],
            ["digests.id"],
            name=op.f("fk_digest_places_digest_id_digests"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("location", name=op.f("pk_digest_places")),
    )
    op.create_index(op.f("ix_digest_places_digest_id"), "digest_places", ["digest_id"])
    op.execute(
        "INSERT INTO digest_places (location, digest_id, first_at) SELECT location,"
        " COALESCE(MAX(CASE WHEN superseded_at IS NULL THEN id END), MAX(id)), MIN(ingested_at)"
        " FROM digests GROUP BY location"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_digest_places_digest_id"), table_name="digest_places")
    op.drop_table("digest_places")
