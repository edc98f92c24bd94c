"""What becomes of an agreement after the call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from callcoach.content.situation import BudgetEvent
from callcoach.engine.aftermath import Aftermath, aftermath, due_dates
from callcoach.engine.terms import Agreement, Terms
from tests.stage import TODAY, library, play_of, play_with

if TYPE_CHECKING:
    from callcoach.engine.play import Play

HARDSHIP = "good_faith_hardship"
SEEDS = 1_000
TOLERANCE = 0.04
"""Three standard deviations of a share of a thousand draws and a little more."""


def plan(instalment: int, count: int = 4, **more: object) -> Agreement:
    first = date(2026, 12, 15)
    terms = Terms(instalment=Decimal(instalment), count=count, first_date=first, means="transfer")
    agreed = Agreement(terms, Decimal(1240), on=TODAY, explicit_yes=True)
    return replace(agreed, **more)  # type: ignore[arg-type]


def after(agreement: Agreement, seed: int, play: Play | None = None) -> Aftermath:
    return aftermath(replace(play or play_of(HARDSHIP), seed=seed), agreement, 80)


def share_that_held(agreement: Agreement) -> float:
    return sum(after(agreement, seed).held for seed in range(SEEDS)) / SEEDS


class TestProportions:
    @pytest.mark.parametrize(
        ("instalment", "expected"),
        [(60, 0.90), (80, 0.70), (100, 0.35), (160, 0.10)],
    )
    def test_a_plan_holds_as_often_as_its_size_lets_it(
        self, instalment: int, expected: float
    ) -> None:
        assert share_that_held(plan(instalment)) == pytest.approx(expected, abs=TOLERANCE)

    def test_what_is_written_and_paid_by_itself_holds_more_often(self) -> None:
        terms = replace(plan(80).terms, means="standing_transfer")
        better = plan(80, terms=terms, written_confirmation=True)
        assert share_that_held(better) == pytest.approx(0.85, abs=TOLERANCE)

    def test_a_debtor_s_own_figure_holds_more_often(self) -> None:
        assert share_that_held(plan(80, by="debtor")) == pytest.approx(0.75, abs=TOLERANCE)


def test_the_same_seed_gives_the_same_aftermath() -> None:
    assert after(plan(80), 3) == after(plan(80), 3)


def test_what_is_far_too_much_breaks_on_the_first_date() -> None:
    broken = [after(plan(200), seed) for seed in range(50)]
    for one in broken:
        if not one.held:
            assert one.dues[0].status == "missed"
            assert one.cause == "amount"


def test_recovered_and_sustainable_are_two_things() -> None:
    strained = next(a for s in range(200) if (a := after(plan(100), s)).held)
    assert strained.recovered == 400
    assert not strained.sustainable
    eased = next(a for s in range(200) if not (a := after(plan(60), s)).held)
    assert eased.recovered < 240
    assert eased.sustainable


def test_nothing_comes_after_a_missed_date() -> None:
    for seed in range(100):
        statuses = [due.status for due in after(plan(80), seed).dues]
        if "missed" in statuses:
            at = statuses.index("missed")
            assert statuses == ["paid"] * at + ["missed"] + ["lapsed"] * (len(statuses) - at - 1)


def test_dates_are_a_month_apart_and_add_up_to_the_balance() -> None:
    agreed = replace(plan(300), terms=replace(plan(300).terms, count=None))
    dues = due_dates(agreed, play_of(HARDSHIP))
    months = [(day.year, day.month, day.day) for day, _ in dues[:3]]
    assert months == [(2026, 12, 15), (2027, 1, 15), (2027, 2, 15)]
    assert sum(amount for _, amount in dues) == 1240


def test_the_31st_falls_on_the_last_day_of_a_short_month() -> None:
    agreed = plan(60, terms=replace(plan(60).terms, first_date=date(2027, 1, 31)))
    assert [day.day for day, _ in due_dates(agreed, play_of(HARDSHIP))] == [31, 28, 31, 30]


def test_a_blow_to_the_budget_breaks_what_would_have_held() -> None:
    scenario = library().scenarios[HARDSHIP]
    budget = scenario.situation.budget
    assert budget is not None
    blow = BudgetEvent(id="boiler", label="la chaudière lâche", month=2, change=Decimal(-60))
    situation = scenario.situation.model_copy(
        update={"budget": budget.model_copy(update={"events": (blow,)})}
    )
    hit = play_with(scenario.model_copy(update={"situation": situation}))
    held = [after(plan(60), seed, hit) for seed in range(SEEDS)]
    assert sum(a.held for a in held) / SEEDS < 0.2
    causes = {a.cause for a in held if not a.held}
    assert "accident" in causes
    assert any(due.event == "la chaudière lâche" for due in held[0].dues)


def test_what_is_paid_in_the_call_is_paid() -> None:
    terms = Terms(full=True, means="card")
    agreed = Agreement(terms, Decimal(1240), on=TODAY)
    assert after(agreed, 1).recovered == 1240
