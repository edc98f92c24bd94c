"""Which revision the tables have, and how they come to have the newest.

A new database is made straight from `tables`; only one that is behind pays for importing alembic.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, inspect, select

from callcoach.storage.faults import storage_fault
from callcoach.storage.tables import alembic_version, metadata

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from callcoach.storage.backend import Backend

REVISIONS = ("0001", "0002", "0003")
"""Every revision that this program knows, oldest first."""
HEAD = REVISIONS[-1]

_NO_TABLES = "no tables"


def prepare(backend: Backend) -> None:
    """Bring the database to the newest revision; where it has it already, read one row.

    Raises:
        StorageError: a newer program made the tables, or they cannot be read or changed.
    """
    with backend.read() as connection:
        found = _revision(connection, backend.place)
    if found == HEAD:
        return
    with backend.migrate() as connection:
        # Again: another program may have been faster.
        found = _revision(connection, backend.place)
        if found == _NO_TABLES:
            _create(connection)
        elif found != HEAD:
            _upgrade(connection)


def alembic_config(connection: Connection) -> Config:
    """Return the settings with which alembic runs our revisions on a connection."""
    from alembic.config import Config

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection, place: str) -> str | None:
    """Return the revision, None for one before the first, or `_NO_TABLES` for a new database."""
    if not inspect(connection).has_table(alembic_version.name):
        return _NO_TABLES
    found = connection.scalar(select(alembic_version.c.version_num))
    if found is not None and found not in REVISIONS:
        raise storage_fault("newer", place=place, found=str(found))
    return found


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    alembic_version.create(connection)
    connection.execute(insert(alembic_version).values(version_num=HEAD))


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(alembic_config(connection), HEAD)
