"""What was agreed, read from the turns themselves.

So that a transcript from elsewhere can be marked too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callcoach.understanding.entities import Date, Money, PaymentMeans, PaymentPlan, Period

if TYPE_CHECKING:
    from decimal import Decimal

    from callcoach.scoring.paper_reader import PaperReader
    from callcoach.scoring.trace import CallTrace, TraceTurn

CONFIRMING = frozenset({"confirm_agreement", "recap", "commitment_lock", "final_recap"})
"""Acts and techniques in which an agreement is said as a whole."""
LOCKING = CONFIRMING | {"ask_payment_means", "ask_payment_date", "accept_offer"}
"""What puts an agreement, or a part of it, in words."""
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
FULL_REQUEST = (FULL, "full_payment_request")
"""The act and the technique of asking for the whole."""
AGREED = frozenset(
    {
        "paid_in_full",
        "promise_in_full",
        "plan",
        "provisional_plan",
        "part_payment",
        "undisputed_part",
    }
)
"""Outcomes that are an agreement."""


@dataclass(frozen=True)
class Commitment:
    """Which parts of an agreement were said, and where."""

    amount: tuple[int, ...] = ()
    """Turns that say a sum."""
    date: tuple[int, ...] = ()
    means: tuple[int, ...] = ()
    explicit_yes: bool = False


def commitment(trace: CallTrace, reader: PaperReader) -> Commitment:
    """Return what the agent's turns fixed.

    The agreement of a call played here adds what it holds.
    """
    agreed = trace.agreement
    if agreed is None and trace.situation is not None:
        return Commitment()
    wanted = LOCKING | OFFERING | (set(FULL_REQUEST) if trace.outcome in AGREED else set())
    locking = [t for t in trace.turns if t.sure & wanted]
    amount = tuple(t.number for t in locking if sums(t))
    days = tuple(t.number for t in locking if _has(t, Date, Period))
    means = tuple(t.number for t in locking if _has(t, PaymentMeans))
    if agreed is None:
        return Commitment(amount, days, means, explicit_yes=_answered_yes(trace, reader))
    last = trace.turns[-1].number if trace.turns else 1
    present = agreed.present()
    return Commitment(
        amount=amount or ((last,) if agreed.terms.has_amount else ()),
        date=days or ((last,) if present["dates"] or agreed.kind == "paid_in_full" else ()),
        means=means or ((last,) if present["means"] else ()),
        explicit_yes=agreed.explicit_yes,
    )


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


def last_instalment(trace: CallTrace) -> Decimal | None:
    """Return the monthly sum that ended up agreed or offered, None when there is none."""
    if trace.agreement is not None:
        return trace.agreement.terms.instalment
    said = [plan.instalment for plan in _plans(trace) if plan.instalment is not None]
    return said[-1] if said else None


def last_count(trace: CallTrace) -> int | None:
    """Return the number of instalments that ended up agreed or offered, None when not said."""
    if trace.agreement is not None:
        return trace.agreement.terms.count
    said = [plan.count for plan in _plans(trace) if plan.count is not None]
    return said[-1] if said else None


def _plans(trace: CallTrace) -> list[PaymentPlan]:
    return [
        entity
        for turn in trace.turns
        if turn.sure & (LOCKING | OFFERING | {"budget_anchored_offer"})
        for entity in turn.understood.entities
        if isinstance(entity, PaymentPlan)
    ]


def _has(turn: TraceTurn, *kinds: type) -> bool:
    plan_date = Date in kinds and any(
        isinstance(e, PaymentPlan) and (e.first_date or e.day_of_month or e.down_date)
        for e in turn.understood.entities
    )
    return plan_date or any(isinstance(e, kinds) for e in turn.understood.entities)


def _answered_yes(trace: CallTrace, reader: PaperReader) -> bool:
    """Return whether a confirmation was answered by a yes."""
    return any(
        turn.sure & CONFIRMING
        and turn.after
        and reader.matches(turn.after[0].text, ("@answers_yes",))
        and not reader.matches(turn.after[0].text, ("@answers_no",))
        for turn in trace.turns
    )
