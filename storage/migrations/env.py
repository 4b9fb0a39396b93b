"""What Alembic runs for each command; the connection comes from `storage.upgrading`."""

from alembic import context

from storage.schema import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,  # SQLite cannot alter most things; batches copy the table
)
with context.begin_transaction():
    context.run_migrations()
