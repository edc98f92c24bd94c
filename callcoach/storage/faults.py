"""What can go wrong with the history, each with a stable code, and how it is recognised.

The texts say what became of the trainee's calls, since that is what a trainee wants to know.
No database library is imported here: reading an export needs the texts, and no database.
"""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass

from callcoach.errors import StorageError
from callcoach.i18n import N_, _


class HistoryError(StorageError):
    """The history could not be read or written, for a reason that has a code."""

    def __init__(
        self, title: str, message: str = "", hint: str | None = None, *, code: str
    ) -> None:
        """Keep what to show, and the code by which a caller tells what it can do about it."""
        super().__init__(title, message, hint)
        self.code = code
        """Stable: one of the keys of this module's texts."""


@dataclass(frozen=True)
class _Text:
    """What is said of one fault; `{names}` stand for the details."""

    title: str
    message: str
    hint: str


_TEXTS = {
    "unwritable": _Text(
        N_("Calls cannot be kept"),
        N_("callcoach may not write in {place} ({reason})."),
        N_("Make this place writable, or set CALLCOACH_DATA_DIR to a folder where you may write."),
    ),
    "disk_full": _Text(
        N_("The disk is full"),
        N_("Nothing more can be kept in {place}. What was kept before is safe."),
        N_("Free some space, then resume the call: it goes on from its last turn."),
    ),
    "disk_error": _Text(
        N_("The disk does not answer as it should"),
        N_("{place} could not be read or written ({reason})."),
        N_("Check the disk; on a network drive, move the data folder to a local one."),
    ),
    "corrupt": _Text(
        N_("The history is damaged"),
        N_("{place} cannot be read as a history ({reason}). It has been left as it is."),
        N_(
            "Put a sound copy in its place, or set the damaged file aside and begin a new history."
        ),
    ),
    "newer": _Text(
        N_("The history belongs to a newer callcoach"),
        N_(
            "{place} was written by a newer version (revision {found}). It has been left as it is."
        ),
        N_("Update callcoach, or set CALLCOACH_DATA_DIR to another folder."),
    ),
    "locked": _Text(
        N_("The history is busy"),
        N_("Another program has been writing in {place} for too long."),
        N_("Close the other callcoach windows, then try again."),
    ),
    "unreachable": _Text(
        N_("The shared history cannot be reached"),
        N_("The database at {place} does not answer ({reason})."),
        N_(
            "Check the network and CALLCOACH_DATABASE_URL; without it, calls stay on this machine."
        ),
    ),
    "refused": _Text(
        N_("The shared history refuses the connection"),
        N_("The database at {place} does not accept this user or this request ({reason})."),
        N_("Ask whoever runs the database; the user must own its tables."),
    ),
    "bad_url": _Text(
        N_("This is not the address of a history"),
        N_("The address of the database cannot be understood."),
        N_("Write it as postgresql://user:password@machine/name or sqlite:///file."),
    ),
    "no_driver": _Text(
        N_("The shared history needs one more package"),
        N_("The driver for {place} is not installed."),
        N_('Install it with: pip install "callcoach[cohorte]"'),
    ),
    "attempt_exists": _Text(
        N_("This call has already begun"),
        N_("There is an attempt {attempt_id} already."),
        N_("Begin the call again: it will get another number."),
    ),
    "attempt_closed": _Text(
        N_("This call is over"),
        N_("The attempt {attempt_id} has been closed: nothing can be added to it."),
        N_("Begin a new call."),
    ),
    "out_of_step": _Text(
        N_("This call has gone on elsewhere"),
        N_("The attempt {attempt_id} waits for event {expected}, and was given event {given}."),
        N_("Close the other window in which this call is open, then resume it."),
    ),
    "not_damaged": _Text(
        N_("The history is sound"),
        N_("{place} can be read: it has been left where it is."),
        N_("There is nothing to recover."),
    ),
    "not_a_file": _Text(
        N_("There is no history file to recover"),
        N_("{place} is not a file on this machine."),
        N_("Whoever runs a shared database restores it."),
    ),
    "export_not_written": _Text(
        N_("The export could not be written"),
        N_("{place} could not be written ({reason})."),
        N_("Choose another place, or free some space."),
    ),
    "export_not_read": _Text(
        N_("The export could not be read"),
        N_("{place} could not be read ({reason})."),
        N_("Check the name of the file, and that it is an export of callcoach."),
    ),
    "failed": _Text(
        N_("The history could not be read or written"),
        N_("{place}: {reason}."),
        N_("Try again; if it happens again, this is a fault of callcoach: please report it."),
    ),
}

_SQLITE_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "unwritable",
    sqlite3.SQLITE_CANTOPEN: "unwritable",
    sqlite3.SQLITE_PERM: "unwritable",
    sqlite3.SQLITE_IOERR: "disk_error",
}

# PostgreSQL's SQLSTATE, or its class (the first two characters).
_SQL_STATES = {
    "53100": "disk_full",
    "55P03": "locked",
    "40": "locked",
    "42501": "refused",
    "25006": "refused",
    "28": "refused",
    "3D": "refused",
    "08": "unreachable",
    "57": "unreachable",
    "58": "disk_error",
    "XX": "corrupt",
}


def storage_fault(code: str, **details: object) -> HistoryError:
    """Return the fault of this code, told in the interface's language."""
    text = _TEXTS[code]
    message = _(text.message).format_map(details)
    return HistoryError(_(text.title), message, _(text.hint), code=code)


def fault_of(error: Exception, place: str) -> HistoryError:
    """Return what an error of the database or of the disk means for the history at `place`."""
    cause = getattr(error, "orig", None) or error  # what SQLAlchemy wraps
    return storage_fault(_code_of(cause), place=place, reason=reason_of(cause))


def reason_of(error: BaseException) -> str:
    """Return what the system says of an error, on one line."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return " ".join((said or "").split()).rstrip(".") or type(error).__name__


def _code_of(cause: BaseException) -> str:
    if isinstance(cause, OSError):
        return "disk_full" if cause.errno in {errno.ENOSPC, errno.EDQUOT} else "unwritable"
    if isinstance(cause, sqlite3.Error):
        extended = getattr(cause, "sqlite_errorcode", None)  # absent where the driver itself errs
        return _SQLITE_CODES.get((extended or 0) & 0xFF, "failed")
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # Without a state the server has said nothing: the connection never came about, or broke.
        return "unreachable" if type(cause).__name__ == "OperationalError" else "failed"
    return _SQL_STATES.get(state) or _SQL_STATES.get(state[:2], "failed")
