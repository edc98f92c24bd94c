"""The store: attempts as logs of events, one row an event, each turn on disk when it returns.

What must stay true: what `append` has returned from survives the end of the process, and what
`finish` has returned from a power cut as well; the events of an attempt are numbered 0, 1, 2 ...
without a hole, whoever writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from callcoach.errors import UsageError
from callcoach.i18n import _
from callcoach.session.records import canonical
from callcoach.storage import schema
from callcoach.storage.backend import Backend
from callcoach.storage.beside import Contests, Marks
from callcoach.storage.faults import storage_fault
from callcoach.storage.recovery import set_aside
from callcoach.storage.rows import (
    AttemptRow,
    attempt_row,
    event_record,
    event_values,
    header_values,
)
from callcoach.storage.statements import change, exists, locked_status, unknown
from callcoach.storage.tables import AttemptStatus, attempts, events

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Select

    from callcoach.session.records import AttemptHeader, EventRecord, JsonValue

_SHOWN = 5
"""How many candidates the message on an ambiguous prefix names."""


class Store:
    """The attempts kept in one database. Every method may raise `StorageError`.

    It can be used from several threads, and one database from several processes.
    """

    def __init__(self, backend: Backend) -> None:
        """Take a database whose tables are at the newest revision; `open` sees to that."""
        self._backend = backend
        self.contests = Contests(backend)
        """What trainees contest."""
        self.marks = Marks(backend)
        """Marks beside those of the attempts."""

    @classmethod
    def open(cls, url: str | None, data_dir: Path, *, wait_seconds: float = 5.0) -> Self:
        """Open the history, making or upgrading its tables where needed.

        Args:
            url: address of a database (`postgresql://…`, `sqlite:///…`); None for the file
                `callcoach.db` under the data directory.
            data_dir: the user's data directory; made if missing.
            wait_seconds: how long to wait for another program that is writing.

        Raises:
            StorageError: it cannot be opened; the error's `code` says why (see `faults`).
        """
        backend = Backend.at(url, data_dir, wait_seconds)
        try:
            schema.prepare(backend)
        except BaseException:
            backend.close()
            raise
        return cls(backend)

    @staticmethod
    def recover(url: str | None, data_dir: Path, now: datetime) -> Path:
        """Set a damaged history file aside, untouched, and return its new path.

        The next `open` begins a new history. Only ever call this because the user asked for it.

        Args:
            url: as given to `open`.
            data_dir: as given to `open`.
            now: goes into the name, as in `callcoach.db.corrupt-20261124-145733`.

        Raises:
            StorageError: the file is sound, is none, or cannot be moved.
        """
        return set_aside(url, data_dir, now)

    def close(self) -> None:
        """Close the connections; the store cannot be used afterwards."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- writing

    def begin(self, header: AttemptHeader) -> None:
        """Begin an attempt, with no event yet.

        Raises:
            StorageError: there is one with this id already, or it cannot be written.
        """
        with self._backend.write() as connection:
            try:
                connection.execute(insert(attempts).values(header_values(header)))
            except IntegrityError as error:
                raise storage_fault("attempt_exists", attempt_id=header.attempt_id) from error

    def append(self, attempt_id: str, records: Sequence[EventRecord]) -> None:
        """Add events to an open attempt: all of them, or none.

        Raises:
            NotFoundError: there is no such attempt.
            StorageError: the attempt is closed; or the numbers do not go on exactly where the
                attempt stands, since another process has written to it.
        """
        with self._backend.write() as connection:
            if locked_status(connection, attempt_id) is not AttemptStatus.OPEN:
                raise storage_fault("attempt_closed", attempt_id=attempt_id)
            last = select(func.max(events.c.seq)).where(events.c.attempt_id == attempt_id)
            found = connection.scalar(last)
            begin = 0 if found is None else found + 1
            for expected, record in enumerate(records, begin):
                if record.seq != expected:
                    details = {"expected": expected, "given": record.seq}
                    raise storage_fault("out_of_step", attempt_id=attempt_id, **details)
            if records:
                rows = [event_values(attempt_id, record) for record in records]
                connection.execute(insert(events), rows)

    def finish(self, attempt_id: str, summary: Mapping[str, JsonValue]) -> None:
        """Close an attempt with its result, and wait until the disk has all of it.

        Finishing again replaces the summary: a mark can change, the events cannot.

        Args:
            attempt_id: the whole id.
            summary: any JSON object. `quality` (0-100, None if there is no mark) and `compliance`
                are understood, and serve `best_scores`.

        Raises:
            NotFoundError: there is no such attempt.
        """
        values = {
            "status": AttemptStatus.ENDED.value,
            "summary": canonical(summary),
            "quality": summary.get("quality"),
            "compliance": summary.get("compliance"),
        }
        with self._backend.write(durable=True) as connection:
            change(connection, attempt_id, values)

    def set_status(self, attempt_id: str, status: AttemptStatus) -> None:
        """Reopen, end or abandon an attempt; nothing else of it changes.

        Raises:
            NotFoundError: there is no such attempt.
        """
        with self._backend.write(durable=True) as connection:
            change(connection, attempt_id, {"status": AttemptStatus(status).value})

    def discard(self, attempt_id: str) -> None:
        """Delete an attempt and its events for good.

        Raises:
            NotFoundError: there is no such attempt.
        """
        with self._backend.write(durable=True) as connection:
            gone = connection.execute(delete(attempts).where(attempts.c.attempt_id == attempt_id))
            if gone.rowcount == 0:
                raise unknown(attempt_id)

    # -- reading

    def header(self, attempt_id: str) -> AttemptHeader:
        """Return an attempt's header.

        Raises:
            NotFoundError: there is no such attempt.
        """
        return self.attempt(attempt_id).header

    def attempt(self, attempt_id: str) -> AttemptRow:
        """Return an attempt as the history shows it.

        Raises:
            NotFoundError: there is no such attempt.
        """
        found = self._rows(select(attempts).where(attempts.c.attempt_id == attempt_id))
        if not found:
            raise unknown(attempt_id)
        return found[0]

    def events(self, attempt_id: str) -> tuple[EventRecord, ...]:
        """Return an attempt's events, in order.

        Raises:
            NotFoundError: there is no such attempt.
        """
        with self._backend.read() as connection:
            query = select(events).where(events.c.attempt_id == attempt_id).order_by(events.c.seq)
            found = connection.execute(query).all()
            if not found and not exists(connection, attempt_id):
                raise unknown(attempt_id)
        return tuple(event_record(row) for row in found)

    def open_attempts(self) -> tuple[AttemptRow, ...]:
        """Return the attempts that can be resumed, the last begun first."""
        query = select(attempts).where(attempts.c.status == AttemptStatus.OPEN.value)
        return self._rows(query.order_by(attempts.c.number.desc()))

    def attempts(self, limit: int, offset: int = 0) -> tuple[AttemptRow, ...]:
        """Return one page of the history, the last begun first.

        Args:
            limit: how many at most.
            offset: how many to skip.
        """
        query = select(attempts).order_by(attempts.c.number.desc())
        return self._rows(query.limit(limit).offset(offset))

    def best_scores(self) -> dict[str, float]:
        """Return, for each scenario with a marked and ended attempt, its highest quality."""
        best = (
            select(attempts.c.scenario_id, func.max(attempts.c.quality).label("quality"))
            .where(attempts.c.status == AttemptStatus.ENDED.value)
            .where(attempts.c.quality.is_not(None))
            .group_by(attempts.c.scenario_id)
            .order_by(attempts.c.scenario_id)
        )
        with self._backend.read() as connection:
            return {row.scenario_id: row.quality for row in connection.execute(best)}

    def resolve(self, prefix: str) -> str:
        """Return the id of the one attempt whose id is this, or else begins with it.

        Raises:
            NotFoundError: no id begins with it.
            UsageError: several do.
        """
        wanted = prefix.strip()
        begins = func.substr(attempts.c.attempt_id, 1, len(wanted)) == wanted
        query = select(attempts.c.attempt_id).where(begins).order_by(attempts.c.number.desc())
        with self._backend.read() as connection:
            found = list(connection.scalars(query)) if wanted else []
        if wanted in found:
            return wanted
        if not found:
            raise unknown(wanted)
        if len(found) > 1:
            names = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
            raise UsageError(
                _("Several attempts begin with {prefix}").format(prefix=wanted),
                names,
                _("Type more of the id."),
            )
        return str(found[0])

    def _rows(self, query: Select[Any]) -> tuple[AttemptRow, ...]:
        with self._backend.read() as connection:
            return tuple(attempt_row(row) for row in connection.execute(query))
