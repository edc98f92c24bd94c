"""How the debtor receives offers and what they put forward themselves (call-method 6.3).

Words never move the capacity: an offer is held against the hidden budget, the debtor's willingness
and trust, and the objections still open. One who over-promises accepts what they cannot hold; the
agreement then says so in secret.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.engine.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.content.persona import Persona
    from callcoach.content.situation import Situation
    from callcoach.engine.state import CallState

MONTHLY = {"day": Decimal(30), "week": Decimal(52) / 12, "fortnight": Decimal(26) / 12}
"""Payments a month by period; others count as monthly."""


def receive(terms: Terms, state: CallState, situation: Situation, persona: Persona) -> str:
    """Return how the debtor takes terms that carry an amount.

    Returns:
        ``accepted``, ``too_high``, ``partly``, ``cannot_in_full``, ``stalled``, ``blocked``,
        ``not_trusted`` or ``vague``.

    """
    bargaining, gauges = situation.bargaining, state.gauges
    if not terms.has_amount:
        return "vague"
    if _blocked(state, situation):
        return "blocked"
    if terms.full:
        return _receive_full(state, situation)
    if persona.over_promises:
        return "accepted"
    if not _within_means(terms, situation):
        return "too_high"
    if gauges.willingness < bargaining.willingness_for_plan:
        return "stalled"
    if gauges.trust < bargaining.trust_for_plan:
        return "not_trusted"
    return "accepted"


def _blocked(state: CallState, situation: Situation) -> bool:
    blocking = {o.id for o in situation.objections if o.blocks}
    return any(id_ in blocking and o.status == "open" for id_, o in state.objections.items())


def _receive_full(state: CallState, situation: Situation) -> str:
    if not situation.bargaining.pays_in_full:
        return "cannot_in_full"
    willing = state.gauges.willingness >= situation.bargaining.willingness_for_full
    return "accepted" if willing else "stalled"


def _within_means(terms: Terms, situation: Situation) -> bool:
    budget = situation.budget
    if budget is None:
        return False
    if terms.down is not None and terms.down > budget.payable_today:
        return False
    if terms.instalment is None:
        return True
    return monthly(terms) <= most_a_month(situation)


def most_a_month(situation: Situation) -> Decimal:
    """Return the highest instalment that the debtor would say yes to, in euros a month."""
    budget, bargaining = situation.budget, situation.bargaining
    if budget is None:
        return Decimal(0)
    most = budget.capacity * bargaining.tolerance
    if bargaining.instalment_cap is not None:
        most = min(most, bargaining.instalment_cap)
    return most


def monthly(terms: Terms) -> Decimal:
    """Return what instalments come to a month, in euros: 20 a week is more than 60 a month."""
    return (terms.instalment or Decimal(0)) * MONTHLY.get(terms.every or "month", Decimal(1))


def sustainable(terms: Terms, situation: Situation) -> bool:
    """Return whether the debtor can hold these terms.

    The largest instalment within the hidden capacity.
    """
    budget = situation.budget
    if budget is None:
        return terms.full
    if terms.full:
        return situation.bargaining.pays_in_full
    fits_down = terms.down is None or terms.down <= budget.payable_today
    return fits_down and monthly(terms) <= budget.capacity


def own_offer(situation: Situation, made: int) -> Terms | None:
    """Return what the debtor puts forward when asked, None when they have nothing to offer.

    Args:
        situation: the hidden truth.
        made: how many offers of their own they made before.
    """
    bargaining, budget = situation.bargaining, situation.budget
    if budget is None or not bargaining.own_offers:
        return None
    index = min(made, len(bargaining.own_offers) - 1)
    down = None
    if bargaining.own_down_payments:
        down = bargaining.own_down_payments[min(made, len(bargaining.own_down_payments) - 1)]
    return Terms(instalment=bargaining.own_offers[index], down=down or None)


def first_income(situation: Situation, today: date) -> date:
    """Return the day on which money next comes in."""
    budget = situation.budget
    return today + timedelta(days=budget.next_income_in if budget else 0)


def plan_day(situation: Situation, today: date) -> date:
    """Return the day of a first instalment that suits the debtor.

    On their day, after the next income; without a day of their own, the day after that income.
    """
    income = first_income(situation, today)
    wanted = situation.bargaining.plan_day
    if wanted is None:
        return income + timedelta(days=1)
    day = income.replace(day=wanted)
    if day < income:
        year, month = divmod(day.year * 12 + day.month, 12)
        day = date(year, month + 1, day.day)
    return day


def own_today(situation: Situation, made: int) -> Terms | None:
    """Return what the debtor says could go today, None when nothing could.

    Their own figure, else the cash that the budget leaves.

    Args:
        situation: the hidden truth.
        made: how many such figures they named before.
    """
    named, budget = situation.bargaining.own_down_payments, situation.budget
    if named:
        return Terms(down=named[min(made, len(named) - 1)] or None)
    if budget is None or not budget.payable_today:
        return None
    return Terms(down=budget.payable_today)


def times_said(cue: str, said_lines: Iterable[str]) -> int:
    """Return how many of the lines said so far answered exactly this cue."""
    return sum(id_.split(":", 1)[1].rpartition(":")[0] == cue for id_ in said_lines)
