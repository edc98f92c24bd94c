"""Statements that several parts of the store make, and what is said of a missing attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from callcoach.errors import NotFoundError
from callcoach.i18n import _
from callcoach.storage.tables import AttemptStatus, attempts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


def unknown(attempt_id: str) -> NotFoundError:
    """Return the error for an attempt that is not there."""
    return NotFoundError(
        _("No such attempt"),
        _("No attempt in the history has the id {attempt_id}.").format(attempt_id=attempt_id),
        _("`callcoach history` lists them."),
    )


def exists(connection: Connection, attempt_id: str) -> bool:
    """Return whether there is such an attempt."""
    query = select(attempts.c.number).where(attempts.c.attempt_id == attempt_id)
    return connection.scalar(query) is not None


def locked_status(connection: Connection, attempt_id: str) -> AttemptStatus:
    """Return an attempt's status, and let nobody else write to it before the transaction ends."""
    query = select(attempts.c.status).where(attempts.c.attempt_id == attempt_id)
    status = connection.scalar(query.with_for_update())
    if status is None:
        raise unknown(attempt_id)
    return AttemptStatus(status)


def change(connection: Connection, attempt_id: str, values: Mapping[str, object]) -> None:
    """Change columns of an attempt.

    Raises:
        NotFoundError: there is no such attempt.
    """
    changed = connection.execute(
        update(attempts).where(attempts.c.attempt_id == attempt_id).values(values)
    )
    if changed.rowcount == 0:
        raise unknown(attempt_id)
