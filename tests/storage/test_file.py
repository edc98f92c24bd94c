"""The history as a file: where it is, and what is said when the machine does not play along."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from callcoach.storage import HistoryError, Store, data_dir, database_url
from tests.storage.samples import ROOT, header, spoke, turns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.storage.conftest import Address

FIRST, SECOND = "20261124-145733-aaaaa", "20261124-150000-bbbbb"
NOW = datetime(2026, 11, 24, 14, 57, 33, tzinfo=UTC)


def history_with_turns(address: Address, count: int = 400) -> Path:
    """A closed history of one call; big enough to have pages of every kind."""
    with address.open() as store:
        store.begin(header(FIRST))
        store.append(FIRST, turns(count))
    return address.data_dir / "callcoach.db"


def overwrite(path: Path, begin: int, count: int) -> None:
    content = bytearray(path.read_bytes())
    content[begin : begin + count] = b"\xa5" * count
    path.write_bytes(content)


def header_lost(path: Path) -> None:
    overwrite(path, 0, 100)


def pages_lost(path: Path) -> None:
    overwrite(path, 3 * 4096, path.stat().st_size - 4 * 4096)


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 100])


def another_file(path: Path) -> None:
    path.write_text("Madame, " * 2_000, encoding="utf-8")


damages = pytest.mark.parametrize("damage", [header_lost, pages_lost, cut_short, another_file])


def test_the_data_directory_is_chosen_by_the_environment_then_by_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_dir({"CALLCOACH_DATA_DIR": str(tmp_path)}) == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_dir({"CALLCOACH_DATA_DIR": "~/calls"}) == tmp_path / "calls"
    assert data_dir({"CALLCOACH_DATA_DIR": " "}).name == "callcoach"


def test_the_shared_database_is_only_used_where_the_environment_names_it() -> None:
    assert database_url({}) is None
    assert database_url({"CALLCOACH_DATABASE_URL": " "}) is None
    assert database_url({"CALLCOACH_DATABASE_URL": "sqlite:///x.db"}) == "sqlite:///x.db"


def test_the_file_is_made_in_a_directory_that_only_the_user_can_read(
    sqlite_address: Address,
) -> None:
    path = history_with_turns(sqlite_address)
    assert path.is_file()
    if os.name == "posix":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_file_keeps_a_log_ahead_and_the_end_of_a_call_waits_for_the_disk(
    sqlite_address: Address,
) -> None:
    said: list[str] = []
    with sqlite_address.open() as store:
        event.listen(
            store._backend._engine, "before_cursor_execute", lambda *call: said.append(call[2])
        )
        store.begin(header(FIRST))
        store.append(FIRST, turns(1))
        of_turns = [statement for statement in said if "synchronous" in statement]
        said.clear()
        store.finish(FIRST, {})
    assert set(of_turns) == {"PRAGMA synchronous=NORMAL"}
    assert said[:2] == ["PRAGMA synchronous=FULL", "BEGIN IMMEDIATE"]
    with sqlite3.connect(sqlite_address.data_dir / "callcoach.db") as connection:
        mode = connection.execute("PRAGMA journal_mode").fetchone()
    connection.close()
    assert mode == ("wal",)


def test_an_address_can_name_another_sqlite_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'éà' / 'class.db'}"
    with Store.open(url, tmp_path / "unused") as store:
        store.begin(header(FIRST))
    assert (tmp_path / "éà" / "class.db").is_file()
    assert not (tmp_path / "unused").exists()


def test_programs_started_together_make_one_history(sqlite_address: Address) -> None:
    script = (
        "import sys, pathlib\n"
        "from callcoach.storage import Store\n"
        "from tests.storage.samples import header, turns\n"
        "with Store.open(None, pathlib.Path(sys.argv[1])) as store:\n"
        "    store.begin(header(sys.argv[2]))\n"
        "    store.append(sys.argv[2], turns(3))\n"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", script, sqlite_address.data_dir, name], cwd=ROOT)
        for name in "abcd"
    ]
    assert [program.wait() for program in programs] == [0, 0, 0, 0]
    with sqlite_address.open() as store:
        assert {row.header.attempt_id for row in store.attempts(9)} == set("abcd")


def test_a_directory_that_cannot_be_made_is_said_to_be_unwritable(tmp_path: Path) -> None:
    in_the_way = tmp_path / "notes.txt"
    in_the_way.write_text("x", encoding="utf-8")
    with pytest.raises(HistoryError, match=r"notes\.txt") as caught:
        Store.open(None, in_the_way / "data")
    assert caught.value.code == "unwritable"
    assert "CALLCOACH_DATA_DIR" in str(caught.value.hint)


def test_a_file_that_cannot_be_opened_is_said_to_be_unwritable(tmp_path: Path) -> None:
    (tmp_path / "callcoach.db").mkdir()
    with pytest.raises(HistoryError) as caught:
        Store.open(None, tmp_path)
    assert caught.value.code == "unwritable"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_history_that_may_only_be_read_is_said_to_be_unwritable(
    sqlite_address: Address,
) -> None:
    path = history_with_turns(sqlite_address)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(HistoryError) as caught, sqlite_address.open() as store:
            store.begin(header(SECOND))
    finally:
        path.parent.chmod(0o700)
    assert caught.value.code == "unwritable"


def test_a_full_disk_is_said_to_be_full_and_costs_no_turn_that_was_kept(
    sqlite_address: Address,
) -> None:
    history_with_turns(sqlite_address)
    with sqlite_address.open() as store:
        kept = len(store.events(FIRST))

        def fill(connection: sqlite3.Connection, _entry: object) -> None:
            # SQLite's own limit gives the very error of a full disk.
            connection.execute("PRAGMA max_page_count=1")

        event.listen(store._backend._engine, "checkout", lambda *call: fill(call[0], call[1]))
        with pytest.raises(HistoryError) as caught:
            store.append(FIRST, [spoke(kept, "mot " * 20_000)])
        assert caught.value.code == "disk_full"
        assert store.events(FIRST) == tuple(turns(kept))


def test_another_program_that_keeps_the_history_to_itself_is_told(
    sqlite_address: Address,
) -> None:
    path = history_with_turns(sqlite_address)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with sqlite_address.open(wait_seconds=0.05) as store:
            assert len(store.events(FIRST)) == 400  # reading goes on
            with pytest.raises(HistoryError) as caught:
                store.begin(header(SECOND))
    finally:
        other.close()
    assert caught.value.code == "locked"


def test_a_writer_waits_for_another_one_to_end(sqlite_address: Address) -> None:
    path = history_with_turns(sqlite_address)
    script = (
        "import sqlite3, sys, time\n"
        "other = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "other.execute('BEGIN IMMEDIATE'); print('held', flush=True)\n"
        "sys.stdin.read(1); time.sleep(0.2); other.execute('COMMIT')\n"
    )
    with (
        sqlite_address.open() as store,
        subprocess.Popen(
            [sys.executable, "-c", script, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other,
    ):
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        other.stdin.write(b".")
        other.stdin.flush()
        store.begin(header(SECOND))
        assert store.header(SECOND) == header(SECOND)


@damages
def test_a_damaged_history_is_said_to_be_damaged_and_left_as_it_is(
    sqlite_address: Address, damage: Callable[[Path], None]
) -> None:
    path = history_with_turns(sqlite_address)
    damage(path)
    before = path.read_bytes()
    with pytest.raises(HistoryError) as caught, sqlite_address.open() as store:
        store.events(FIRST)
    assert caught.value.code == "corrupt"
    assert path.read_bytes() == before


@damages
def test_a_damaged_history_is_set_aside_untouched_when_asked(
    sqlite_address: Address, damage: Callable[[Path], None]
) -> None:
    path = history_with_turns(sqlite_address)
    damage(path)
    before = path.read_bytes()
    path.with_name("callcoach.db-wal").write_bytes(b"last turns")
    kept = Store.recover(None, sqlite_address.data_dir, NOW)
    assert kept == path.with_name("callcoach.db.corrupt-20261124-145733")
    assert kept.read_bytes() == before
    with sqlite_address.open() as store:
        assert store.attempts(10) == ()
        store.begin(header(SECOND))
    assert kept.read_bytes() == before
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"last turns"


def test_a_second_damaged_history_does_not_replace_the_first(sqlite_address: Address) -> None:
    kept = []
    for text in ("first", "second"):
        sqlite_address.data_dir.mkdir(exist_ok=True)
        path = sqlite_address.data_dir / "callcoach.db"
        path.write_text(text * 500, encoding="utf-8")
        kept.append(Store.recover(None, sqlite_address.data_dir, NOW))
    assert [path.read_text(encoding="utf-8")[:5] for path in kept] == ["first", "secon"]


def test_a_sound_history_is_not_set_aside(sqlite_address: Address) -> None:
    path = history_with_turns(sqlite_address)
    with pytest.raises(HistoryError) as caught:
        Store.recover(None, sqlite_address.data_dir, NOW)
    assert caught.value.code == "not_damaged"
    assert path.is_file()


def test_a_shared_database_is_not_set_aside(tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as caught:
        Store.recover("postgresql://me:secret@127.0.0.1/calls", tmp_path, NOW)
    assert caught.value.code == "not_a_file"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["calls", "mysql://me@here/calls", "postgresql://me@here:port/x", ""]
)
def test_what_is_no_address_is_refused_before_anything_is_made(tmp_path: Path, url: str) -> None:
    with pytest.raises(HistoryError) as caught:
        Store.open(url, tmp_path / "data")
    assert caught.value.code == "bad_url"
    assert not (tmp_path / "data").exists()


def test_a_missing_driver_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(HistoryError) as caught:
        Store.open("postgresql://me:secret@127.0.0.1/calls", tmp_path)
    assert caught.value.code == "no_driver"
    assert "pip install" in str(caught.value.hint)


def test_a_server_that_does_not_answer_is_said_to_be_unreachable(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(HistoryError) as caught:
        Store.open("postgresql://me:secret@127.0.0.1:1/calls", tmp_path, wait_seconds=2)
    assert caught.value.code == "unreachable"
    assert "secret" not in str(caught.value)


def test_only_the_store_waits_for_the_database_library() -> None:
    script = (
        "import sys\n"
        "from callcoach.storage import data_dir, load_export, new_attempt_id, write_export\n"
        "from callcoach.session import sealed\n"
        "assert 'sqlalchemy' not in sys.modules\n"
        "from callcoach.storage import Store\n"
        "assert 'sqlalchemy' in sys.modules and 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
