"""The results: where an attempt stands and what it was worth."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the results; attempts that were there stay open."""
    with op.batch_alter_table("attempts") as batch:
        batch.add_column(sa.Column("status", sa.Text(), nullable=False, server_default="open"))
        batch.add_column(sa.Column("summary", sa.Text(), nullable=True))
        batch.add_column(sa.Column("quality", sa.Float(), nullable=True))
        batch.add_column(sa.Column("compliance", sa.Text(), nullable=True))
        batch.create_check_constraint(
            op.f("ck_attempts_status_known"), "status IN ('open', 'ended', 'abandoned')"
        )


def downgrade() -> None:
    """Drop the results."""
    with op.batch_alter_table("attempts") as batch:
        batch.drop_constraint(op.f("ck_attempts_status_known"), type_="check")
        batch.drop_column("compliance")
        batch.drop_column("quality")
        batch.drop_column("summary")
        batch.drop_column("status")
