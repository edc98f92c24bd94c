"""The debtor's mind turn by turn."""

from __future__ import annotations

import pytest

from callcoach.engine.thoughts import KINDS, InnerTurn, inner_view
from tests.stage import SCENARIOS, Call, library, meant


def mind(call: Call) -> tuple[InnerTurn, ...]:
    return inner_view(call.engine.play, call.events)


def lively(scenario: str) -> Call:
    call = Call.of(scenario).purposeful()
    for turn in (
        meant("empathise", techniques=["empathic_reflection"]),
        meant("normalise", techniques=["normalising"]),
        meant("ask_cause", techniques=["open_question"]),
        meant("ask_income", "ask_charges"),
        meant("blame", anti_patterns=["judgement"]),
        meant("explain_consequence", techniques=["factual_consequence"]),
    ):
        if not call.state.ended:
            call.hear(turn)
    return call


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_change_has_a_thought(scenario: str) -> None:
    changes = [change for turn in mind(lively(scenario)) for change in turn.changes]
    assert changes
    assert all(change.thought and change.kind in KINDS for change in changes)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_same_call_is_thought_about_in_the_same_words(scenario: str) -> None:
    assert mind(lively(scenario)) == mind(lively(scenario))


def test_no_thought_comes_twice_while_another_fits() -> None:
    changes = [c for turn in mind(lively("good_faith_hardship")) for c in turn.changes]
    up = [c.thought for c in changes if c.kind == "trust_up"]
    persona = library().personas["good_faith_hardship"].thoughts["trust_up"]
    assert len(set(up[: len(persona)])) == len(up[: len(persona)])


def test_a_thought_kept_for_a_cause_comes_first() -> None:
    changes = [c for turn in mind(lively("good_faith_hardship")) for c in turn.changes]
    fear = next(c for c in changes if (c.kind, c.cause) == ("objection", "cut_off_fear"))
    persona = library().personas["good_faith_hardship"]
    assert fear.thought == persona.thoughts["objection:cut_off_fear"][0].say


def test_the_gauges_shown_are_those_of_the_end_of_the_turn() -> None:
    call = lively("bad_faith_staller")
    assert mind(call)[-1].gauges == call.state.gauges


def test_the_language_has_a_thought_for_every_kind() -> None:
    replies = library().replies
    assert replies is not None
    assert set(KINDS) <= set(replies.thoughts)
