"""What the store promises, on every database."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from callcoach.errors import NotFoundError, StorageError, UsageError
from callcoach.session.records import EventRecord
from callcoach.storage import AttemptJournal, AttemptStatus, HistoryError, Store
from tests.storage.samples import header, spoke, turns

if TYPE_CHECKING:
    from callcoach.session.records import JsonValue
    from tests.storage.conftest import Address

FIRST, SECOND, THIRD = "20261124-145733-aaaaa", "20261124-150000-bbbbb", "20261125-090000-ccccc"


def code_of(caught: pytest.ExceptionInfo[HistoryError]) -> str:
    return caught.value.code


def test_a_header_comes_back_as_it_was_given(store: Store) -> None:
    given = header(FIRST, seed=-(2**90), options={"pace": 1.5, "aids": ["hints"], "trainee": None})
    store.begin(given)
    assert store.header(FIRST) == given


def test_events_come_back_in_order_and_as_they_were_given(store: Store) -> None:
    store.begin(header(FIRST))
    given = [
        EventRecord(
            seq, "debtor_spoke", {"text": "« Où ça ? »", "trust": 41.3, "facts": [], "n": None}
        )
        for seq in range(12)
    ]
    for event in given:
        store.append(FIRST, [event])
    assert store.events(FIRST) == tuple(given)


def test_a_turn_of_broken_or_rare_characters_costs_nothing(store: Store) -> None:
    store.begin(header(FIRST, options={"trainee": "\udce9"}))
    odd = spoke(0, "caf\udce9 \x00 \U0001f600 \N{ZERO WIDTH JOINER} e\N{COMBINING ACUTE ACCENT}")
    store.append(FIRST, [odd])
    assert store.events(FIRST) == (odd,)
    assert store.header(FIRST).options == {"trainee": "\udce9"}


def test_what_was_appended_is_there_after_reopening(address: Address) -> None:
    with address.open() as store:
        store.begin(header(FIRST))
        AttemptJournal(store, FIRST).append(turns(3))
    with address.open() as store:
        assert store.events(FIRST) == tuple(turns(3))
        assert [row.header for row in store.open_attempts()] == [header(FIRST)]


def test_an_attempt_without_events_has_none(store: Store) -> None:
    store.begin(header(FIRST))
    store.append(FIRST, [])
    assert store.events(FIRST) == ()


def test_two_attempts_cannot_have_one_id(store: Store) -> None:
    store.begin(header(FIRST, seed=1))
    with pytest.raises(HistoryError) as caught:
        store.begin(header(FIRST, seed=2))
    assert code_of(caught) == "attempt_exists"
    assert store.header(FIRST).seed == 1


@pytest.mark.parametrize(
    "wrong", [[spoke(1)], [spoke(3)], [spoke(2), spoke(4)], [spoke(2), spoke(2)]]
)
def test_a_hole_or_a_repeat_is_refused_and_nothing_is_kept(
    store: Store, wrong: list[EventRecord]
) -> None:
    store.begin(header(FIRST))
    store.append(FIRST, turns(2))
    with pytest.raises(HistoryError) as caught:
        store.append(FIRST, wrong)
    assert code_of(caught) == "out_of_step"
    assert store.events(FIRST) == tuple(turns(2))


def test_the_first_event_is_number_0(store: Store) -> None:
    store.begin(header(FIRST))
    with pytest.raises(HistoryError, match="waits for event 0, and was given event 1"):
        store.append(FIRST, [spoke(1)])


def test_of_two_windows_on_one_call_the_late_one_is_told(address: Address) -> None:
    with address.open() as here, address.open() as there:
        here.begin(header(FIRST))
        here.append(FIRST, [spoke(0, "d'ici")])
        with pytest.raises(HistoryError) as caught:
            there.append(FIRST, [spoke(0, "de là")])
        assert code_of(caught) == "out_of_step"
        assert there.events(FIRST) == (spoke(0, "d'ici"),)


def test_of_writers_at_the_same_moment_exactly_one_wins(address: Address) -> None:
    outcomes: list[str] = []
    with address.open() as store:
        store.begin(header(FIRST))
        ready = threading.Barrier(6)

        def write(name: str) -> None:
            with address.open() as own:
                ready.wait()
                try:
                    own.append(FIRST, [spoke(0, name), spoke(1, name)])
                    outcomes.append("kept")
                except HistoryError as error:
                    outcomes.append(error.code)

        writers = [threading.Thread(target=write, args=(str(n),)) for n in range(6)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert sorted(outcomes) == ["kept"] + ["out_of_step"] * 5
        assert len({event.payload["text"] for event in store.events(FIRST)}) == 1


def test_a_finished_attempt_has_its_summary_and_takes_no_more_events(store: Store) -> None:
    store.begin(header(FIRST))
    store.append(FIRST, turns(2))
    summary: dict[str, JsonValue] = {"quality": 71.5, "compliance": "ok", "items": [3, None, 4]}
    store.finish(FIRST, summary)
    row = store.attempt(FIRST)
    assert (row.status, row.summary) == (AttemptStatus.ENDED, summary)
    assert store.open_attempts() == ()
    with pytest.raises(HistoryError) as caught:
        store.append(FIRST, [spoke(2)])
    assert code_of(caught) == "attempt_closed"


def test_a_new_mark_replaces_the_summary_and_leaves_the_events(store: Store) -> None:
    store.begin(header(FIRST))
    store.append(FIRST, turns(2))
    store.finish(FIRST, {"quality": 71})
    store.finish(FIRST, {"quality": 64})
    assert store.attempt(FIRST).summary == {"quality": 64}
    assert store.best_scores() == {"first_reminder": 64}
    assert store.events(FIRST) == tuple(turns(2))


def test_an_abandoned_attempt_is_not_offered_again_until_it_is_reopened(store: Store) -> None:
    store.begin(header(FIRST))
    store.set_status(FIRST, AttemptStatus.ABANDONED)
    assert store.open_attempts() == ()
    assert [row.status for row in store.attempts(10)] == [AttemptStatus.ABANDONED]
    store.set_status(FIRST, AttemptStatus.OPEN)
    store.append(FIRST, turns(1))
    assert len(store.open_attempts()) == 1


def test_a_discarded_attempt_leaves_nothing_behind(store: Store) -> None:
    store.begin(header(FIRST))
    store.append(FIRST, turns(3))
    store.begin(header(SECOND))
    store.append(SECOND, turns(1))
    store.discard(FIRST)
    store.begin(header(FIRST))
    assert store.events(FIRST) == ()
    assert store.events(SECOND) == tuple(turns(1))


def test_the_history_shows_the_last_begun_first_a_page_at_a_time(store: Store) -> None:
    # A rehearsal may play on another day: the clock of the call does not order the history.
    for attempt_id, day in ((THIRD, "2026-12-01"), (FIRST, "2025-01-01"), (SECOND, "2026-06-01")):
        store.begin(header(attempt_id, started_at=f"{day}T09:00:00+01:00"))
    store.finish(FIRST, {"quality": 50})
    pages = [[row.header.attempt_id for row in store.attempts(2, offset)] for offset in (0, 2, 4)]
    assert pages == [[SECOND, FIRST], [THIRD], []]
    assert [row.header.attempt_id for row in store.open_attempts()] == [SECOND, THIRD]


def test_the_best_score_is_the_highest_mark_of_an_ended_call(store: Store) -> None:
    marks = [("a", "first_reminder", 40), ("b", "first_reminder", 62.5), ("c", "disputed", 90)]
    for attempt_id, scenario_id, quality in marks:
        store.begin(header(attempt_id, scenario_id=scenario_id))
        store.finish(attempt_id, {"quality": quality, "compliance": "ok"})
    store.begin(header("void", scenario_id="disputed", mode="exam"))
    store.finish("void", {"quality": None, "compliance": "critical"})
    store.begin(header("unmarked", scenario_id="silent"))
    store.finish("unmarked", {"quality": None})
    store.set_status("c", AttemptStatus.ABANDONED)
    assert store.best_scores() == {"first_reminder": 62.5}


@pytest.mark.parametrize(
    ("typed", "found"),
    [(FIRST, FIRST), ("20261124-14", FIRST), ("20261125", THIRD), (" 20261125 ", THIRD)],
)
def test_a_prefix_is_enough_where_it_names_one_attempt(
    store: Store, typed: str, found: str
) -> None:
    for attempt_id in (FIRST, SECOND, THIRD):
        store.begin(header(attempt_id))
    assert store.resolve(typed) == found


def test_a_whole_id_is_never_ambiguous(store: Store) -> None:
    store.begin(header("abc"))
    store.begin(header("abcd"))
    assert store.resolve("abc") == "abc"


def test_an_ambiguous_prefix_names_the_candidates(store: Store) -> None:
    for attempt_id in (FIRST, SECOND, THIRD):
        store.begin(header(attempt_id))
    with pytest.raises(UsageError) as caught:
        store.resolve("20261124")
    assert caught.value.message == f"{SECOND}, {FIRST}"


@pytest.mark.parametrize("typed", ["", "  ", "2027", "%", "_0261125", FIRST + "x", FIRST.upper()])
def test_a_prefix_of_no_attempt_is_not_found(store: Store, typed: str) -> None:
    store.begin(header(FIRST))
    with pytest.raises(NotFoundError):
        store.resolve(typed)


def test_an_unknown_attempt_is_said_to_be_unknown(store: Store) -> None:
    store.begin(header(FIRST))
    for act in (
        lambda: store.header("nobody"),
        lambda: store.events("nobody"),
        lambda: store.append("nobody", turns(1)),
        lambda: store.finish("nobody", {}),
        lambda: store.discard("nobody"),
        lambda: store.set_status("nobody", AttemptStatus.ENDED),
    ):
        with pytest.raises(NotFoundError, match="nobody"):
            act()


def test_an_error_says_what_happened_and_what_to_do(store: Store) -> None:
    store.begin(header(FIRST))
    with pytest.raises(StorageError) as caught:
        store.begin(header(FIRST))
    assert caught.value.title
    assert caught.value.hint
    assert FIRST in caught.value.message
