"""Connections and transactions: the one module that knows which database is behind them.

What must stay true: a transaction that writes holds the write lock from its first statement, so
that what it reads cannot change before it writes; the database's own errors never leave this
module untranslated.
"""

from __future__ import annotations

from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from callcoach.storage.faults import fault_of, storage_fault
from callcoach.storage.location import DATABASE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_PURPOSE = "callcoach_purpose"


class _Purpose(Enum):
    """What a transaction is for, as the statements that begin it on SQLite."""

    READ = ("BEGIN",)
    # A turn survives the end of the process; NORMAL spares it the wait for the disk.
    TURN = ("PRAGMA synchronous=NORMAL", "BEGIN IMMEDIATE")
    # The end of a call survives a power cut too, and all its turns with it.
    DURABLE = ("PRAGMA synchronous=FULL", "BEGIN IMMEDIATE")
    # A migration may rebuild `attempts`: dropping the old table must not take the events along.
    MIGRATION = ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=FULL", "BEGIN IMMEDIATE")


class Backend:
    """One database, SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, place: str) -> None:
        """Take an engine, and the name of the place for messages, without any password."""
        self._engine = engine
        self.place = place

    @classmethod
    def at(cls, url: str | None, data_dir: Path, wait_seconds: float) -> Backend:
        """Return the database at an address, or the file under the data directory.

        Raises:
            StorageError: the address is none, its driver is missing, or the directory cannot be
                made.
        """
        address = sqlalchemy_url(url, data_dir)
        if address.get_backend_name() == "sqlite":
            return cls._sqlite(address, wait_seconds)
        return cls._postgresql(address, wait_seconds)

    @classmethod
    def _sqlite(cls, address: URL, wait_seconds: float) -> Backend:
        path = sqlite_path(address)
        if path is not None:
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise fault_of(error, str(path.parent)) from error
        engine = create_engine(address, connect_args={"timeout": wait_seconds})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return cls(engine, str(path or address))

    @classmethod
    def _postgresql(cls, address: URL, wait_seconds: float) -> Backend:
        place = address.render_as_string(hide_password=True)
        given = address.query.get("options", "")
        options = given if isinstance(given, str) else " ".join(given)
        # The address goes first: a cohort may choose its own schema or patience there.
        query = {
            "connect_timeout": str(max(2, round(wait_seconds))),
            **address.query,
            "options": f"-c lock_timeout={round(wait_seconds * 1000)} {options}".rstrip(),
        }
        try:
            engine = create_engine(address.set(query=query), pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise storage_fault("no_driver", place=place) from error
        return cls(engine, place)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of the database and changes nothing."""
        with self._transaction(_Purpose.READ) as connection:
            yield connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Connection]:
        """Give a transaction that is kept as a whole, or not at all.

        Args:
            durable: wait until the disk has it.
        """
        with self._transaction(_Purpose.DURABLE if durable else _Purpose.TURN) as connection:
            yield connection

    @contextmanager
    def migrate(self) -> Iterator[Connection]:
        """Give a transaction that may rebuild tables, alone among all processes."""
        with self._transaction(_Purpose.MIGRATION) as connection:
            if connection.dialect.name == "postgresql":
                # Two programs started together must not both create the tables. The number is
                # arbitrary, and ours alone.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7203914)")
            yield connection
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise storage_fault("failed", place=self.place, reason=str(broken))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, purpose: _Purpose) -> Iterator[Connection]:
        try:
            with self._engine.connect() as bare:
                connection = bare.execution_options(**{_PURPOSE: purpose})
                if purpose is _Purpose.MIGRATION:
                    connection.detach()  # its foreign keys are off: nobody else may get it
                with connection.begin():
                    yield connection
        except (SQLAlchemyError, OSError) as error:
            raise fault_of(error, self.place) from error


def sqlalchemy_url(url: str | None, data_dir: Path) -> URL:
    """Return where the database is, with the driver that we use.

    Raises:
        StorageError: the address is none, or that of a database which we do not know.
    """
    if url is None:
        return URL.create("sqlite", database=str(data_dir / DATABASE_NAME))
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise storage_fault("bad_url") from error
    drivers = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
    drivers["postgres"] = drivers["postgresql"]  # the older spelling, still in many settings
    name = address.drivername.partition("+")[0]
    if name not in drivers:
        raise storage_fault("bad_url")
    return address.set(drivername=drivers[name])


def sqlite_path(address: URL) -> Path | None:
    """Return the file of an SQLite database; None if it lives in memory or on a server."""
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    return Path(str(address.database))


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions of its own, and later than we need.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    purpose = connection.get_execution_options().get(_PURPOSE, _Purpose.READ)
    for statement in purpose.value:
        connection.exec_driver_sql(statement)
