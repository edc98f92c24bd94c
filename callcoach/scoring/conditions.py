"""Named conditions of the grid: when an item has no object, and when its level is capped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.scoring.authority import beyond_authority
from callcoach.scoring.bargain_skills import capacity_of
from callcoach.scoring.commitment import AGREED, FULL_REQUEST
from callcoach.scoring.diagnosis_skills import CORE_SLOTS, slots_known
from callcoach.scoring.overrun import overrun

if TYPE_CHECKING:
    from callcoach.scoring.marked import Marked
    from callcoach.scoring.trace import CallTrace

Condition = Callable[["Marked"], bool]

NO_BARGAIN_OUTCOMES = frozenset(
    {
        "referral",
        "hold",
        "dispute_suspended",
        "callback_arranged",
        "message_left",
        "wrong_number",
    }
)
"""Right outcomes without money: negotiation and commitment are then without object."""
STOPPING = ("suspend_claim", "refer_to_help", "forward_to_creditor")
"""Acts by which an agent stops asking for money."""
STOP_OBJECTIONS = frozenset({"procedure", "lawyer"})
"""What, once objected, sends the claim elsewhere."""
LEAST_CAPACITY = Decimal(15)
"""Euros a month below which nothing is bargained for (call-method 6.2)."""
DISPUTE_RULES = frozenset(
    {
        "respect_dispute",
        "respect_overindebtedness_procedure",
        "respect_collective_procedure",
        "minor_protected_or_deceased",
        "distress_or_suicide_risk",
    }
)
"""Rules by which money is not the subject any more."""
HURTING_RULES = frozenset(
    {
        "no_insult_or_moral_pressure",
        "no_false_legal_threat",
        "no_criminal_or_reputation_threat",
        "no_physical_intimidation",
        "no_harassment",
        "no_pressure_on_relatives",
        "no_third_party_disclosure",
        "no_false_consequence",
        "no_dissuading_from_rights",
        "distress_or_suicide_risk",
    }
)
"""Rules that protect the person: who breaks one has not met the other side with respect."""


def no_sheet(call: Marked) -> bool:
    """There is no preparation sheet."""
    return call.preparation is None


def no_record(call: Marked) -> bool:
    """There is no call record."""
    return call.record_mark is None


def third_party(call: Marked) -> bool:
    """The debtor never came to the phone, and nothing was told to who did."""
    return not call.met_debtor and not told_third_party(call)


def told_third_party(call: Marked) -> bool:
    """Somebody else than the debtor was told of the debt."""
    return not call.met_debtor and "no_third_party_disclosure" in call.broken_by_words


def opened_too_early(call: Marked) -> bool:
    """The file was opened before it was known who listens."""
    return bool(call.broken & {"no_third_party_disclosure", "identify_before_disclosing"})


def no_bargain(call: Marked) -> bool:
    """The call rightly ended without money: third party, dispute, procedure, help or hold."""
    trace = call.trace
    if third_party(call):
        return True
    if trace.target is not None:
        right = set(trace.target.best) | set(trace.target.accepted)
        return trace.outcome in NO_BARGAIN_OUTCOMES & right
    if trace.outcome in AGREED or not call.met_debtor or pressed_in_spite(call):
        return False
    if trace.outcome == "dispute_suspended":
        return True
    return bool(call.turns_with(STOPPING)) and _nothing_to_bargain(trace)


def _nothing_to_bargain(trace: CallTrace) -> bool:
    """Return whether the case itself forbids to bargain, as far as the file and the lines tell."""
    if _out_of_hands(trace):
        return True
    capacity, least = capacity_of(trace), trace.facts.get("min_instalment")
    if capacity is None:
        return True
    return capacity < max(LEAST_CAPACITY, Decimal(str(least)) if least is not None else 0)


def _out_of_hands(trace: CallTrace) -> bool:
    """Return whether a procedure, a representative or a danger takes the debt off the table."""
    facts = trace.facts
    known = (facts.get("procedure"), facts.get("representative"))
    if any(value not in (None, "none", "unknown") for value in known):
        return True
    return bool(trace.alarms or STOP_OBJECTIONS & trace.objections.keys())


def no_objection(call: Marked) -> bool:
    """Nobody objected to anything."""
    return not call.trace.objections


def no_budget(call: Marked) -> bool:
    """The budget is without object: the claim is on hold for a dispute, or out of hands."""
    trace = call.trace
    if trace.outcome in ("dispute_suspended", "undisputed_part"):
        return not pressed_in_spite(call)
    return trace.target is None and no_bargain(call) and _out_of_hands(trace)


def never_asked_full(call: Marked) -> bool:
    """The whole sum was never asked for."""
    return not call.turns_with(FULL_REQUEST)


def vague_acceptance(call: Marked) -> bool:
    """Something vague was accepted."""
    return bool(call.turns_with(("vague_acceptance",)))


def no_capacity_known(call: Marked) -> bool:
    """Income or charges are unknown: no capacity can be worked out."""
    return not slots_known(call) >= CORE_SLOTS


def pressed_in_spite(call: Marked) -> bool:
    """Money went on being asked for where the case forbids it.

    Or it was agreed on although the claim was disputed, twice, and never put on hold.
    """
    return bool(call.broken_by_words & DISPUTE_RULES) or overrun(call.trace)


def hurt(call: Marked) -> bool:
    """A rule that protects the person was broken."""
    return bool(call.broken_by_words & HURTING_RULES)


def against_authority(call: Marked) -> bool:
    """Terms were granted that the file does not allow."""
    return beyond_authority(call.trace)


CONDITIONS: Mapping[str, Condition] = {
    condition.__name__: condition
    for condition in (
        against_authority,
        hurt,
        never_asked_full,
        no_bargain,
        no_budget,
        no_capacity_known,
        no_objection,
        no_record,
        no_sheet,
        opened_too_early,
        pressed_in_spite,
        third_party,
        told_third_party,
        vague_acceptance,
    )
}
"""Name in ``grid.yaml`` → condition."""
