"""Named checks on sums, days and means: what is offered, agreed or claimed.

Each reads the entities of the turn and the case facts ``balance``, ``capacity`` (a month) and
``amount_breakdown``; a fact that is unknown makes its check find nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from callcoach.understanding.entities import (
    Count,
    Date,
    Duration,
    Entity,
    Money,
    PaymentPlan,
    Period,
)
from callcoach.understanding.matchable import Match

if TYPE_CHECKING:
    from callcoach.understanding.turns import Clause, Turn

_AGREEMENT_SLOTS = 3
_COMMITMENT_SLOTS = 2
_NOT_OFFERED = frozenset({"income", "rent", "charge", "debt", "paid", "fee"})
"""Roles of a sum that make it no payment on offer."""
_NEXT_STEPS = frozenset(
    {
        "announce_callback",
        "announce_written_confirmation",
        "ask_warning_before_default",
        "forward_to_creditor",
        "promise_document",
        "refer_to_help",
        "suspend_claim",
    }
)
_FACILITIES = frozenset(
    {"propose_instalments", "propose_delay", "propose_down_payment", "concede"}
)
_PROPOSALS = _FACILITIES | {"counter_offer", "ask_proposal", "refuse_offer"}
_PRESENTS = frozenset(
    {
        "ask_dispute_details",
        "introduce_self",
        "remind_missed_instalment",
        "state_basis",
        "state_creditor",
        "state_purpose",
        "suspend_claim",
    }
)
"""Acts of a turn that presents the file or a dispute: its sums and days are no commitment."""
_DIAGNOSIS = frozenset(
    {
        "ask_full_payment",
        "ask_cause",
        "ask_details",
        "ask_income",
        "ask_income_date",
        "ask_charges",
        "ask_other_debts",
        "ask_household",
        "ask_savings",
        "ask_proposal",
    }
)
_OPENING = frozenset(
    {"introduce_self", "introduce_company", "state_purpose", "state_creditor", "state_basis"}
)


def whole(clause: Clause) -> Match:
    """Return all of a clause as evidence."""
    return Match(0, len(clause.words.tokens), clause.segment.span)


def two_agreement_slots(clause: Clause, turn: Turn) -> Match | None:
    """Two of amount, exact day to come and means, in a turn that neither proposes nor presents."""
    agreed = "confirm_agreement" in turn.sure_acts
    if turn.sure_acts & _PRESENTS or (turn.sure_acts & _PROPOSALS and not agreed):
        return None
    kinds = _kinds(turn)
    day = any(
        isinstance(entity, Date)
        and entity.certainty == "exact"
        and entity.day >= turn.context.today
        for entity in turn.reading.entities
    )
    means = "means" in kinds
    amount = bool(kinds & {"money", "plan", "fraction", "percent"})
    enough = sum((amount, day, means)) >= _COMMITMENT_SLOTS
    return whole(clause) if enough and clause.words.tokens else None


def two_recap_slots(clause: Clause, turn: Turn) -> Match | None:
    """Two of what ``three_agreement_slots`` counts; enough for a turn that surely sums up."""
    enough = _outcome_slots(turn) >= _COMMITMENT_SLOTS
    return whole(clause) if enough and clause.words.tokens else None


def three_agreement_slots(clause: Clause, turn: Turn) -> Match | None:
    """Three of amount, day, means and number, or an outcome (``outcomes``) and a next step."""
    enough = _outcome_slots(turn) >= _AGREEMENT_SLOTS or (_step(turn) and _outcome(turn))
    return whole(clause) if enough and clause.words.tokens else None


def offers_a_payment(clause: Clause, turn: Turn) -> Match | None:
    """The turn names a payment to come, within capacity: a plan, or a sum or share with its pace.

    A sum that is an income, a charge or the balance is none, unless words of ``offer_words`` put
    it forward: what stands around it may then be the budget it is tied to.
    """
    if any(offer_above_capacity(other, turn) is not None for other in turn.clauses):
        return None
    balance = amount_of(turn.context.facts.get("balance"))
    sums = [
        entity
        for entity in turn.reading.entities
        if isinstance(entity, Money)
        and (entity.role not in _NOT_OFFERED or turn.has("offer_words", turn.words))
        and entity.amount != balance
    ]
    paced = any(isinstance(e, Period | Count | Duration) for e in turn.reading.entities)
    plan = any(isinstance(e, PaymentPlan) for e in turn.reading.entities)
    share = bool(_kinds(turn) & {"percent", "fraction"})
    return whole(clause) if plan or ((sums or share) and (paced or _dated(turn))) else None


def offer_above_capacity(clause: Clause, turn: Turn) -> Match | None:
    """An instalment named in the clause is more than the dossier's ``capacity`` a month."""
    capacity = amount_of(turn.context.facts.get("capacity"))
    if capacity is None:
        return None
    return next(
        (
            _entity_match(clause, entity)
            for entity in in_clause(clause, turn.reading.entities)
            if (instalment := _instalment(entity, turn)) is not None and instalment > capacity
        ),
        None,
    )


def names_the_balance(clause: Clause, turn: Turn) -> Match | None:
    """The turn names the whole sum: the dossier's ``balance``, or words of ``whole_sum``."""
    balance = amount_of(turn.context.facts.get("balance"))
    named = any(
        isinstance(entity, Money) and entity.amount == balance for entity in turn.reading.entities
    )
    if not named and not turn.has("whole_sum", turn.words):
        return None
    return whole(clause) if clause.words.tokens else None


def amount_not_in_file(clause: Clause, turn: Turn) -> Match | None:
    """A sum said to be due is neither the balance nor any sum of the dossier."""
    names = ("balance", "amount_breakdown", "amounts")
    known = {amount for name in names for amount in _amounts(turn.context.facts.get(name))}
    if not known:
        return None
    return next(
        (
            _entity_match(clause, entity)
            for entity in in_clause(clause, turn.reading.entities)
            if isinstance(entity, Money)
            and entity.role in {"debt", "fee"}
            and not entity.approx
            and entity.amount not in known
        ),
        None,
    )


def beyond_authority(clause: Clause, turn: Turn) -> Match | None:
    """The dossier leaves no ``discount`` to the agent, or says nothing of one."""
    discount = amount_of(turn.context.facts.get("discount"))
    return None if discount or not clause.words.tokens else whole(clause)


def premature_concession(clause: Clause, turn: Turn) -> Match | None:
    """A facility is offered in a call that so far asked for neither the whole sum nor the cause.

    Without earlier turns of one's own, only the opening of a call is judged: what went before a
    sentence taken by itself is not known.
    """
    if not clause.acts & turn.sure_acts & _FACILITIES:
        return None
    return whole(clause) if _unasked(turn) else None


def opens_with_a_facility(clause: Clause, turn: Turn) -> Match | None:
    """The same, whatever act the facility was taken for; the words are the pattern's affair."""
    return whole(clause) if clause.words.tokens and _unasked(turn) else None


def in_clause(clause: Clause, entities: Iterable[Entity]) -> Iterable[Entity]:
    """Yield the entities that touch the clause."""
    span = clause.segment.span
    return (e for e in entities if e.span.start < span.end and span.start < e.span.end)


def amount_of(value: object) -> Decimal | None:
    """Return the sum that a fact holds, or None."""
    return next(iter(_amounts(value)), None)


def _unasked(turn: Turn) -> bool:
    """Return whether neither the whole sum nor the cause was asked for, this turn included."""
    if turn.context.facts.get("full_requested") is True:
        return False
    earlier: frozenset[str] = frozenset().union(*turn.context.said_acts)
    if (earlier | turn.acts) & _DIAGNOSIS:
        return False
    if turn.context.said or turn.context.phase == "purpose":
        return True
    return turn.context.phase == "contact" and bool(turn.acts & _OPENING)


def _outcome_slots(turn: Turn) -> int:
    """Return how many things an outcome is made of are named in the turn."""
    kinds = _kinds(turn)
    return sum(
        (
            bool(kinds & {"money", "percent", "fraction", "plan"}),
            bool(kinds & {"date", "period", "duration"}),
            "means" in kinds,
            "plan" in kinds or "count" in kinds,
            _step(turn),
            _outcome(turn),
        )
    )


def _step(turn: Turn) -> bool:
    """Return whether a next step is named."""
    return bool(turn.sure_acts & _NEXT_STEPS) or turn.has("next_steps", turn.words)


def _outcome(turn: Turn) -> bool:
    """Return whether an outcome is named."""
    return turn.has("outcomes", turn.words)


def _kinds(turn: Turn) -> set[str]:
    return {entity.kind for entity in turn.reading.entities}


def _dated(turn: Turn) -> bool:
    return bool(_kinds(turn) & {"date", "plan"})


def _entity_match(clause: Clause, entity: Entity) -> Match:
    return Match(0, len(clause.words.tokens), entity.span)


def _instalment(entity: Entity, turn: Turn) -> Decimal | None:
    """Return the monthly sum proposed: a plan's instalment, or a sum beside a period."""
    if isinstance(entity, PaymentPlan):
        return entity.instalment
    if not isinstance(entity, Money) or entity.role in _NOT_OFFERED:
        return None
    if any(
        isinstance(other, PaymentPlan) and _covers(other, entity)
        for other in turn.reading.entities
    ):
        return None
    paced = any(
        (isinstance(other, Period) and other.every == "month") or isinstance(other, Count)
        for other in turn.reading.entities
    )
    return entity.amount if paced else None


def _covers(plan: PaymentPlan, entity: Entity) -> bool:
    return plan.span.start <= entity.span.start and entity.span.end <= plan.span.end


def _amounts(value: object) -> Iterable[Decimal]:
    """Yield the sums of a fact: a number, a text, a list or a table of them."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _amounts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _amounts(item)
    elif isinstance(value, int | float | str | Decimal) and not isinstance(value, bool):
        try:
            yield Decimal(str(value))
        except InvalidOperation:
            return
