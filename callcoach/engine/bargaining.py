"""How offers are read from a turn and how the debtor receives them (call-method 6.3).

Words never move the capacity: an offer is held against the hidden budget, the debtor's willingness
and trust, and the objections still open. One who over-promises accepts what they cannot hold; the
agreement then says so in secret.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from callcoach.engine.terms import Terms
from callcoach.understanding.entities import Date, Money, PaymentMeans, PaymentPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from callcoach.content.persona import Persona
    from callcoach.content.scenario import Situation
    from callcoach.engine.state import CallState
    from callcoach.understanding.utterance import Utterance

OFFERING = frozenset(
    {
        "ask_full_payment",
        "ask_partial_payment",
        "propose_instalments",
        "propose_down_payment",
        "propose_delay",
        "counter_offer",
        "confirm_agreement",
        "recap",
    }
)
"""Acts by which an agent puts terms on the table or says them again."""

DETAILING = frozenset({"ask_payment_date", "ask_payment_means", "accept_offer"})
"""Acts that complete terms already there."""

OFFERED_ROLES = frozenset({"unknown", "payment", "debt"})
"""What a sum beside an offering act may be; an income or a rent is never an offer."""

CENT = Decimal("0.01")
MOST_ROUNDING = Decimal("0.5")
"""« 612 euros » for 612,40 is the balance said short."""


def read_terms(
    understood: Utterance, state: CallState, balance: Decimal, today: date
) -> Terms | None:
    """Return the terms a turn puts forward, None when it offers nothing.

    A figure counts as an offer only beside an act that offers; a date or a means may also complete
    what is on the table.
    """
    acts = understood.acts
    said = _said(understood, balance, today)
    if acts & {"accept_offer"} and state.debtor_offer is not None and not said.has_amount:
        return state.debtor_offer.merged(said)
    if "ask_full_payment" in acts and said.instalment is None and said.down is None:
        return replace(said, full=True)
    if acts & OFFERING and not said.empty:
        return said
    completing = state.table.has_amount or state.agreement is not None
    if completing and acts & DETAILING and not said.empty:
        return said
    if completing and not said.has_amount and (said.first_date or said.means or said.count):
        return said
    return None


def _said(understood: Utterance, balance: Decimal, today: date) -> Terms:
    entities = understood.entities
    plan = next((e for e in entities if isinstance(e, PaymentPlan)), None)
    means = next((e.means for e in entities if isinstance(e, PaymentMeans)), None)
    days = [e.day for e in entities if isinstance(e, Date) and e.day >= today]
    if plan is not None:
        return _from_plan(plan, means, days, balance, today)
    sums = [e.amount for e in entities if isinstance(e, Money) and e.role in OFFERED_ROLES]
    first = days[0] if days else None
    if any(abs(amount - balance) <= MOST_ROUNDING for amount in sums):
        return Terms(full=True, first_date=first, means=means)
    acts = understood.acts
    if sums and "propose_instalments" in acts:
        return Terms(instalment=sums[0], first_date=first, means=means)
    if sums and acts & OFFERING:
        return Terms(down=sums[0], down_date=first, means=means)
    return Terms(first_date=first, means=means)


def _from_plan(
    plan: PaymentPlan, means: str | None, days: list[date], balance: Decimal, today: date
) -> Terms:
    down = plan.down
    if down is None and plan.down_fraction is not None:
        down = _part(plan.down_fraction, balance)
    instalment = plan.instalment
    if instalment is None and plan.count and down is None:
        instalment = (balance / plan.count).quantize(CENT)
    first = plan.first_date
    if first is None and plan.day_of_month is not None:
        first = _next_day(plan.day_of_month, today)
    if first is None and instalment is not None and down is None:
        first = days[0] if days else None
    down_date = plan.down_date
    if down_date is None and down is not None and instalment is None:
        down_date = days[0] if days else None
    return Terms(
        down=down,
        down_date=down_date,
        instalment=instalment,
        count=plan.count,
        every=plan.every,
        first_date=first,
        final=plan.final,
        means=means,
    )


def _part(fraction: str, balance: Decimal) -> Decimal | None:
    """Return a part of the balance (« 1/2 », « 20% »), None for « rest »."""
    if fraction.endswith("%"):
        return (balance * Decimal(fraction[:-1]) / 100).quantize(CENT)
    if fraction == "rest":
        return None
    return (
        balance * Decimal(Fraction(fraction).numerator) / Fraction(fraction).denominator
    ).quantize(CENT)


def _next_day(day: int, today: date) -> date:
    """Return the next such day of a month after today.

    29 to 31 fall on the 28th in short months.
    """
    for ahead in (0, 1):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        last = monthrange(year, month + 1)[1]
        found = date(year, month + 1, min(day, last))
        if found > today:
            return found
    return today


def receive(terms: Terms, state: CallState, situation: Situation, persona: Persona) -> str:
    """Return how the debtor takes terms that carry an amount.

    Returns:
        ``accepted``, ``too_high``, ``cannot_in_full``, ``stalled``, ``blocked``, ``not_trusted``
        or ``vague``.

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
    budget, bargaining = situation.budget, situation.bargaining
    if budget is None:
        return False
    if terms.down is not None and terms.down > budget.payable_today:
        return False
    if terms.instalment is None:
        return True
    most = budget.capacity * bargaining.tolerance
    if bargaining.instalment_cap is not None:
        most = min(most, bargaining.instalment_cap)
    return terms.instalment <= most


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
    return fits_down and (terms.instalment is None or terms.instalment <= budget.capacity)


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

    On their day, after the next income.
    """
    budget, bargaining = situation.budget, situation.bargaining
    income = first_income(situation, today)
    wanted = bargaining.plan_day or (budget.income_day + 1 if budget else 5)
    day = income.replace(day=min(wanted, 28))
    if day < income:
        year, month = divmod(day.year * 12 + day.month, 12)
        day = date(year, month + 1, day.day)
    return day


def offers_made_by_debtor(used_cues: Iterable[str]) -> int:
    """Return how many of the lines said so far were own offers."""
    return sum(":proposal:" in id_ for id_ in used_cues)
