"""The tables: made at once, or brought along from any older program, they are the same."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from callcoach.storage import HistoryError
from callcoach.storage.backend import Backend
from callcoach.storage.schema import HEAD, REVISIONS, alembic_config
from callcoach.storage.tables import metadata
from tests.storage.samples import ROOT, header, turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.storage.conftest import Address

FIRST = "20261124-145733-aaaaa"


@contextmanager
def migrating(address: Address) -> Iterator[sa.Connection]:
    backend = Backend.at(address.url, address.data_dir, 5)
    try:
        with backend.migrate() as connection:
            yield connection
    finally:
        backend.close()


@contextmanager
def reading(address: Address) -> Iterator[sa.Connection]:
    backend = Backend.at(address.url, address.data_dir, 5)
    try:
        with backend.read() as connection:
            yield connection
    finally:
        backend.close()


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Everything that the database says of the tables, in an order of its own."""
    inspector = sa.inspect(connection)
    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(name)
            ],
            "key": inspector.get_pk_constraint(name),
            "foreign": inspector.get_foreign_keys(name),
            "unique": inspector.get_unique_constraints(name),
            "checks": inspector.get_check_constraints(name),
            "indexes": inspector.get_indexes(name),
        }
        for name in sorted(inspector.get_table_names())
    }


def migrated(address: Address, revision: str) -> None:
    with migrating(address) as connection:
        command.upgrade(alembic_config(connection), revision)


def insert_as_the_first_program_did(connection: sa.Connection, count: int) -> None:
    """Keep an attempt in the tables of revision 0001."""
    fields = vars(header(FIRST)) | {"seed": "7", "options": '{"trainee":"Inès"}'}
    old = sa.table("attempts", *(sa.column(name) for name in fields))
    connection.execute(sa.insert(old).values(fields))
    log = sa.table("events", *(sa.column(n) for n in ("attempt_id", "seq", "kind", "payload")))
    rows = [
        {
            "attempt_id": FIRST,
            "seq": seq,
            "kind": "trainee_spoke",
            "payload": f'{{"text":"Réplique {seq}.","turn":{seq}}}',
        }
        for seq in range(count)
    ]
    connection.execute(sa.insert(log), rows)


def test_the_program_knows_exactly_the_revisions_that_it_ships(address: Address) -> None:
    with migrating(address) as connection:
        scripts = ScriptDirectory.from_config(alembic_config(connection))
    shipped = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(shipped)) == REVISIONS
    assert scripts.get_current_head() == HEAD


def test_migrated_tables_are_those_that_the_code_describes(address: Address) -> None:
    migrated(address, "head")
    with reading(address) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_new_tables_and_migrated_tables_are_the_same(address: Address) -> None:
    migrated(address, "head")
    with reading(address) as connection:
        through_migrations = shape(connection)
    with migrating(address) as connection:
        command.downgrade(alembic_config(connection), "base")
        connection.exec_driver_sql("DROP TABLE alembic_version")
    address.open().close()
    with reading(address) as connection:
        assert shape(connection) == through_migrations


def test_a_history_of_the_first_program_keeps_its_calls(address: Address) -> None:
    migrated(address, "0001")
    with migrating(address) as connection:
        insert_as_the_first_program_did(connection, 5)
    with address.open() as store:
        assert [row.header for row in store.open_attempts()] == [header(FIRST)]
        assert store.events(FIRST) == tuple(turns(5))
        store.append(FIRST, turns(1, begin=5))
        store.finish(FIRST, {"quality": 60})
        store.discard(FIRST)
        assert store.attempts(10) == ()


def test_a_migration_that_was_cut_off_before_its_first_step_is_taken_up(address: Address) -> None:
    with migrating(address) as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
    with address.open() as store:
        store.begin(header(FIRST))
        assert store.header(FIRST) == header(FIRST)


def test_every_step_can_be_taken_back(address: Address) -> None:
    migrated(address, "0001")
    with reading(address) as connection:
        before = shape(connection)
    migrated(address, "head")
    with migrating(address) as connection:
        insert_as_the_first_program_did(connection, 3)
        command.downgrade(alembic_config(connection), "0001")
    with reading(address) as connection:
        assert shape(connection) == before
        assert connection.scalar(sa.text("SELECT count(*) FROM events")) == 3


def test_a_history_of_a_newer_program_is_refused_and_left_alone(address: Address) -> None:
    with address.open() as store:
        store.begin(header(FIRST))
    with migrating(address) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(HistoryError, match="revision 9999") as caught:
        address.open()
    assert caught.value.code == "newer"
    with migrating(address) as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM attempts")) == 1
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    with address.open() as store:
        assert store.header(FIRST) == header(FIRST)


def test_only_a_history_that_is_behind_waits_for_alembic(sqlite_address: Address) -> None:
    script = (
        "import pathlib, sys\n"
        "from callcoach.storage import Store\n"
        "Store.open(None, pathlib.Path(sys.argv[1])).close()\n"
        "print('alembic' in sys.modules)\n"
    )

    def imports_alembic() -> str:
        return subprocess.run(
            [sys.executable, "-c", script, sqlite_address.data_dir],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
        ).stdout.strip()

    assert imports_alembic() == "False"  # a new history
    assert imports_alembic() == "False"  # the same again
    with migrating(sqlite_address) as connection:
        command.downgrade(alembic_config(connection), "0001")
    assert imports_alembic() == "True"
    assert imports_alembic() == "False"


def test_a_connection_that_migrated_is_never_used_to_write(sqlite_address: Address) -> None:
    # Foreign keys are off while tables are rebuilt: events must not be able to lose their attempt.
    migrated(sqlite_address, "0001")
    with sqlite_address.open() as store, store._backend.write() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
