"""What is kept beside attempts and is no part of them: contests, and marks other than their own.

An attempt is sealed by its header and events; nothing here changes either.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from callcoach.errors import NotFoundError, UsageError
from callcoach.i18n import _
from callcoach.session.records import canonical
from callcoach.storage.statements import exists, unknown
from callcoach.storage.tables import ContestStatus, MarkRole, contests, marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from callcoach.session.contesting import Contest
    from callcoach.session.records import JsonValue
    from callcoach.storage.backend import Backend


@dataclass(frozen=True)
class ContestRow:
    """One contest, and what the trainer made of it."""

    number: int
    attempt_id: str
    turn: int
    verdict: str
    """Id of the technique, anti-pattern, rule or act."""
    wanted: str
    """``find``: the trainee says that it is there; ``leave``: that it is not."""
    because: str
    context: Mapping[str, Any]
    """``callcoach.session.contesting.Contest.context``."""
    content_hash: str
    rubric_hash: str
    made_at: str
    status: ContestStatus
    decided_at: str | None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**vars(self), "context": dict(self.context), "status": self.status.value}


@dataclass(frozen=True)
class MarkRow:
    """A mark beside an attempt's own."""

    attempt_id: str
    role: MarkRole
    content_hash: str
    rubric_hash: str
    made_at: str
    summary: Mapping[str, Any]


class Contests:
    """The contests of one database. Every method may raise `StorageError`."""

    def __init__(self, backend: Backend) -> None:
        """Take a database whose tables are at the newest revision."""
        self._backend = backend

    def add(self, contest: Contest, made_at: str) -> int:
        """Keep a contest, and return its number.

        Args:
            contest: what is contested, and why.
            made_at: ISO date and time.

        Raises:
            NotFoundError: there is no such attempt.
        """
        values = {
            "attempt_id": contest.attempt_id,
            "turn": contest.turn,
            "verdict": contest.id,
            "wanted": contest.wanted,
            "because": contest.because,
            "context": canonical(contest.context),
            "content_hash": contest.content_hash,
            "rubric_hash": contest.rubric_hash,
            "made_at": made_at,
        }
        with self._backend.write(durable=True) as connection:
            if not exists(connection, contest.attempt_id):
                raise unknown(contest.attempt_id)
            done = connection.execute(insert(contests).values(values))
            return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0

    def all(
        self, status: ContestStatus | None = None, attempt_id: str | None = None
    ) -> tuple[ContestRow, ...]:
        """Return contests, the oldest first: all, or those of a status or of an attempt."""
        query = select(contests).order_by(contests.c.number)
        if status is not None:
            query = query.where(contests.c.status == status.value)
        if attempt_id is not None:
            query = query.where(contests.c.attempt_id == attempt_id)
        with self._backend.read() as connection:
            return tuple(_contest(row) for row in connection.execute(query))

    def get(self, number: int) -> ContestRow:
        """Return one contest.

        Raises:
            NotFoundError: there is none of that number.
        """
        with self._backend.read() as connection:
            row = connection.execute(select(contests).where(contests.c.number == number)).first()
        if row is None:
            raise NotFoundError(
                _("No such contest"), str(number), _("'callcoach contests' lists them.")
            )
        return _contest(row)

    def decide(self, number: int, status: ContestStatus, decided_at: str) -> None:
        """Accept or reject an open contest.

        Raises:
            UsageError: it is decided already, or there is none of that number.
        """
        decision = (
            update(contests)
            .where(contests.c.number == number, contests.c.status == ContestStatus.OPEN.value)
            .values(status=status.value, decided_at=decided_at)
        )
        with self._backend.write(durable=True) as connection:
            if connection.execute(decision).rowcount == 0:
                raise UsageError(_("This contest is decided already"), str(number))


class Marks:
    """The marks beside those of the attempts. Every method may raise `StorageError`."""

    def __init__(self, backend: Backend) -> None:
        """Take a database whose tables are at the newest revision."""
        self._backend = backend

    def keep(self, row: MarkRow) -> None:
        """Keep a mark for good.

        Raises:
            NotFoundError: there is no such attempt.
        """
        values: dict[str, JsonValue] = {
            **vars(row),
            "role": row.role.value,
            "summary": canonical(row.summary),
        }
        with self._backend.write(durable=True) as connection:
            if not exists(connection, row.attempt_id):
                raise unknown(row.attempt_id)
            connection.execute(insert(marks).values(values))

    def of(self, attempt_id: str) -> tuple[MarkRow, ...]:
        """Return the marks beside an attempt's own, the oldest first."""
        query = select(marks).where(marks.c.attempt_id == attempt_id).order_by(marks.c.number)
        with self._backend.read() as connection:
            return tuple(_mark(row) for row in connection.execute(query))


def _contest(row: Row[Any]) -> ContestRow:
    values = dict(row._mapping)
    values["context"] = json.loads(values["context"])
    values["status"] = ContestStatus(values["status"])
    return ContestRow(**values)


def _mark(row: Row[Any]) -> MarkRow:
    return MarkRow(
        attempt_id=row.attempt_id,
        role=MarkRole(row.role),
        content_hash=row.content_hash,
        rubric_hash=row.rubric_hash,
        made_at=row.made_at,
        summary=json.loads(row.summary),
    )
