"""A call played here, as marking sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from callcoach.engine.events import CallEnded, PreparationFiled, RecordFiled, TraineeSilent
from callcoach.engine.state import evolve
from callcoach.scoring.played import call_end, trace_of
from tests.stage import NOW, Call, library, meant, play_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from callcoach.engine.events import Event
    from callcoach.scoring.trace import CallTrace

SCENARIO = "good_faith_hardship"


def traced(events: Sequence[Event]) -> CallTrace:
    rubric = library().rubric
    assert rubric is not None
    return trace_of(play_of(SCENARIO), events, rubric)


def test_each_turn_has_what_was_heard_before_and_after_it() -> None:
    call = Call.of(SCENARIO).identified()
    trace = traced(call.events)
    first, second = trace.turns
    assert [line.text for line in first.after] == [line.text for line in second.before]
    assert first.before
    assert first.before[0].speaker == "debtor"


def test_facts_stand_as_they_stood_when_the_turn_was_said() -> None:
    trace = traced(Call.of(SCENARIO).purposeful().events)
    assert [t.facts["identity_confirmed"] for t in trace.turns] == [False, False, True]
    assert [t.number for t in trace.turns] == [1, 2, 3]


def test_what_came_out_is_told_by_slot() -> None:
    call = Call.of(SCENARIO).purposeful()
    call.hear(meant("empathise", techniques=["empathic_reflection"]))
    call.hear(meant("ask_cause", techniques=["open_question"]))
    trace = traced(call.events)
    facts = {f.id: f.slot for f in play_of(SCENARIO).scenario.situation.facts}
    for turn in trace.turns:
        assert [facts[id_] for id_ in turn.revealed] == list(turn.told)
    assert any(turn.told for turn in trace.turns)


def test_a_silence_is_a_turn_without_words() -> None:
    call = Call.of(SCENARIO).purposeful()
    state = call.state
    silent = TraineeSilent(state.turn + 1, NOW.isoformat())
    call.events.append(silent)
    call.events += call.engine.respond(evolve(silent, state), silent)
    trace = traced(call.events)
    assert (trace.turns[-1].silent, trace.turns[-1].text) == (True, "")


def test_an_objection_is_placed_by_the_turn_it_answers() -> None:
    call = Call.of(SCENARIO).purposeful()
    trace = traced(call.events)
    assert set(trace.objected_at) == set(trace.objections)
    assert all(0 < turn <= 3 for turn in trace.objected_at.values())


def test_papers_belong_to_the_call_and_move_nothing_in_it() -> None:
    call = Call.of(SCENARIO).identified()
    bare = traced(call.events)
    with_papers = traced(
        [
            PreparationFiled(0, {"objective": "Tout"}),
            *call.events,
            RecordFiled(2, {"result": "hold"}),
        ]
    )
    assert with_papers.turns == bare.turns
    assert with_papers.preparation is not None
    assert with_papers.preparation.objective == "Tout"
    assert with_papers.record is not None
    assert with_papers.record.result == "hold"


def test_a_call_that_never_began_has_no_trace() -> None:
    with pytest.raises(TypeError, match="not started"):
        traced([])


def test_a_call_ends_once() -> None:
    call = Call.of(SCENARIO).identified()
    assert call_end(call.events) is None
    end = call.engine.hang_up(call.state, NOW.isoformat())
    assert call_end([*call.events, end]) == end
    assert isinstance(end, CallEnded)
