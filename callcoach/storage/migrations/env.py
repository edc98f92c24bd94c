"""Alembic's entry point: runs the revisions on the connection that it is handed.

There is no ini file: `callcoach.storage.schema.alembic_config` says all that alembic needs.
"""

from __future__ import annotations

from alembic import context

from callcoach.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by rebuilding it
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
