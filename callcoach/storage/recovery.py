"""Setting a damaged history aside: nothing in it is changed, and nothing is ever deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from callcoach.storage.backend import sqlalchemy_url, sqlite_path
from callcoach.storage.faults import fault_of, storage_fault

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

# SQLite looks for these beside the file: they hold the last turns, and move with it.
_COMPANIONS = ("-wal", "-shm")


def set_aside(url: str | None, data_dir: Path, now: datetime) -> Path:
    """Rename a damaged history file, with its companions, and return its new path.

    Raises:
        StorageError: the file is sound, is none, or cannot be moved.
    """
    address = sqlalchemy_url(url, data_dir)
    path = sqlite_path(address)
    if path is None or not path.is_file():
        raise storage_fault("not_a_file", place=address.render_as_string(hide_password=True))
    try:
        if not _is_damaged(path):
            raise storage_fault("not_damaged", place=path)
        kept = _free_name(path, now)
        path.rename(kept)
        for suffix in _COMPANIONS:
            companion = path.with_name(path.name + suffix)
            if companion.exists():
                companion.rename(kept.with_name(kept.name + suffix))
    except OSError as error:
        raise fault_of(error, str(path)) from error
    return kept


def _is_damaged(path: Path) -> bool:
    """Return whether SQLite finds fault with the file, which it may only read."""
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        fault = fault_of(error, str(path))
        if fault.code != "corrupt":
            raise fault from error
        return True
    return bool(found != ("ok",))


def _free_name(path: Path, now: datetime) -> Path:
    name = f"{path.name}.corrupt-{now:%Y%m%d-%H%M%S}"
    kept = path.with_name(name)
    count = 1
    while kept.exists():
        count += 1
        kept = path.with_name(f"{name}-{count}")
    return kept
