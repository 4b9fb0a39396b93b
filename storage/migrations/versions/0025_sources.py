"""where digests come from, what lies there, and the bytes as they came"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", Key, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("options", Document, nullable=False),
        sa.Column("is_in_file", sa.Boolean(), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.Column("filled_at", Instant, nullable=True),
        sa.Column("next_poll_at", Instant, nullable=False),
        sa.Column("polled_at", Instant, nullable=True),
        sa.Column("good_at", Instant, nullable=True),
        sa.Column("failures", Key, nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_index(op.f("ix_sources_next_poll_at"), "sources", ["next_poll_at"])
    op.create_table(
        "source_items",
        sa.Column("id", Key, nullable=False),
        sa.Column("source_id", Key, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("last_modified", sa.String(), nullable=False),
        sa.Column("first_asked_at", Instant, nullable=False),
        sa.Column("looked_at", Instant, nullable=False),
        sa.Column("next_look_at", Instant, nullable=True),
        sa.Column("tries", Key, nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_items_source_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_items")),
        sa.UniqueConstraint("source_id", "address", name=op.f("uq_source_items_source_id_address")),
    )
    op.create_index(
        op.f("ix_source_items_source_id_next_look_at"), "source_items", ["source_id", "next_look_at"]
    )
    op.create_table(
        "raw_files",
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", Key, nullable=False),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("content_hash", name=op.f("pk_raw_files")),
    )
    op.create_index(op.f("ix_raw_files_refusal_received_at"), "raw_files", ["refusal", "received_at"])
    op.add_column("digests", sa.Column("brought_by", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("digests", "brought_by")
    op.drop_table("raw_files")
    op.drop_table("source_items")
    op.drop_table("sources")
