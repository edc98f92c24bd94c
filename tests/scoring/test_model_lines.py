"""Model lines say this very case: its names, sums and days, and never show a hole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callcoach.content.case_slots import FILE_SLOTS
from callcoach.scoring.findings import Wording
from callcoach.scoring.model_lines import CASE_SLOTS, filled, known_slots, laid_open, slots_of
from tests.scoring.calls import FACTS, call
from tests.stage import SCENARIOS, TODAY, library, meant, play_of

HOLES = ("{", "}", "|", "…")


def lines() -> list[tuple[str, str]]:
    """Return every model line of the shipped rubric."""
    rubric = library().rubric
    assert rubric is not None
    items = (*rubric.rules, *rubric.techniques, *rubric.anti_patterns)
    skills = [skill for item in rubric.grid.items for skill in item.micro_skills]
    return [
        *((item.id, item.better) for item in items),
        *((skill.id, skill.better) for skill in skills if skill.better),
    ]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_line_shows_a_hole_in_any_shipped_case(scenario: str) -> None:
    rubric = library().rubric
    assert rubric is not None
    play = play_of(scenario)
    trace = replace(
        call(meant("greet")),
        dossier=play.scenario.dossier,
        situation=play.scenario.situation,
        day=TODAY,
    )
    for wording in (Wording.of(trace, "fr", rubric.amounts), Wording.of(trace, "fr")):
        for id_, line in lines():
            shown = wording.filled(line.replace("? …", "?").replace(". …", "."))
            assert not any(sign in shown for sign in HOLES), (id_, shown)


def test_every_slot_is_known_and_what_some_calls_lack_has_words_to_stand_in() -> None:
    for id_, line in lines():
        for name, backed, _at in slots_of(line):
            assert name in FILE_SLOTS or (name in CASE_SLOTS and backed), (id_, name)


def test_the_figure_of_the_budget_is_told_once_the_call_is_over_and_not_before() -> None:
    rubric = library().rubric
    assert rubric is not None
    situation = play_of("good_faith_hardship").scenario.situation
    assert situation.budget is not None
    trace = replace(call(meant("greet")), situation=situation, day=TODAY)
    line = "Disons {affordable|moins} par mois."
    assert filled(line, known_slots(trace)) == "Disons moins par mois."
    told = filled(line, laid_open(trace, rubric.amounts))
    figure = int(told.split()[1])
    assert 0 < figure <= situation.budget.capacity
    assert told == f"Disons {figure} euros par mois."


def test_a_transcript_lends_its_facts() -> None:
    trace = replace(call(meant("greet")), facts=FACTS)
    line = "{creditor} attend {balance} euros."
    assert Wording.of(trace, "fr").filled(line) == "Valorge Énergie attend 612,40 euros."
