"""What is kept: attempts as event logs, in a file of the user's or a cohort's database.

The names below are imported when they are first used: whoever only reads an export, or only asks
where the data lies, does not wait for the database library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callcoach.storage.attempt_id import new_attempt_id
    from callcoach.storage.export import export_attempt, load_export, write_export
    from callcoach.storage.faults import HistoryError
    from callcoach.storage.journal import AttemptJournal
    from callcoach.storage.location import data_dir, database_url
    from callcoach.storage.rows import AttemptRow
    from callcoach.storage.store import Store
    from callcoach.storage.tables import AttemptStatus

__all__ = [
    "AttemptJournal",
    "AttemptRow",
    "AttemptStatus",
    "HistoryError",
    "Store",
    "data_dir",
    "database_url",
    "export_attempt",
    "load_export",
    "new_attempt_id",
    "write_export",
]

_MODULES = {
    "AttemptJournal": "journal",
    "AttemptRow": "rows",
    "AttemptStatus": "tables",
    "HistoryError": "faults",
    "Store": "store",
    "data_dir": "location",
    "database_url": "location",
    "export_attempt": "export",
    "load_export": "export",
    "new_attempt_id": "attempt_id",
    "write_export": "export",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
