"""Patterns over several turns."""

from __future__ import annotations

from callcoach.content.rubric import Technique
from callcoach.scoring.findings import Wording
from callcoach.scoring.sequences import found_sequences
from callcoach.understanding.utterance import Confidence
from tests.scoring.calls import call, rubric_of
from tests.stage import meant

CRAC = Technique(
    id="crac",
    label="CRAC",
    label_en="CRAC",
    why="Creuser avant de répondre.",
    why_en="Dig before answering.",
    better="Qu'est-ce qui vous gêne ?",
    family="pattern",
    sequence=(("ask_details",), ("reformulate",), ("explain_benefit",)),
    within=3,
)
RUBRIC = rubric_of().model_copy(update={"techniques": (CRAC,)})
STEPS = ("ask_details", "reformulate", "explain_benefit")


def completed(*turns: object) -> list[int | None]:
    trace = call(*turns)  # type: ignore[arg-type]  # utterances and lines
    return [f.turn for f in found_sequences(trace, RUBRIC, Wording("fr", {}))]


def test_a_pattern_is_found_where_its_last_step_completes_it() -> None:
    assert completed(*(meant(act) for act in STEPS)) == [3]


def test_steps_in_another_order_are_no_pattern() -> None:
    assert completed(*(meant(act) for act in reversed(STEPS))) == []


def test_steps_too_far_apart_are_no_pattern() -> None:
    assert completed(meant(STEPS[0]), meant(), meant(STEPS[1]), meant(STEPS[2])) == []


def test_an_uncertain_step_is_no_step() -> None:
    unsure = meant(STEPS[1], confidence=Confidence.LOW)
    assert completed(meant(STEPS[0]), unsure, meant(STEPS[2])) == []


def test_a_false_start_does_not_hide_the_pattern() -> None:
    turns = (meant(STEPS[0]), meant(), meant(STEPS[0]), meant(STEPS[1]), meant(STEPS[2]))
    assert completed(*turns) == [5]
