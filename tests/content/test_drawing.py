"""A drawn file: pure by seed, whole whatever is drawn, and as written without a seed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.content.case_slots import case_figures
from callcoach.content.drawing import as_written, by_seed, drawn
from tests.stage import library

if TYPE_CHECKING:
    from callcoach.content.scenario import Scenario

TEMPLATES = library().templates


def draw(scenario_id: str, seed: int) -> Scenario:
    template = TEMPLATES[scenario_id]
    persona = library().personas[template.persona]
    return drawn(template, persona.gauges, by_seed(scenario_id, seed))


@pytest.mark.parametrize("scenario_id", sorted(TEMPLATES))
def test_the_same_seed_draws_the_same_file(scenario_id: str) -> None:
    assert draw(scenario_id, 5) == draw(scenario_id, 5)


@pytest.mark.parametrize("scenario_id", sorted(TEMPLATES))
def test_seeds_draw_different_files(scenario_id: str) -> None:
    files = {draw(scenario_id, seed).model_dump_json() for seed in range(12)}
    assert len(files) > 1


@pytest.mark.parametrize("scenario_id", sorted(TEMPLATES))
def test_sums_hold_whatever_is_drawn(scenario_id: str) -> None:
    for seed in range(30):
        dossier = draw(scenario_id, seed).dossier
        parts = dossier.breakdown
        assert sum((i.amount for i in dossier.invoices), Decimal(0)) == parts.principal
        assert parts.principal + parts.interest + parts.accessories == dossier.balance


@pytest.mark.parametrize("scenario_id", sorted(TEMPLATES))
def test_dates_move_together_and_birthdays_stay(scenario_id: str) -> None:
    written = as_written(TEMPLATES[scenario_id]).dossier
    for seed in range(10):
        dossier = draw(scenario_id, seed).dossier
        pairs = zip(dossier.invoices, written.invoices, strict=True)
        moved = {new.issued - old.issued for new, old in pairs}
        moved |= {n.on - o.on for n, o in zip(dossier.history, written.history, strict=True)}
        assert len(moved) == 1


def test_a_text_says_the_figures_that_were_drawn() -> None:
    scenario = draw("bad_faith_staller", 3)
    income = next(f for f in scenario.situation.facts if f.id == "income")
    said = income.says[0].say.replace("\u202f", "")
    assert str(case_figures(scenario)["incomes"]) in said
    assert income.figure == case_figures(scenario)["incomes"]


def test_the_instalment_aimed_at_follows_the_capacity() -> None:
    for seed in range(20):
        scenario = draw("bad_faith_staller", seed)
        budget, most = scenario.situation.budget, scenario.target.max_instalment
        assert budget is not None
        assert most is not None
        assert most <= budget.capacity * Decimal("0.81")


@pytest.mark.parametrize("scenario_id", sorted(TEMPLATES))
def test_without_a_seed_the_values_are_those_of_the_file(scenario_id: str) -> None:
    template = TEMPLATES[scenario_id]
    written = as_written(template)
    assert written.dossier.balance == template.dossier.balance
    assert written.dossier.debtor == template.dossier.debtor
    assert written.situation.budget == template.situation.budget
    assert written.gauges == template.gauges


def test_a_line_keeps_its_weight_when_its_text_is_filled() -> None:
    template = TEMPLATES["bad_faith_staller"]
    before = [len(f.says[0].when.model_fields_set) for f in template.situation.facts]
    after = [len(f.says[0].when.model_fields_set) for f in as_written(template).situation.facts]
    assert before == after
