"""Exports as files: whole or not at all, and verified when read."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from callcoach.errors import NotFoundError, StorageError
from callcoach.session.sealed import SealError
from callcoach.storage import (
    HistoryError,
    Store,
    export_attempt,
    load_export,
    new_attempt_id,
    write_export,
)
from tests.storage.samples import header, spoke, turns

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "20261124-145733-aaaaa"


@pytest.fixture
def full_store(store: Store) -> Store:
    store.begin(header(FIRST))
    store.append(FIRST, [*turns(3), spoke(3, "caf\udce9 \U0001f600")])
    return store


def test_an_exported_file_gives_back_the_attempt(full_store: Store, tmp_path: Path) -> None:
    write_export(export_attempt(full_store, FIRST), tmp_path / "call.json")
    assert load_export(tmp_path / "call.json") == (header(FIRST), full_store.events(FIRST))


def test_the_same_attempt_gives_the_same_file(full_store: Store, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    for path in (one, two):
        write_export(export_attempt(full_store, FIRST), path)
    assert one.read_bytes() == two.read_bytes()


def test_a_pseudonymised_export_does_not_hold_the_label(full_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    write_export(export_attempt(full_store, FIRST, pseudonym="T-07"), path)
    assert "Inès" not in path.read_text(encoding="utf-8")
    assert load_export(path)[0].options == {"trainee": "T-07"}
    assert full_store.header(FIRST).options == {"trainee": "Inès"}


def test_an_unknown_attempt_cannot_be_exported(full_store: Store) -> None:
    with pytest.raises(NotFoundError):
        export_attempt(full_store, "nobody")


def test_an_altered_file_names_the_turn(full_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    write_export(export_attempt(full_store, FIRST), path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Réplique 1.", "Réplique 1 !"), encoding="utf-8")
    with pytest.raises(SealError, match="Event 1") as caught:
        load_export(path)
    assert caught.value.seq == 1


@pytest.mark.skipif(os.name != "posix", reason="the limit is of POSIX")
def test_an_export_that_stops_half_way_leaves_the_old_one(
    full_store: Store, tmp_path: Path
) -> None:
    import resource

    path = tmp_path / "exports" / "call.json"
    path.parent.mkdir()
    path.write_text("old", encoding="utf-8")
    document = export_attempt(full_store, FIRST)
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, most))
    try:
        with pytest.raises(HistoryError) as caught:
            write_export(document, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))
    assert caught.value.code == "export_not_written"
    assert path.read_text(encoding="utf-8") == "old"
    assert list(path.parent.iterdir()) == [path]


def test_an_export_leaves_no_draft_behind(full_store: Store, tmp_path: Path) -> None:
    place = tmp_path / "exports"
    place.mkdir()
    write_export(export_attempt(full_store, FIRST), place / "call.json")
    (place / "taken").mkdir()
    with pytest.raises(HistoryError):
        write_export(export_attempt(full_store, FIRST), place / "taken")
    assert sorted(path.name for path in place.iterdir()) == ["call.json", "taken"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"not json"])
def test_a_file_that_is_no_export_is_told_without_a_traceback(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "call.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        load_export(path)
    assert caught.value.hint


def test_ids_sort_as_their_dates_and_differ_by_their_entropy() -> None:
    now = datetime(2026, 11, 24, 14, 57, 33, tzinfo=UTC)
    ids = [new_attempt_id(now + timedelta(seconds=s), bytes([s % 7])) for s in range(200)]
    assert sorted(ids) == ids
    assert len({new_attempt_id(now, bytes([n])) for n in range(100)}) == 100
    assert new_attempt_id(now, b"x") == new_attempt_id(now, b"x")


def test_an_id_can_be_typed_and_begins_with_the_date_of_the_clock() -> None:
    paris = timezone(timedelta(hours=1))
    made = new_attempt_id(datetime(2026, 11, 24, 0, 30, tzinfo=paris), b"x")
    assert made.startswith("20261124-003000-")
    assert len(made) == 21
    assert made.replace("-", "").isalnum()
    assert made == made.lower()
