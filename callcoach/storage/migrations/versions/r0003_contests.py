"""Contests of verdicts, and marks kept beside an attempt's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "contests",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("rubric_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False, server_default="open"),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.CheckConstraint("wanted IN ('find', 'leave')", name=op.f("ck_contests_wanted_known")),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'rejected')", name=op.f("ck_contests_status_known")
        ),
        *_of_attempt("contests"),
    )
    op.create_index(op.f("ix_contests_attempt_id"), "contests", ["attempt_id"])
    op.create_table(
        "marks",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("rubric_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('former', 'later')", name=op.f("ck_marks_role_known")),
        *_of_attempt("marks"),
    )
    op.create_index(op.f("ix_marks_attempt_id"), "marks", ["attempt_id"])


def downgrade() -> None:
    """Drop both tables."""
    for table in ("marks", "contests"):
        op.drop_index(op.f(f"ix_{table}_attempt_id"), table_name=table)
        op.drop_table(table)


def _of_attempt(table: str) -> tuple[sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.PrimaryKeyConstraint("number", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.attempt_id"],
            name=op.f(f"fk_{table}_attempt_id"),
            ondelete="CASCADE",
        ),
    )
