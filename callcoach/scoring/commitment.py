"""What was agreed, read from the turns themselves.

So that a transcript from elsewhere can be marked too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.entities import Date, Money, PaymentMeans, PaymentPlan, Period

if TYPE_CHECKING:
    from decimal import Decimal

    from callcoach.scoring.trace import CallTrace, TraceTurn

LOCKING = frozenset({"confirm_agreement", "recap", "ask_payment_means", "accept_offer"})
"""Acts in which an agreement is put in words."""
OFFERING = frozenset(
    {
        "propose_instalments",
        "propose_down_payment",
        "propose_delay",
        "counter_offer",
        "ask_partial_payment",
    }
)
"""Acts that put terms short of the whole on the table."""
FULL = "ask_full_payment"


@dataclass(frozen=True)
class Commitment:
    """Which parts of an agreement were said, and where."""

    amount: tuple[int, ...] = ()
    """Turns that say a sum."""
    date: tuple[int, ...] = ()
    means: tuple[int, ...] = ()
    explicit_yes: bool = False


def commitment(trace: CallTrace) -> Commitment:
    """Return what the agent's turns fixed.

    The agreement of a call played here adds what it holds.
    """
    locking = [t for t in trace.turns if t.understood.acts & (LOCKING | OFFERING | {FULL})]
    agreed = trace.agreement
    amount = tuple(t.number for t in locking if sums(t))
    days = tuple(t.number for t in locking if _has(t, Date, Period))
    means = tuple(t.number for t in locking if _has(t, PaymentMeans))
    if agreed is None and trace.situation is not None:
        return Commitment()
    if agreed is not None:
        last = trace.turns[-1].number if trace.turns else 1
        present = agreed.present()
        return Commitment(
            amount=amount or ((last,) if agreed.terms.has_amount else ()),
            date=days or ((last,) if present["dates"] or agreed.kind == "paid_in_full" else ()),
            means=means or ((last,) if present["means"] else ()),
            explicit_yes=agreed.explicit_yes,
        )
    return Commitment(amount, days, means, _answered_yes(trace))


def sums(turn: TraceTurn) -> tuple[Decimal, ...]:
    """Return the sums a turn says, instalments and down payments included."""
    found: list[Decimal] = []
    for entity in turn.understood.entities:
        if isinstance(entity, Money):
            found.append(entity.amount)
        elif isinstance(entity, PaymentPlan):
            parts = (entity.down, entity.instalment, entity.final)
            found += [part for part in parts if part is not None]
    return tuple(found)


def largest_instalment(trace: CallTrace) -> Decimal | None:
    """Return the largest monthly sum that ended up agreed or offered, None when there is none."""
    if trace.agreement is not None:
        return trace.agreement.terms.instalment
    plans = [
        e.instalment
        for turn in trace.turns
        for e in turn.understood.entities
        if isinstance(e, PaymentPlan) and e.instalment is not None
    ]
    return plans[-1] if plans else None


def _has(turn: TraceTurn, *kinds: type) -> bool:
    plan_date = Date in kinds and any(
        isinstance(e, PaymentPlan) and (e.first_date or e.day_of_month or e.down_date)
        for e in turn.understood.entities
    )
    return plan_date or any(isinstance(e, kinds) for e in turn.understood.entities)


def _answered_yes(trace: CallTrace) -> bool:
    """Return whether a confirmation or recap was followed by any answer but a question or a no."""
    return any(
        turn.understood.acts & {"confirm_agreement", "recap"}
        and turn.after
        and not turn.after[0].text.rstrip().endswith("?")
        for turn in trace.turns
    )
