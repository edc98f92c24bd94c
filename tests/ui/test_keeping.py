from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.session.records import EventRecord
from callcoach.storage import AttemptStatus, Store
from callcoach.storage.faults import storage_fault
from callcoach.ui.keeping import Keeper
from tests.storage.samples import header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ATTEMPT = "20261112-103000-aaaaa"


class FullDisk(Store):
    """A store whose disk can be full for a while."""

    fault = ""

    def append(self, attempt_id: str, records: Sequence[EventRecord]) -> None:
        """Refuse while the disk is full."""
        if self.fault:
            raise storage_fault(self.fault, place="here", expected=0, given=1, attempt_id="x")
        super().append(attempt_id, records)


def event(seq: int) -> EventRecord:
    return EventRecord(seq, "trainee_silent", {"turn": seq})


@pytest.fixture
def store(data_dir: Path) -> Iterator[FullDisk]:
    with FullDisk.open(None, data_dir) as opened:
        yield opened


@pytest.fixture
def keeper(store: FullDisk) -> Keeper:
    return Keeper(store, header(ATTEMPT))


def test_an_attempt_of_which_nothing_happened_is_not_in_the_history(
    keeper: Keeper, store: Store
) -> None:
    assert store.attempts(10) == ()
    assert keeper.kept


def test_the_first_event_begins_the_attempt(keeper: Keeper, store: Store) -> None:
    keeper.append([event(0)])

    assert store.events(ATTEMPT) == (event(0),)


def test_what_a_full_disk_refused_is_kept_with_the_next_turn_once_there_is_room(
    keeper: Keeper, store: FullDisk
) -> None:
    store.fault = "disk_full"
    keeper.append([event(0)])
    keeper.append([event(1)])
    assert not keeper.kept
    assert keeper.fault is not None
    assert keeper.fault.title == "The disk is full"

    store.fault = ""
    keeper.append([event(2)])

    assert keeper.kept
    assert store.events(ATTEMPT) == (event(0), event(1), event(2))


def test_a_call_that_goes_on_in_another_window_is_never_mixed_with_this_one(
    keeper: Keeper, store: FullDisk
) -> None:
    keeper.append([event(0)])
    store.append(ATTEMPT, [event(1)])

    keeper.append([event(1)])
    keeper.append([event(2)])

    assert not keeper.kept
    assert store.events(ATTEMPT) == (event(0), event(1))


def test_a_call_is_closed_only_when_all_of_it_is_kept(keeper: Keeper, store: FullDisk) -> None:
    store.fault = "disk_full"
    keeper.append([event(0)])
    keeper.finish({"quality": 50})
    assert store.attempt(ATTEMPT).status is AttemptStatus.OPEN

    store.fault = ""
    keeper.finish({"quality": 50})
    assert store.attempt(ATTEMPT).status is AttemptStatus.ENDED


def test_without_a_history_nothing_is_kept_and_nothing_fails() -> None:
    keeper = Keeper(None, header(ATTEMPT))

    keeper.append([event(0)])
    keeper.finish({})

    assert not keeper.kept
