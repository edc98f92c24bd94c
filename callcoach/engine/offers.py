"""How offers are read from a turn, in the light of what stands on the table (call-method 6.3).

A bare sum takes the shape of what is being talked about; the balance merely mentioned asks for
nothing; what the debtor offered is taken up only while nothing else has been agreed.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from callcoach.engine.terms import Terms
from callcoach.understanding.entities import Date, Money, PaymentMeans, PaymentPlan

if TYPE_CHECKING:
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

AT_ONCE = frozenset({"ask_partial_payment", "propose_down_payment"})
"""Acts that speak of a sum to pay now, not of instalments."""

OFFERED_ROLES = frozenset({"unknown", "payment", "instalment", "debt"})
"""What a sum beside an offering act may be; an income or a rent is never an offer."""

OWED = frozenset({"debt", "unknown"})
"""What a sum beside ``state_amount`` may be."""
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
    said = _said(understood, state, balance, today)
    if "accept_offer" in acts and state.agreement is None:
        taken = _taken_up(said, state.debtor_offer)
        if taken is not None:
            return taken
    if "propose_delay" in acts and _of_the_whole(said, acts, state):
        said = replace(said, full=True)
    if acts & OFFERING and not said.empty:
        return said
    completing = state.table.has_amount or state.agreement is not None
    if not completing or said.empty:
        return None
    details = not said.has_amount and bool(said.first_date or said.means or said.count)
    return said if details or acts & DETAILING else None


def _taken_up(said: Terms, own: Terms | None) -> Terms | None:
    """Return the debtor's own offer as the agent takes it up, changes included."""
    if own is None:
        return said if said.has_amount else None
    return own.merged(said)


def _said(understood: Utterance, state: CallState, balance: Decimal, today: date) -> Terms:
    acts, entities = understood.acts, understood.entities
    plan = _whole_plan([e for e in entities if isinstance(e, PaymentPlan)])
    # « 200 par carte, puis 180 par virement »: the means said last is that of the instalments.
    means = next((e.means for e in reversed(entities) if isinstance(e, PaymentMeans)), None)
    days = [e.day for e in entities if isinstance(e, Date) and e.day >= today]
    if plan is not None:
        known = state.table.has_amount or state.agreement is not None
        return _from_plan(plan, means, days, balance, today, known=known)
    first = days[0] if days else None
    sums = [e for e in entities if isinstance(e, Money) and e.role in OFFERED_ROLES]
    parts = [e for e in sums if abs(e.amount - balance) > MOST_ROUNDING]
    part_of_it = parts and len(parts) == len(sums)
    if "ask_full_payment" in acts and not part_of_it:
        return Terms(full=True, first_date=first, means=means)
    if parts and acts & (OFFERING | {"accept_offer"}):
        # « vous devez 900 euros, versez-en 100 »: a sum owed is the last to be an offer.
        amount = min(parts, key=lambda e: e.role == "debt").amount
        if _talks_of_instalments(acts, state):
            return Terms(instalment=amount, first_date=first, means=means)
        return Terms(down=amount, down_date=first, means=means)
    if any(e.role != "debt" for e in sums if e not in parts):
        return Terms(full=True, first_date=first, means=means)
    return Terms(first_date=first, means=means)


def _of_the_whole(said: Terms, acts: frozenset[str], state: CallState) -> bool:
    """Return whether a later day is one for the whole sum."""
    in_parts = acts & (AT_ONCE | {"propose_instalments"}) or state.table.has_amount
    return said.first_date is not None and not said.has_amount and not in_parts


def _talks_of_instalments(acts: frozenset[str], state: CallState) -> bool:
    if "propose_instalments" in acts:
        return True
    if acts & AT_ONCE:
        return False
    agreed = state.agreement.terms if state.agreement else None
    return any(t is not None and t.instalment for t in (state.debtor_offer, state.table, agreed))


def _whole_plan(parts: list[PaymentPlan]) -> PaymentPlan | None:
    """Return one plan of what was said in one breath: the first, completed by the others."""
    if not parts:
        return None
    said: dict[str, Any] = {
        f.name: next((v for p in parts if (v := getattr(p, f.name)) is not None), None)
        for f in fields(PaymentPlan)
    }
    return PaymentPlan(**said)


def _from_plan(
    plan: PaymentPlan,
    means: str | None,
    days: list[date],
    balance: Decimal,
    today: date,
    *,
    known: bool,
) -> Terms:
    down = plan.down
    if down is None and plan.down_fraction is not None:
        down = _part(plan.down_fraction, balance)
    instalment = plan.instalment
    if instalment is None and plan.count and down is None and not known:
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


def claimed_in(understood: Utterance) -> Decimal | None:
    """Return the sum that a turn says is owed, None when it says none."""
    if "state_amount" not in understood.acts:
        return None
    sums = [e for e in understood.entities if isinstance(e, Money)]
    owed = [e.amount for e in sums if e.role in OWED]
    return owed[0] if owed else None
