"""The tables, as the newest revision leaves them. `migrations` says how older ones get there.

Structured values are canonical JSON text rather than a JSON type: what is read back is then, to
the letter, what was sealed, on every database.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)


class AttemptStatus(StrEnum):
    """Where an attempt stands."""

    OPEN = "open"
    """Under way, or cut short: it can be resumed."""
    ENDED = "ended"
    """The call is over and the attempt has its summary."""
    ABANDONED = "abandoned"
    """Left for good: kept in the history, never offered for resuming."""


class ContestStatus(StrEnum):
    """Where a contest stands."""

    OPEN = "open"
    """The trainer has not decided yet."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class MarkRole(StrEnum):
    """What a mark beside that of an attempt is."""

    FORMER = "former"
    """It was the attempt's own until a re-mark took its place."""
    LATER = "later"
    """A re-mark of an exam, whose own mark stays."""


# Named constraints, because SQLite can only drop those that have a name.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

attempts = Table(
    "attempts",
    metadata,
    # The order of beginning. Clocks cannot give it: an attempt's may be a fictional one.
    Column("number", Integer, primary_key=True),
    Column("attempt_id", Text, nullable=False, unique=True),
    Column("scenario_id", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("seed", Text, nullable=False),  # any whole number, however large
    Column("started_at", Text, nullable=False),
    Column("engine_version", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("rubric_hash", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("status", Text, nullable=False, server_default=AttemptStatus.OPEN.value),
    Column("summary", Text),
    Column("quality", Float),  # these two repeat the summary, for queries
    Column("compliance", Text),
    CheckConstraint("status IN ('open', 'ended', 'abandoned')", name="status_known"),
)

events = Table(
    "events",
    metadata,
    Column(
        "attempt_id",
        Text,
        ForeignKey("attempts.attempt_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
)

contests = Table(
    "contests",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "attempt_id",
        Text,
        ForeignKey("attempts.attempt_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("turn", Integer, nullable=False),
    Column("verdict", Text, nullable=False),  # id of the technique, anti-pattern, rule or act
    Column("wanted", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("rubric_hash", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("status", Text, nullable=False, server_default=ContestStatus.OPEN.value),
    Column("decided_at", Text),
    CheckConstraint("wanted IN ('find', 'leave')", name="wanted_known"),
    CheckConstraint("status IN ('open', 'accepted', 'rejected')", name="status_known"),
)

marks = Table(
    "marks",
    metadata,
    Column("number", Integer, primary_key=True),
    Column(
        "attempt_id",
        Text,
        ForeignKey("attempts.attempt_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("role", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("rubric_hash", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("summary", Text, nullable=False),
    CheckConstraint("role IN ('former', 'later')", name="role_known"),
)

# The migrations' own table, apart from `metadata` so that they do not compare it with itself.
alembic_version = Table(
    "alembic_version",
    MetaData(naming_convention={"pk": "alembic_version_pkc"}),
    Column("version_num", String(32), primary_key=True),
)
