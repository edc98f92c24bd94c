"""Checks of negotiation and commitment: what was asked, offered, agreed, and whether it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from callcoach.scoring.authority import beyond_authority
from callcoach.scoring.commitment import (
    FULL_REQUEST,
    OFFERING,
    commitment,
    last_instalment,
)
from callcoach.scoring.diagnosis_skills import BUDGET_SLOTS
from callcoach.scoring.marked import Verdict

if TYPE_CHECKING:
    from callcoach.content.rubric import MicroSkill
    from callcoach.scoring.marked import Marked
    from callcoach.scoring.trace import CallTrace

SLOTS_OF_AN_OFFER = 2
"""Pieces of the budget without which an offer rests on nothing."""


def full_request_first(call: Marked, _skill: MicroSkill) -> Verdict:
    """The whole sum was asked for before any smaller offer."""
    asked = call.turns_with(FULL_REQUEST)
    offered = call.turns_with(OFFERING)
    if not asked:
        return Verdict(False)
    return Verdict(not offered or asked[0] <= offered[0], asked[:1])


def ladder_respected(call: Marked, skill: MicroSkill) -> Verdict:
    """Nothing was given too early, nor beyond what the agent may grant."""
    early = call.turns_with(skill.needs)
    return Verdict(not early and not beyond_authority(call.trace), early)


def sustainable_offer(call: Marked, skill: MicroSkill) -> Verdict:
    """What was offered rests on the budget and does not exceed the capacity."""
    tied = call.turns_with(skill.needs)
    asked = len({slot for slot in BUDGET_SLOTS if f"ask_{slot}" in call.done})
    known = asked >= SLOTS_OF_AN_OFFER or len(call.told & BUDGET_SLOTS) > SLOTS_OF_AN_OFFER
    capacity = capacity_of(call.trace)
    instalment = last_instalment(call.trace)
    if capacity is not None and instalment is not None and instalment > capacity:
        return Verdict(False, tied)
    return Verdict(bool(tied) or (known and instalment is not None), tied)


def capacity_known(call: Marked, _skill: MicroSkill) -> Verdict:
    """The record gives the capacity within ten euros."""
    mark = call.record_mark
    if mark is None or mark.capacity_right is None:
        return Verdict(None, note="no record")
    return Verdict(mark.capacity_right)


def commitment_part(call: Marked, skill: MicroSkill) -> Verdict:
    """The part of the agreement that ``needs`` names was said: amount, date, means or yes."""
    made = commitment(call.trace, call.reader)
    part = skill.needs[0]
    if part == "yes":
        return Verdict(made.explicit_yes, call.turns_with(("confirm_agreement", "recap")))
    turns: tuple[int, ...] = getattr(made, part)
    return Verdict(bool(turns), turns)


def capacity_of(trace: CallTrace) -> Decimal | None:
    """Return what the debtor can pay a month, None when nobody knows."""
    if trace.situation is not None and trace.situation.budget is not None:
        return trace.situation.budget.capacity
    known = trace.facts.get("capacity")
    return None if known is None else Decimal(str(known))
